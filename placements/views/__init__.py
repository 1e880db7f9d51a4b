"""The pages; each fetches with one query, asks one permission, calls one action and answers."""
