"""Files of the command line, `-` for standard input and output; an output is there whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from matching.ground.free_memory import free_bytes, written
from matching.text.decoding import BadInputError

BYTES_PER_CHARACTER: Final = 9
"""Plain values and rows together took 8 bytes per byte of JSON at 12,000 and at 100,000 students."""


def read_input(name: str) -> bytes:
    """The bytes of a file or of standard input; BadInputError when it cannot be read, or not be held in memory."""
    try:
        refuse_too_long(name)
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInputError([f"{name}: {error.strerror}"]) from None


def refuse_too_long(name: str) -> None:
    """TooLargeError when what the file says takes more memory than is free; a pipe has no length to go by."""
    path, free = Path(name), free_bytes(os.environ)
    if name != "-" and path.is_file() and free is not None:
        needed = path.stat().st_size * BYTES_PER_CHARACTER
        if needed > free:
            raise BadInputError(
                [f"{name}: reading it takes about {written(needed)} of memory, and {written(free)} is free"]
            )


def refuse_unwritable(name: str) -> None:
    """BadInputError when the file could not be written; asked before the work, not after it."""
    path = Path(name).resolve()
    if name != "-" and (path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK)):
        raise BadInputError([f"{name}: cannot be written"])


def write_output(name: str, text: str) -> None:
    """Write the whole text at once; an earlier file stays as it was when writing fails, told as BadInputError."""
    try:
        if name == "-":
            _print(text)
        elif _can_be_replaced(Path(name).resolve()):
            _replace(Path(name).resolve(), text.encode())
        else:
            Path(name).write_bytes(text.encode())
    except OSError as error:
        raise BadInputError([f"{name}: {error.strerror}"]) from None


def _print(text: str) -> None:
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever reads has seen enough; Python would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _can_be_replaced(path: Path) -> bool:
    """Not so for pipes and devices, and files in a folder that is closed to us."""
    return (path.is_file() or not path.exists()) and os.access(path.parent, os.W_OK)


def _replace(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(content)
            file.flush()
            draft.chmod(mode)
            draft.replace(path)
        except OSError:
            draft.unlink()
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
