"""A folder of output files: new or empty before the work, its index written last."""

from __future__ import annotations

import os
from pathlib import Path

from matching.shell.files import write_output
from matching.text.decoding import BadInputError


def refuse_used(name: str) -> None:
    """BadInputError when the folder holds something already or could not be written; asked before the work."""
    path = Path(name).resolve()
    if path.exists() and not path.is_dir():
        raise BadInputError([f"{name}: is not a folder"])
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BadInputError([f"{name}: cannot be written"])
    if path.exists() and any(path.iterdir()):
        raise BadInputError([f"{name}: holds files already; name a new or an empty folder"])


def write_folder(name: str, files: dict[str, str]) -> None:
    """Each text under its name, in their order: who finds the last one finds them all. BadInputError as files give."""
    try:
        Path(name).mkdir(exist_ok=True)
    except OSError as error:
        raise BadInputError([f"{name}: {error.strerror}"]) from None
    for file, text in files.items():
        write_output(str(Path(name) / file), text)
