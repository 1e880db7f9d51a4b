"""The thread beside a search: it tells that the worker lives and how far it is, and hears «stop»."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import Error, connection

from matching.solution import Progress
from placements.actions.claims import beat
from placements.actions.results import plain
from placements.models import Run

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Listener = Callable[[Progress], None]
MOST_POINTS = 80


class Lines:
    """How far the search is, goal by goal, as the run's row keeps it; used by two threads."""

    def __init__(self, planned: list[dict[str, Any]]) -> None:
        self._lines = {line["goal"]: dict(line) for line in planned}
        self._begun: dict[str, float] = {}
        self._lock = threading.Lock()

    def add(self, news: Progress) -> None:
        with self._lock:
            line = self._lines[str(news.goal)]
            begun = self._begun.setdefault(str(news.goal), news.seconds)
            line |= {"value": plain(news.value), "bound": plain(news.bound), "proven": news.proven}
            line |= {"seconds": round(news.seconds - begun, 3), "points": thinned([*line["points"], point(news)])}

    def rows(self) -> list[dict[str, Any]]:
        """The lines as `planned` made them, filled in as far as the search is."""
        with self._lock:
            return [dict(line) for line in self._lines.values()]


def point(news: Progress) -> list[Any]:
    """Seconds since the start, value, bound: one dot of the chart."""
    return [round(news.seconds, 2), plain(news.value), plain(news.bound)]


def thinned(points: list[Any]) -> list[Any]:
    """Every other point when there are too many to draw; the first and the last stay."""
    return points if len(points) <= MOST_POINTS else [points[0], *points[2:-1:2], points[-1]]


class Watch:
    """Runs beside the solver while its block lasts; its database connection is its own."""

    def __init__(self, *, run: Run, clock: Clock, told: Listener | None = None) -> None:
        self.lines = Lines(run.progress)
        self._run, self._clock, self._told = run, clock, told
        self._ended, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep_watch, name=f"watch-run-{run.pk}", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._ended.set()
        self._thread.join()

    def hear(self, news: Progress) -> None:
        self.lines.add(news)
        if self._told:
            self._told(news)

    def wants_to_stop(self) -> bool:
        return self._stop.is_set()

    def _keep_watch(self) -> None:
        try:
            while not self._ended.wait(settings.HEARTBEAT_SECONDS):
                self._look()
        finally:
            connection.close()

    def _look(self) -> None:
        try:
            stop = beat(run=self._run, progress=self.lines.rows(), at=self._clock())
        except Error:
            logger.warning("run %s: the database did not answer; trying again", self._run.pk, exc_info=True)
            connection.close()
        else:
            if stop:
                self._stop.set()
