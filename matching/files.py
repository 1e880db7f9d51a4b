"""Files of the command line, `-` for standard input and output; an output is there whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from matching.decoding import BadInputError


def read_input(name: str) -> bytes:
    """The bytes of a file or of standard input; BadInputError when it cannot be read."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInputError([f"{name}: {error.strerror}"]) from None


def refuse_unwritable(name: str) -> None:
    """BadInputError when the file could not be written; asked before the work, not after it."""
    folder = Path(name).parent
    if name != "-" and (Path(name).is_dir() or not os.access(folder, os.W_OK)):
        raise BadInputError([f"{name}: cannot be written"])


def write_output(name: str, text: str) -> None:
    """Write the whole text at once; an earlier file stays as it was when writing fails."""
    if name == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    elif Path(name).exists() and not Path(name).is_file():
        Path(name).write_bytes(text.encode())  # a pipe or a device cannot be replaced
    else:
        _replace(Path(name), text.encode())


def _replace(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
    Path(file.name).chmod(mode & 0o777)
    Path(file.name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
