"""How long a student travels to a school, by the student's own mode (exchange format, 1.4)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.terms import Mode

EARTH_RADIUS_KM = 6371.0088
ROUNDING_NOISE = 0.000001

Place = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How one mode travels."""

    km_per_hour: float
    detour: float
    start_minutes: float


SPEEDS: dict[str, Speed] = {
    Mode.WALK: Speed(km_per_hour=4.8, detour=1.25, start_minutes=0),
    Mode.BIKE: Speed(km_per_hour=16, detour=1.25, start_minutes=2),
    Mode.TRANSIT: Speed(km_per_hour=24, detour=1.40, start_minutes=12),
    Mode.CAR: Speed(km_per_hour=48, detour=1.30, start_minutes=6),
}


def trip_minutes(mode: str, homes: Iterable[Place], school: Place) -> int:
    """Minutes of a single trip from the nearer of the homes, rounded up."""
    speed = SPEEDS[mode]
    km = min(great_circle_km(home, school) for home in homes)
    return max(0, math.ceil(speed.start_minutes + 60 * speed.detour * km / speed.km_per_hour - ROUNDING_NOISE))


def great_circle_km(one: Place, other: Place) -> float:
    """Distance over the earth's surface by the haversine formula."""
    latitude_1, longitude_1, latitude_2, longitude_2 = map(math.radians, (*one, *other))
    half_chord = (
        math.sin((latitude_2 - latitude_1) / 2) ** 2
        + math.cos(latitude_1) * math.cos(latitude_2) * math.sin((longitude_2 - longitude_1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half_chord)))


def boxes_in_reach(mode: str, max_minutes: int, homes: Iterable[Place]) -> list[tuple[Place, Place]]:
    """Per home the south-west and north-east corner of a box that holds every place within `max_minutes`."""
    speed = SPEEDS[mode]
    km = max(0.0, max_minutes + 1 - speed.start_minutes) * speed.km_per_hour / 60 / speed.detour
    height = math.degrees(km / EARTH_RADIUS_KM)
    boxes = []
    for latitude, longitude in homes:
        width = height / max(0.01, math.cos(math.radians(abs(latitude) + height)))
        boxes.append(((latitude - height, longitude - width), (latitude + height, longitude + width)))
    return boxes


def homes_of(registration: Any) -> list[Place]:
    """The known places a student leaves from: home, and the room in term when there is one."""
    pairs = (
        (registration.latitude, registration.longitude),
        (registration.term_latitude, registration.term_longitude),
    )
    return [(latitude, longitude) for latitude, longitude in pairs if latitude is not None and longitude is not None]


def minutes_to(registration: Any, school: Any) -> int | None:
    """Minutes from a registration to a school, or None when a place is unknown."""
    homes = homes_of(registration)
    if not homes or school.latitude is None or school.longitude is None:
        return None
    return trip_minutes(registration.mode, homes, (school.latitude, school.longitude))
