"""What holds for the whole tree; part of `make check`."""
