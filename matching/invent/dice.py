"""Draws for made-up problems that depend on the seed alone, on every version of Python."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from matching.problem import Location

T = TypeVar("T")


@dataclass(frozen=True)
class Urn(Generic[T]):
    """Values with their shares, prepared for many draws: each draw takes the logarithm of their number."""

    values: tuple[T, ...]
    up_to: tuple[float, ...]

    @classmethod
    def filled(cls, shares: dict[T, float]) -> Urn[T]:
        return cls(tuple(shares), tuple(accumulate(shares.values())))


class Dice:
    """Draws that depend on the seed alone: `Random.random` is the only one Python promises never to change."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random  # noqa: S311 - made-up data, nothing secret

    def chance(self, share: float) -> bool:
        return self._random() < share

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        return low + int((high - low + 1) * self._random())

    def one(self, values: Sequence[T]) -> T:
        return values[int(len(values) * self._random())]

    def weighted(self, values: dict[T, float] | dict[T, int]) -> T:
        left = self._random() * sum(values.values())
        for value, weight in values.items():
            left -= weight
            if left < 0:
                return value
        return next(reversed(values))

    def drawn(self, urn: Urn[T]) -> T:
        place = bisect_right(urn.up_to, self._random() * urn.up_to[-1])
        return urn.values[min(place, len(urn.values) - 1)]

    def some(self, values: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different ones, in the order they stand in."""
        chosen = sorted(sorted(range(len(values)), key=lambda _: self._random())[:count])
        return tuple(values[index] for index in chosen)

    def near(self, place: Location, kilometres: float) -> Location:
        """A point at most so far from `place`, more often close by than at the edge."""
        turn, reach = self.between(0, 2 * math.pi), kilometres * self._random()
        north, east = reach * math.cos(turn), reach * math.sin(turn)
        return round(place[0] + north / 111.2, 5), round(place[1] + east / (111.2 * math.cos(math.radians(51))), 5)
