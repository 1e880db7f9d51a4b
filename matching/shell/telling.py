"""What the command line says on standard error, a line at a time."""

from __future__ import annotations

import sys

from matching.choice import Choice, Found
from matching.solution import GoalValue, Progress


def tell(line: str) -> None:
    """One line, there at once."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def tell_progress(progress: Progress) -> None:
    """One line for each piece of news of a search."""
    news = [("value", progress.value), ("bound", progress.bound)]
    known = [f"{name} {_written(value)}" for name, value in news if value is not None]
    state = ", ".join([*known, "proven" if progress.proven else "searching"])
    tell(f"{progress.seconds:7.1f} s  goal {progress.index + 1} of {progress.goals}, {progress.goal}: {state}")


def tell_found(found: Found) -> None:
    """One line for a plan that a repair has found."""
    tell(f"{found.seconds:7.1f} s  {found.unplaced} unplaced, {found.moved} moved{proof(found)}")


def proof(found: Found | Choice) -> str:
    """What to say after the numbers of a plan."""
    return ", proven" if found.proven else ""


def _written(value: GoalValue) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
