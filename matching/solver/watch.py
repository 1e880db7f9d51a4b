"""How long the search may go on, and whether a person has stopped it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

T = TypeVar("T")

POLL_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Watch:
    """Seconds count from `started`; `stop` is asked about every 50 ms while a solver works."""

    seconds: float | None = None
    stop: Callable[[], bool] | None = None
    threads: int = 2
    started: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def left(self) -> float | None:
        """Seconds that are left, never below 0; None without a limit."""
        return None if self.seconds is None else max(0.0, self.seconds - self.elapsed())

    def share(self, part: float, most: float) -> Watch:
        """A watch that is over after this part of the seconds, or after `most` when there is no limit."""
        return replace(self, seconds=most if self.seconds is None else part * self.seconds)

    def over(self) -> bool:
        """Whether the search has to end now."""
        return self.left() == 0.0 or (self.stop is not None and self.stop())

    def run(self, work: Callable[[], T], *, on_over: Callable[[], None], patience: float) -> T | None:
        """What `work` returns; None when it is given up `patience` seconds after the watch was over.

        The solvers let go of Python while they work, so another thread can ask. `on_over` tells the solver to end.
        """
        results: list[T] = []
        faults: list[BaseException] = []
        thread = threading.Thread(target=_keep, args=(work, results, faults), daemon=True)
        thread.start()
        while thread.is_alive() and not self.over():
            thread.join(POLL_SECONDS)
        if thread.is_alive():
            on_over()
            thread.join(patience)
        if faults:
            raise faults[0]
        return results[0] if results else None


def _keep(work: Callable[[], T], results: list[T], faults: list[BaseException]) -> None:
    try:
        results.append(work())
    except BaseException as fault:
        faults.append(fault)
