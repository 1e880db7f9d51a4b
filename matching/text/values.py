"""Readers of single values: each answers with the value, or notes at its spot what is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any, Final, TypeVar, cast

from matching.text.reader import DoubtError, Reader
from matching.text.spot import Spot, refuse_halved

T = TypeVar("T")

MOST: Final = 1_000_000_000
"""The largest count or number of minutes that is read: far beyond any use, and safe in 32 bits."""


def or_null(reader: Reader[T]) -> Reader[T | None]:
    """A reader that also takes null."""

    def careful(spot: Spot) -> T | None:
        return None if spot.value is None else reader(spot)

    def quick(value: Any) -> T | None:
        return None if value is None else reader.quick(value)

    return Reader(careful, quick)


def _word(spot: Spot) -> str:
    if not isinstance(spot.value, str):
        raise spot.wrong("is not a string")
    refuse_halved(spot, spot.value)
    return spot.value


def _quick_word(value: Any) -> str:
    if type(value) is not str or not _is_whole_text(value):
        raise DoubtError
    return value


def _quick_words(values: list[Any]) -> tuple[str, ...]:
    try:
        whole_text = _is_whole_text("".join(values))
    except TypeError:
        raise DoubtError from None
    if not whole_text:
        raise DoubtError
    return tuple(values)


def _is_whole_text(text: str) -> bool:
    """Whether it can be written as UTF-8."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


word: Final = Reader(_word, _quick_word, _quick_words)
"""Any string."""


def _identifier(spot: Spot) -> str:
    if not word(spot):
        raise spot.note("the id is empty")
    return cast(str, spot.value)


def _quick_identifier(value: Any) -> str:
    if not value:
        raise DoubtError
    return _quick_word(value)


identifier: Final = Reader(_identifier, _quick_identifier)
"""A non-empty string."""


def one_of(names: Collection[str], what: str) -> Reader[str]:
    """A reader of strings that are among `names`; `what` completes the sentence `"x" is not …`."""
    plain = frozenset(names) if _is_whole_text("".join(names)) else frozenset()

    def careful(spot: Spot) -> str:
        if word(spot) not in names:
            raise spot.wrong(f"is not {what}")
        return cast(str, spot.value)

    def quick(value: Any) -> str:
        if type(value) is not str or value not in plain:
            raise DoubtError
        return value

    def quick_all(values: list[Any]) -> tuple[str, ...]:
        try:
            among = plain.issuperset(values)
        except TypeError:
            raise DoubtError from None
        if not among:
            raise DoubtError
        return tuple(values)

    return Reader(careful, quick, quick_all)


def exactly(text: str) -> Reader[str]:
    """A reader of one string and no other."""
    return one_of((text,), json.dumps(text))


def _flag(spot: Spot) -> bool:
    if not isinstance(spot.value, bool):
        raise spot.wrong("is not true or false")
    return spot.value


def _quick_flag(value: Any) -> bool:
    if value is not True and value is not False:
        raise DoubtError
    return value


flag: Final = Reader(_flag, _quick_flag)
"""true or false."""


def whole(least: int = 0, most: int = MOST) -> Reader[int]:
    """A reader of whole numbers, written without point or exponent, from `least` to `most`."""

    def careful(spot: Spot) -> int:
        if isinstance(spot.value, bool) or not isinstance(spot.value, int):
            raise spot.wrong("is not a whole number (written without point or exponent)")
        if spot.value < least:
            raise spot.wrong(f"is less than {least}")
        if spot.value > most:
            raise spot.wrong(f"is more than {most}")
        return spot.value

    def quick(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise DoubtError
        return value

    return Reader(careful, quick)


def number(least: float = -MOST, most: float = MOST) -> Reader[float]:
    """A reader of numbers from `least` to `most`; those of whole value come out as int, as the digest wants."""

    def careful(spot: Spot) -> float:
        value = spot.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise spot.wrong("is not a number")
        if isinstance(value, float) and not math.isfinite(value):
            raise spot.wrong("is not a finite number")
        if not least <= value <= most:
            raise spot.wrong(f"is not from {least} to {most}")
        return int(value) if value == int(value) else value

    def quick(value: Any) -> float:
        if (type(value) is not float and type(value) is not int) or not least <= value <= most:
            raise DoubtError
        return int(value) if value == int(value) else value

    return Reader(careful, quick)
