"""How much memory this process may still take: what the machine, the container, the shell and a person leave it."""

from __future__ import annotations

import resource
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from matching.text.decoding import BadInputError, shown

LIMIT_NAME: Final = "KANSMATCH_MEMORY_MB"
"""The name in the environment of a limit on this process, in megabytes of 10^6 bytes."""

GROUPS: Final = Path("/sys/fs/cgroup")
CEILINGS: Final = (("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes"))


def free_bytes(environment: Mapping[str, str]) -> int | None:
    """The least that any limit leaves, never below 0; None where nothing is known, as outside Linux.

    BadInputError when the limit in the environment is not a whole number.
    """
    known = [*_machine(), *_groups(), *_address_space(), *_asked(environment)]
    return max(0, min(known)) if known else None


def written(amount: int) -> str:
    """Bytes for people."""
    return f"{amount / 1e9:.1f} GB" if amount >= 1_000_000_000 else f"{-(-amount // 1_000_000)} MB"


def _machine() -> Iterator[int]:
    """What the machine can give without writing memory to disk."""
    for line in _text(Path("/proc/meminfo")).splitlines():
        if line.startswith("MemAvailable:"):
            yield int(line.split()[1]) * 1024


def _groups() -> Iterator[int]:
    """What the control groups of this process leave it, of either version, its own and the container's."""
    lines = [line.split(":", 2) for line in _text(Path("/proc/self/cgroup")).splitlines()]
    own = [GROUPS / ("memory" if kind == "memory" else "") / path.lstrip("/") for _, kind, path in lines]
    for folder in {GROUPS, GROUPS / "memory", *own}:
        for most, now in CEILINGS:
            ceiling, taken = _text(folder / most).strip(), _text(folder / now).strip()
            if ceiling.isdecimal() and taken.isdecimal():
                yield int(ceiling) - int(taken)


def _address_space() -> Iterator[int]:
    """What `ulimit -v` leaves."""
    ceiling, _ = resource.getrlimit(resource.RLIMIT_AS)
    if ceiling != resource.RLIM_INFINITY:
        yield ceiling - _pages(0)


def _asked(environment: Mapping[str, str]) -> Iterator[int]:
    asked = environment.get(LIMIT_NAME, "")
    if asked and not asked.isdecimal():
        raise BadInputError([f"{LIMIT_NAME}: {shown(asked)} is not a whole number of megabytes"])
    if asked:
        yield int(asked) * 1_000_000 - _pages(1)


def _pages(column: int) -> int:
    """Bytes this process takes: of addresses (0) or of memory (1); 0 where that is not told."""
    numbers = _text(Path("/proc/self/statm")).split()
    return int(numbers[column]) * resource.getpagesize() if numbers else 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
