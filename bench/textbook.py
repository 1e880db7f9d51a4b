"""The whole-number program that textbooks give for a matching with side limits: a column per pair, no tricks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from bench.question import NONE, Array, Question


@dataclass(eq=False)
class Rows:
    """Rows `low <= sum of coefficients × columns <= high`, written down one after another."""

    columns: list[Array] = field(default_factory=list)
    coefficients: list[Array] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)

    def add(self, columns: Array, coefficients: Array | int, low: int, high: int) -> None:
        columns = np.asarray(columns, dtype=np.int64)
        self.columns.append(columns)
        self.coefficients.append(np.broadcast_to(np.asarray(coefficients, dtype=np.int64), columns.shape))
        self.low.append(low)
        self.high.append(high)


@dataclass(eq=False)
class Textbook:
    """Columns are 0 or 1 (`fixed` ones 1), first the pairs; `stages` are the costs of the goals' entries in turn."""

    columns: int
    fixed: Array
    rows: Rows
    stages: list[tuple[int, Array, Array]]
    """Place of the goal in its list, columns, and their costs."""


def textbook(asked: Question) -> Textbook:
    """The program of a question; a sum that has no lower limit has 0."""
    rows, new = Rows(), _Columns(len(asked.student))
    for pairs in _groups(asked.student):
        rows.add(pairs, 1, 0, 1)
    _requests(asked, rows, new)
    _schools(asked, rows)
    steps = _steps(asked, rows, new)
    wished = _duos(asked, rows, new)
    fixed = [np.nonzero(asked.pinned)[0], *_half_days(asked, rows, new)]
    stages = [_stage(asked, n, steps, wished) for n in range(len(asked.stages))]
    return Textbook(new.count, np.concatenate(fixed), rows, stages)


class _Columns:
    """Hands out columns."""

    def __init__(self, count: int) -> None:
        self.count = count

    def take(self, many: int) -> Array:
        self.count += many
        return np.arange(self.count - many, self.count, dtype=np.int64)


def _groups(keys: Array) -> list[Array]:
    order = np.argsort(keys, kind="stable")
    edges = np.nonzero(np.diff(keys[order]))[0] + 1
    return [group for group in np.split(order, edges) if len(group)]


def _requests(asked: Question, rows: Rows, new: _Columns) -> None:
    for pairs in _groups(asked.request):
        request = asked.request[pairs[0]]
        least, most = int(asked.least[request]), int(asked.most[request])
        if least <= 1:
            rows.add(pairs, 1, 0, most)
            continue
        with_open = np.concatenate([pairs, new.take(1)])
        rows.add(with_open, np.append(np.ones(len(pairs)), -most), -most, 0)
        rows.add(with_open, np.append(np.ones(len(pairs)), -least), 0, len(pairs))


def _schools(asked: Question, rows: Rows) -> None:
    for pairs in _groups(asked.school):
        school = asked.school[pairs[0]]
        if asked.cap[school] != NONE:
            rows.add(pairs, 1, 0, int(asked.cap[school]))
        for college, where, most in asked.quotas.tolist():
            if where in (NONE, school):
                own = pairs[asked.college[asked.student[pairs]] == college]
                if len(own) > most:
                    rows.add(own, 1, 0, most)


def _steps(asked: Question, rows: Rows, new: _Columns) -> tuple[Array, Array]:
    """Per school a column for each student it can have, worth what that one adds to coverage; the worths fall."""
    room = np.bincount(asked.school_of, weights=asked.most, minlength=len(asked.cap)).astype(np.int64)
    room = np.where(asked.cap == NONE, room, np.minimum(room, asked.cap))
    columns, gains = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for pairs in _groups(asked.school):
        school = asked.school[pairs[0]]
        steps = new.take(int(min(room[school], len(pairs))))
        both = np.concatenate([pairs, steps])
        rows.add(both, np.append(np.ones(len(pairs)), -np.ones(len(steps))), 0, 0)
        columns.append(steps)
        gains.append(60 * asked.weight[school] // np.arange(1, len(steps) + 1))
    return np.concatenate(columns), np.concatenate(gains)


def _duos(asked: Question, rows: Rows, new: _Columns) -> Array:
    """A required duo has as many of the one at a school as of the other; a wished one a column per school."""
    wished = [np.zeros(0, dtype=np.int64)]
    for first, second, required in asked.duos.tolist():
        ours, theirs = np.nonzero(asked.student == first)[0], np.nonzero(asked.student == second)[0]
        for school in np.unique(asked.school[np.concatenate([ours, theirs])]).tolist():
            one, other = ours[asked.school[ours] == school], theirs[asked.school[theirs] == school]
            if required:
                rows.add(np.append(one, other), np.append(np.ones(len(one)), -np.ones(len(other))), 0, 0)
            elif len(one) and len(other):
                together = new.take(1)
                rows.add(np.append(one, together), np.append(np.ones(len(one)), -1), 0, 1)
                rows.add(np.append(other, together), np.append(np.ones(len(other)), -1), 0, 1)
                wished.append(together)
    return np.concatenate(wished)


def _half_days(asked: Question, rows: Rows, new: _Columns) -> list[Array]:
    """A column for each pair and half-day where the numbers at once are limited; returns those that are fixed."""
    if not len(asked.days):
        return []
    pair, day, forced = asked.days.T
    columns = new.take(len(pair))
    for at in _groups(pair):
        needed = -int(asked.needed[asked.request[pair[at[0]]]])
        rows.add(np.append(columns[at], pair[at[0]]), np.append(np.ones(len(at)), needed), 0, 0)
    for at in _groups(asked.request[pair] * 16 + day):
        rows.add(columns[at], 1, 0, int(asked.at_once[asked.request[pair[at[0]]]]))
    return [columns[forced == 1]]


def _stage(asked: Question, n: int, steps: tuple[Array, Array], wished: Array) -> tuple[int, Array, Array]:
    place, coverage, duos = asked.stages[n].tolist()
    if coverage:
        return place, steps[0], -steps[1]
    if duos:
        return place, wished, -np.ones(len(wished), dtype=np.int64)
    counted = np.nonzero(asked.costs[n])[0]
    return place, counted, asked.costs[n][counted]
