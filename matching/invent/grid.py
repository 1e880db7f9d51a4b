"""Finds the places nearest to a point among many, by squares of a grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matching.problem import Location

Square = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """Places by square; a square is `side` degrees wide and holds about as many as are asked for at once."""

    places: tuple[Location, ...]
    side: float
    squares: dict[Square, list[int]]

    @classmethod
    def laid(cls, places: Sequence[Location], at_once: int) -> Grid:
        """A grid over `places`, fit for asking the `at_once` nearest."""
        spread = max((max(values) - min(values) for values in zip(*places, strict=True)), default=0.0)
        side = max(spread * math.sqrt(at_once / max(1, len(places))), 1e-3)
        squares: dict[Square, list[int]] = {}
        for index, place in enumerate(places):
            squares.setdefault(_square(place, side), []).append(index)
        return cls(tuple(places), side, squares)

    def nearest(self, point: Location, count: int) -> list[int]:
        """The `count` nearest places, nearest first and of equally near ones the earlier first.

        Degrees are compared as they are. Ring by ring outwards: what stands beyond ring n is more than n sides away.
        """
        found: list[tuple[float, int]] = []
        ring = 0
        while len(found) < len(self.places):
            found += [(math.dist(self.places[n], point), n) for n in self._on_ring(_square(point, self.side), ring)]
            if sum(distance <= ring * self.side for distance, _ in found) >= count:
                break
            ring += 1
        return [n for _, n in sorted(found)[:count]]

    def _on_ring(self, middle: Square, ring: int) -> list[int]:
        """What stands in the squares exactly `ring` away from the middle one."""
        row, column = middle
        edge = range(-ring, ring + 1)
        around = {(row + a, column + b) for a in edge for b in (edge if abs(a) == ring else (-ring, ring))}
        return [n for square in sorted(around) for n in self.squares.get(square, ())]


def _square(place: Location, side: float) -> Square:
    return math.floor(place[0] / side), math.floor(place[1] / side)
