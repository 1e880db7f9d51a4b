"""Which of two prices is the lower: goal values compared in the order of the goals."""

from __future__ import annotations

from collections.abc import Iterable
from sys import maxsize
from typing import Final

from matching.rules import MORE_IS_BETTER, Goal
from matching.solution import Explanation, GoalValue

Key = tuple[tuple[int, ...], ...]
"""Goal values signed so that less is better: a cheaper plan has the smaller key."""

IMPOSSIBLE: Final[Key] = ((maxsize,),)
"""Dearer than every plan."""


def key_of(priced: Explanation | Iterable[tuple[Goal, GoalValue]]) -> Key:
    """The key of the plan behind an explanation, or of goals with their values."""
    if isinstance(priced, Explanation):
        return key_of((price.goal, price.then) for price in priced.price or ())
    return tuple(_signed(goal, value) for goal, value in priced)


def surely_dearer(least: Key, other: Explanation) -> bool:
    """Whether a plan that cannot be below `least` costs more than `other`, whatever its later goals."""
    return other.price is not None and least > key_of(other)[: len(least)]


def _signed(goal: Goal, value: GoalValue) -> tuple[int, ...]:
    numbers = value if isinstance(value, tuple) else (value,)
    return tuple(-number for number in numbers) if goal in MORE_IS_BETTER else numbers
