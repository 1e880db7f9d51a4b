"""Runs one command in a process of its own, and tells what it took."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

HERE = Path(__file__).resolve().parents[1]
LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True)
class Cost:
    """What a command took from start to end: seconds by the clock, seconds of CPU on all cores, most memory in MB.

    `output` is what it printed; `code` is how it ended, below zero when it was stopped from outside.
    """

    wall: float
    cpu: float
    peak_mb: float
    code: int
    output: str


def measured(module: str, words: Sequence[object], *, seconds: float) -> Cost:
    """`python -m MODULE WORDS…` with this Python, stopped after `seconds` when it has not ended by itself.

    The numbers are the kernel's for this process and those it waited for.
    """
    with NamedTemporaryFile() as output:
        command = [sys.executable, "-m", module, *map(str, words)]
        launch = [sys.executable, "-S", str(LAUNCH), str(seconds), output.name, *command]
        told = subprocess.run(launch, cwd=HERE, stdout=subprocess.PIPE, check=True)  # noqa: S603 - the words of ours
        return Cost(**json.loads(told.stdout), output=Path(output.name).read_text())
