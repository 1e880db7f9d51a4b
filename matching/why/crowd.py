"""A crowd around a student: ever more students whose requests all lie among a few, until these hold too few places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from matching.graph import Graph, Ints


class Crowds:
    """Grows crowds in one graph. A student is in the crowd when every request open to that student is."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        count = np.arange(len(graph.problem.students) + 1)
        self._student_begins = np.searchsorted(graph.student, count)
        self._most = np.array([each.max_students for each in graph.problem.requests], dtype=np.int64)
        caps = [len(count) if each.max_students is None else each.max_students for each in graph.problem.schools]
        self._cap = np.array(caps, dtype=np.int64)

    @cached_property
    def _by_request(self) -> tuple[Ints, Ints]:
        """Students of the pairs ordered by request, and where each request begins."""
        order = np.argsort(self.graph.request, kind="stable")
        begins = np.searchsorted(self.graph.request[order], np.arange(len(self._most) + 1))
        return self.graph.student[order].astype(np.int64), begins

    def around(self, student: int) -> Iterator[Ints]:
        """The students (indexes, ascending) of crowds that outnumber their places, each larger than the one before.

        Next comes who adds the fewest requests; what quotas and half-days take away is left out of the count.
        """
        missing = np.diff(self._student_begins)
        missing[missing == 0] = -1
        inside, room = np.zeros(len(self._most), dtype=bool), np.zeros(len(self._cap), dtype=np.int64)
        surplus, latest = 0, student
        while missing.max(initial=-1) > 0:
            self._take_in(latest, inside, missing, room)
            crowd = np.nonzero(missing == 0)[0]
            more = len(crowd) - int(np.minimum(room, self._cap).sum())
            if more > surplus:
                surplus = more
                yield crowd
            latest = int(np.argmin(np.where(missing > 0, missing, len(self._most) + 1)))

    def _take_in(self, student: int, inside: np.ndarray, missing: Ints, room: Ints) -> None:
        """Open the student's requests to the crowd."""
        students, begins = self._by_request
        graph = self.graph
        for request in graph.request[self._student_begins[student] : self._student_begins[student + 1]].tolist():
            if not inside[request]:
                inside[request] = True
                missing[students[begins[request] : begins[request + 1]]] -= 1
                room[graph.ground.school_of[request]] += self._most[request]
