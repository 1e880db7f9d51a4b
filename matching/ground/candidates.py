"""Pairs of student and request that travel alone may let through: near enough by distance, or listed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.ground.ground import Ground
from matching.ground.near import AT_ONCE, Ints, globe_of, near, spread

Pairs = tuple[Ints, Ints]
"""Student and request indexes, aligned."""


def candidates(ground: Ground) -> Iterator[Pairs]:
    """Every pair that is in reach by its minutes, and some that are not, some at a time.

    Students ascend from one go to the next, but for the listed pairs at the end; a pair may stand twice in a go.
    """
    yield from by_distance(ground)
    yield from by_list(ground)


def by_distance(ground: Ground) -> Iterator[Pairs]:
    """Pairs near enough from one home or the other, without those whose minutes are listed."""
    trips, school_of = ground.trips, ground.school_of
    if not len(school_of):
        return
    reach, two = trips.reach(), np.flatnonzero(trips.two)
    owner = np.concatenate([np.arange(len(reach)), two])
    homes = np.concatenate([trips.first.both(), trips.last.both()[two]])
    order = np.argsort(owner, kind="stable")
    globe = globe_of(trips.schools.both()[school_of], reach)
    for home, request in near(globe, homes[order], reach[owner[order]], owner[order]):
        student = owner[order][home]
        listed = trips.listed.hold(student, school_of[request])
        yield student[~listed], request[~listed]


def by_list(ground: Ground) -> Iterator[Pairs]:
    """The requests of listed schools that are in reach."""
    listed, minutes = ground.trips.listed, ground.trips.listed_minutes
    student, school = np.divmod(listed.keys, max(1, listed.columns))
    within = minutes <= ground.max_minutes[student]
    order = np.argsort(ground.school_of, kind="stable")
    ends = np.searchsorted(ground.school_of[order], np.arange(listed.columns + 1))
    for at in range(0, int(within.sum()), AT_ONCE):
        some = np.flatnonzero(within)[at : at + AT_ONCE]
        there, place = spread(student[some], ends[school[some]], ends[school[some] + 1])
        yield there, order[place]
