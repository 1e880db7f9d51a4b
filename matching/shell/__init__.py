"""The command line behind `python -m matching`."""
