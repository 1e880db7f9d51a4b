"""Runs a long search in a thread of its own, so that Ctrl-C and SIGTERM are heard at once and stop it kindly."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Final, TypeVar

T = TypeVar("T")
Stop = Callable[[], bool]

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_stopped() -> Iterator[Callable[[Callable[[Stop], T]], T]]:
    """Within the block the first signal is a request to stop; a second one ends the program as it always would."""
    asked = Event()
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(number, signal.SIG_DFL)

    for number in SIGNALS:
        signal.signal(number, ask)
    try:
        yield lambda search: _beside(search, asked.is_set)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _beside(search: Callable[[Stop], T], stop: Stop) -> T:
    """The search's answer, while this thread stays free to hear signals."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        answer: Future[T] = pool.submit(search, stop)
        while not answer.done():
            _wait(answer)
        return answer.result()


def _wait(answer: Future[T]) -> None:
    done = Event()
    answer.add_done_callback(lambda _: done.set())
    done.wait(0.2)
