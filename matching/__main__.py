"""The door of the command line: `python -m matching`."""

import gc
import os
import sys

from matching.shell.command import main

if __name__ == "__main__":
    gc.set_threshold(100_000)  # rows of a country all stay: to look for rubbish every 700 rows only costs time
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a search given up on may still be busy in C++, which aborts a program that ends the long way
