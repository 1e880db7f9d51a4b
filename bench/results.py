"""What was measured, as rows that can be written down and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A goal's value and bound as the goal itself counts; a list has its entries."""

    goal: str
    value: list[int] | None
    bound: list[int] | None
    proven: bool


@dataclass(frozen=True, kw_only=True)
class Result:
    """One program on one problem, once."""

    case: str
    """The size and what it is asked, as `college plain`."""
    program: str
    pairs: int
    students: int
    wall: float
    cpu: float
    peak_mb: float
    limit: float
    reached: tuple[Reached, ...]
    asked: int
    """How many goals were asked."""
    ended: bool
    """Whether it answered by itself."""
    note: str = ""
    """What else is worth telling."""

    @property
    def proven(self) -> int:
        """How many goals are proven, from the first on."""
        return next((n for n, goal in enumerate(self.reached) if not goal.proven), len(self.reached))


@dataclass(frozen=True)
class Group:
    """All runs of one program on one problem."""

    runs: tuple[Result, ...]

    @property
    def least(self) -> Result:
        """The run that proved least; what is alike in all of them may be read off it, too."""
        return min(self.runs, key=lambda run: (run.ended, run.proven))

    @property
    def cpu(self) -> float:
        """Median seconds of CPU."""
        return median(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        """Median seconds by the clock."""
        return median(run.wall for run in self.runs)

    @property
    def peak_mb(self) -> float:
        """Median of the most memory."""
        return median(run.peak_mb for run in self.runs)


def grouped(results: Iterable[Result]) -> dict[tuple[str, str], Group]:
    """By case and program, in the order they were first measured."""
    found: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        found.setdefault((result.case, result.program), []).append(result)
    return {key: Group(tuple(runs)) for key, runs in found.items()}


def write(path: Path, machine: dict[str, str], results: Sequence[Result]) -> None:
    """The raw numbers."""
    rows = ",\n".join(json.dumps(asdict(result)) for result in results)
    path.write_text(f'{{"machine": {json.dumps(machine, indent=1)},\n"results": [\n{rows}\n]}}\n')


def read(path: Path) -> tuple[dict[str, str], list[Result]]:
    """What `write` wrote."""
    data = json.loads(path.read_text())
    rows = [{**row, "reached": tuple(Reached(**goal) for goal in row["reached"])} for row in data["results"]]
    return data["machine"], [Result(**row) for row in rows]
