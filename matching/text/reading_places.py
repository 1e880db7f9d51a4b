"""Reads the schools and requests of a problem (exchange format, 1.2 and 1.3)."""

from __future__ import annotations

from typing import Any, Final

from matching.problem import Request, School
from matching.text.names import Names
from matching.text.reader import DoubtError, Reader, row_of
from matching.text.spot import Spot
from matching.text.values import identifier, number, or_null, whole, word
from matching.text.vocabulary import (
    COUNT,
    LOCATION,
    PHASE,
    SOME_HALF_DAYS,
    SOME_LEVELS,
    WORDS,
    WORDS_OR_NULL,
    AnyRow,
)

_AT_LEAST_ONE: Final = whole(1)
_AT_LEAST_ONE_OR_NULL: Final = or_null(_AT_LEAST_ONE)
_COUNT_OR_NULL: Final = or_null(COUNT)


def _hundredths(spot: Spot) -> int:
    need = _NEED(spot)
    if round(need * 100) / 100 != need:
        raise spot.wrong("has more than two decimals")
    return round(need * 100)


def _quick_hundredths(value: Any) -> int:
    need = _NEED.quick(value)
    if round(need * 100) / 100 != need:
        raise DoubtError
    return round(need * 100)


_NEED: Final = number(0, 4)
_NEED_OR_NULL: Final = or_null(Reader(_hundredths, _quick_hundredths))


def _school(row: AnyRow) -> School:
    return School(
        id=row.read("id", identifier),
        location=row.read("location", LOCATION),
        need_hundredths=row.read("need", _NEED_OR_NULL),
        max_students=row.read("max_students", _COUNT_OR_NULL),
        municipality=row.read("municipality", word, ""),
        board=row.read("board", word, ""),
    )


school: Final = row_of(_school)


def request_among(names: Names) -> Reader[Request]:
    """A reader of requests of these schools."""
    known_school = names.school

    def build(row: AnyRow) -> Request:
        least, most = row.read("places", _PLACES) or (0, 0)
        request = Request(
            id=row.read("id", identifier),
            school=row.read("school", known_school),
            levels=row.read("levels", SOME_LEVELS),
            half_days=row.read("half_days", SOME_HALF_DAYS),
            half_days_needed=row.read("half_days_needed", _AT_LEAST_ONE),
            min_students=least,
            max_students=most,
            kinds=row.read("kinds", WORDS, ()),
            at_once=row.read("at_once", _AT_LEAST_ONE_OR_NULL, None),
            min_phase=row.read("min_phase", PHASE, 1),
            languages_required=row.read("languages_required", WORDS, ()),
            languages=row.read("languages", WORDS, ()),
            colleges=row.read("colleges", WORDS_OR_NULL, None),
        )
        if row.has("half_days", "half_days_needed") and request.half_days_needed > len(request.half_days):
            days = len(request.half_days)
            row.fail("half_days_needed", f"{request.half_days_needed} is more than the {days} half_days")
        return request

    return row_of(build)


def _places(row: AnyRow) -> tuple[int, int]:
    least, most = row.read("min", COUNT), row.read("max", COUNT)
    if row.has("min", "max") and least > most:
        row.fail("min", f"{least} is more than the max {most}")
    return least, most


_PLACES: Final = row_of(_places)
