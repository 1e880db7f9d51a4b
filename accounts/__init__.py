"""Who is who: networks, colleges, users, roles, rounds and the history of what was done."""
