"""Reads the students of a problem (exchange format, 1.1)."""

from __future__ import annotations

from typing import Any, Final

from matching.problem import Duo, Student
from matching.text.lists import list_of
from matching.text.names import Names
from matching.text.reader import DoubtError, Reader, row_of
from matching.text.spot import Spot
from matching.text.values import flag, identifier, one_of, or_null, whole
from matching.text.vocabulary import (
    COUNT,
    HALF_DAY_LIST,
    LEVEL_LIST,
    LOCATION,
    PHASE,
    SOME_LEVELS,
    WORDS,
    WORDS_OR_NULL,
    AnyRow,
)

_WEIGHT: Final = whole(1, 9)
_DUO_KIND: Final = one_of(("wish", "required"), "wish or required")
_LOCATIONS: Final = list_of(LOCATION, unique=False)


def _homes(spot: Spot) -> tuple[tuple[float, float], ...]:
    homes = _LOCATIONS(spot)
    if len(homes) not in (1, 2):
        raise spot.note(f"holds {len(homes)} locations; it takes one or two")
    return homes


def _quick_homes(value: Any) -> tuple[tuple[float, float], ...]:
    homes = _LOCATIONS.quick(value)
    if len(homes) not in (1, 2):
        raise DoubtError
    return homes


_HOMES: Final = Reader(_homes, _quick_homes)


def student_among(names: Names) -> Reader[Student]:
    """A reader of students who name these."""
    mode, schools = names.mode, list_of(names.school)
    wishes = list_of(list_of(names.wish, filled=True), unique=False)
    duo = or_null(_duo(names))

    def build(row: AnyRow) -> Student:
        return Student(
            id=row.read("id", identifier),
            college=row.read("college", identifier),
            levels=row.read("levels", SOME_LEVELS),
            phase=row.read("phase", PHASE),
            homes=row.read("homes", _HOMES),
            mode=row.read("mode", mode),
            max_minutes=row.read("max_minutes", COUNT),
            half_days=row.read("half_days", HALF_DAY_LIST),
            kinds=row.read("kinds", WORDS_OR_NULL, None),
            languages=row.read("languages", WORDS, ()),
            wishes=row.read("wishes", wishes, ()),
            accepts_other=row.read("accepts_other", flag, True),
            avoid_schools=row.read("avoid_schools", schools, ()),
            wished_levels=row.read("wished_levels", LEVEL_LIST, ()),
            wished_municipalities=row.read("wished_municipalities", WORDS, ()),
            duo=row.read("duo", duo, None),
            travel_weight=row.read("travel_weight", _WEIGHT, 1),
        )

    return row_of(build)


def _duo(names: Names) -> Reader[Duo]:
    student = names.student
    return row_of(
        lambda row: Duo(with_student=row.read("with", student), required=row.read("kind", _DUO_KIND) == "required")
    )
