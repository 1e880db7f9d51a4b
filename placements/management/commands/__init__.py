"""Commands for scripts: the same actions as the pages."""
