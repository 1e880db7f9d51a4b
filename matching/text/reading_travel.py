"""Reads how long trips take: modes of travel, and minutes listed pair by pair (exchange format, 1.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from matching.problem import DEFAULT_MODES, TravelMode
from matching.text.contradictions import note_repeats
from matching.text.lists import by_name, items_of, list_of
from matching.text.names import Names
from matching.text.reader import Reader
from matching.text.spot import Row, Spot
from matching.text.values import MOST, number, whole

_HALF_EARTH_KM: Final = 20_038


@dataclass(frozen=True, slots=True)
class Travel:
    """What the field `travel` says, the default modes when it says nothing."""

    modes: dict[str, TravelMode] = field(default_factory=lambda: dict(DEFAULT_MODES))
    minutes: tuple[tuple[str, str, int], ...] = ()


def travel_at(spot: Spot, names: Names) -> Travel:
    """The modes and listed minutes at `spot`; UnreadableError when faults were noted."""
    row = Row(spot)
    trip = items_of(names.student, names.school, whole(), what="[student, school, minutes]")
    trips: Reader[tuple[tuple[str, str, int], ...]] = list_of(trip, unique=False)
    travel = Travel(
        modes=row.read("modes", by_name(Reader(_mode)), dict(DEFAULT_MODES)),
        minutes=row.read("minutes", trips, ()),
    )
    row.close()
    pairs = ((student, school) for student, school, _ in travel.minutes)
    note_repeats(spot.field("minutes"), pairs, "this student and school stand in the list twice")
    return travel


def _mode(spot: Spot) -> TravelMode:
    row = Row(spot)
    mode = TravelMode(
        km_per_hour=row.read("km_per_hour", _above_zero),
        detour=row.read("detour", _above_zero),
        start_minutes=row.read("start_minutes", number()),
    )
    row.close()
    if mode.start_minutes + 60 * mode.detour * _HALF_EARTH_KM / mode.km_per_hour > MOST:
        raise spot.note(f"makes trips of more than {MOST} minutes")
    return mode


def _above_zero(spot: Spot) -> float:
    value = number()(spot)
    if value <= 0:
        raise spot.wrong("is not more than 0")
    return value
