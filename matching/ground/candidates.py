"""Pairs of student and request that travel alone may let through: near enough by distance, or listed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.ground.ground import Ground
from matching.ground.near import AT_ONCE, Ints, globe_of, near, spread

Pairs = tuple[Ints, Ints]
"""Student and request indexes, aligned."""


def candidates(ground: Ground, rows: Ints | None = None) -> Iterator[Pairs]:
    """Every pair of these students (all, when None) that is in reach by its minutes, and some that are not.

    They come some at a time. Students ascend from one go to the next, but for the listed pairs at the end; a pair may
    stand twice in a go. `rows` ascend.
    """
    rows = np.arange(len(ground.problem.students)) if rows is None else rows
    yield from by_distance(ground, rows)
    yield from by_list(ground, rows)


def by_distance(ground: Ground, rows: Ints) -> Iterator[Pairs]:
    """Pairs near enough from one home or the other, without those whose minutes are listed."""
    trips, school_of = ground.trips, ground.school_of
    if not len(school_of):
        return
    owner = np.concatenate([rows, rows[trips.two[rows]]])
    homes = np.concatenate([trips.first.both()[rows], trips.last.both()[rows[trips.two[rows]]]])
    order = np.argsort(owner, kind="stable")
    owner, reach = owner[order], trips.reach()[owner[order]]
    globe = globe_of(trips.schools.both()[school_of], reach)
    for home, request in near(globe, homes[order], reach, owner):
        listed = trips.listed.hold(owner[home], school_of[request])
        yield owner[home][~listed], request[~listed]


def by_list(ground: Ground, rows: Ints) -> Iterator[Pairs]:
    """The requests of listed schools that are in reach."""
    listed, minutes = ground.trips.listed, ground.trips.listed_minutes
    student, school = np.divmod(listed.keys, max(1, listed.columns))
    asked = np.isin(np.arange(len(ground.problem.students)), rows)
    within = np.flatnonzero(asked[student] & (minutes <= ground.max_minutes[student]))
    order = np.argsort(ground.school_of, kind="stable")
    ends = np.searchsorted(ground.school_of[order], np.arange(listed.columns + 1))
    for at in range(0, len(within), AT_ONCE):
        some = within[at : at + AT_ONCE]
        there, place = spread(student[some], ends[school[some]], ends[school[some] + 1])
        yield there, order[place]
