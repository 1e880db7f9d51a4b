"""The door of the command line: `python -m matching`."""

import sys

from matching.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
