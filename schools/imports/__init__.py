"""Registers and requests that come as files."""
