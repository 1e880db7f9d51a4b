"""Students that come as a file."""
