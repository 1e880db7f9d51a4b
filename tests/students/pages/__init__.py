"""A student's and a coordinator's pages, clicked through."""
