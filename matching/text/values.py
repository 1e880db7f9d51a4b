"""Readers of single values: each takes a spot, answers with the value or notes what is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Final, TypeVar, cast

from matching.text.spot import Reader, Spot, refuse_halved

T = TypeVar("T")

MOST: Final = 1_000_000_000
"""The largest count or number of minutes that is read: far beyond any use, and safe in 32 bits."""


def or_null(reader: Reader[T]) -> Reader[T | None]:
    """A reader that also takes null."""

    def read(spot: Spot) -> T | None:
        return None if spot.value is None else reader(spot)

    return read


def word(spot: Spot) -> str:
    """Any string."""
    if not isinstance(spot.value, str):
        raise spot.wrong("is not a string")
    refuse_halved(spot, spot.value)
    return spot.value


def identifier(spot: Spot) -> str:
    """A non-empty string."""
    if not word(spot):
        raise spot.note("the id is empty")
    return cast(str, spot.value)


def one_of(names: Collection[str], what: str) -> Reader[str]:
    """A reader of strings that are among `names`; `what` completes the sentence `"x" is not …`."""

    def read(spot: Spot) -> str:
        if word(spot) not in names:
            raise spot.wrong(f"is not {what}")
        return cast(str, spot.value)

    return read


def exactly(text: str) -> Reader[str]:
    """A reader of one string and no other."""
    return one_of((text,), json.dumps(text))


def flag(spot: Spot) -> bool:
    """true or false."""
    if not isinstance(spot.value, bool):
        raise spot.wrong("is not true or false")
    return spot.value


def whole(least: int = 0, most: int = MOST) -> Reader[int]:
    """A reader of whole numbers, written without point or exponent, from `least` to `most`."""

    def read(spot: Spot) -> int:
        if isinstance(spot.value, bool) or not isinstance(spot.value, int):
            raise spot.wrong("is not a whole number (written without point or exponent)")
        if spot.value < least:
            raise spot.wrong(f"is less than {least}")
        if spot.value > most:
            raise spot.wrong(f"is more than {most}")
        return spot.value

    return read


def number(least: float = -MOST, most: float = MOST) -> Reader[float]:
    """A reader of numbers from `least` to `most`; those of whole value come out as int, as the digest wants."""

    def read(spot: Spot) -> float:
        value = spot.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise spot.wrong("is not a number")
        if isinstance(value, float) and not math.isfinite(value):
            raise spot.wrong("is not a finite number")
        if not least <= value <= most:
            raise spot.wrong(f"is not from {least} to {most}")
        return int(value) if value == int(value) else value

    return read
