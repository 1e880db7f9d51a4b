"""Runs one command in a process of its own, and tells what it took."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from time import perf_counter

HERE = Path(__file__).resolve().parents[1]


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
    with TemporaryFile() as output:
        start = perf_counter()
        command = [sys.executable, "-m", module, *map(str, words)]
        process = subprocess.Popen(command, cwd=HERE, stdout=output, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
        net = Timer(seconds, process.kill)
        net.start()
        _, status, usage = os.wait4(process.pid, 0)
        net.cancel()
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        told = output.read().decode()
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, told)
