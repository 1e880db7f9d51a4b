"""How long one student travels to one school, by the definition and one at a time (exchange format, 1.4)."""

from __future__ import annotations

import math
from typing import Final

from matching.problem import Location, Problem, School, Student, TravelMode
from matching.referee.lookup import Lookup

EARTH_RADIUS_KM: Final = 6371.0088


def minutes(problem: Problem, student: Student, school: School) -> int:
    """Minutes of a single trip; listed minutes win over the distance from the nearer home."""
    for listed_student, listed_school, listed in problem.listed_minutes:
        if (listed_student, listed_school) == (student.id, school.id):
            return listed
    return _from_distance(problem.modes[student.mode], student, school)


def looked_up_minutes(lookup: Lookup, student: Student, school: School) -> int:
    """The same minutes without going through the list of listed minutes each time."""
    listed = lookup.listed_minutes.get((student.id, school.id))
    return _from_distance(lookup.problem.modes[student.mode], student, school) if listed is None else listed


def _from_distance(mode: TravelMode, student: Student, school: School) -> int:
    return min(_trip(mode, great_circle_km(home, school.location)) for home in student.homes)


def _trip(mode: TravelMode, km: float) -> int:
    return max(0, math.ceil(mode.start_minutes + 60 * mode.detour * km / mode.km_per_hour - 0.000001))


def great_circle_km(one: Location, other: Location) -> float:
    """Distance over the earth's surface by the haversine formula, in km."""
    latitude_1, longitude_1, latitude_2, longitude_2 = (math.radians(degrees) for degrees in (*one, *other))
    height = math.sin((latitude_2 - latitude_1) / 2) ** 2
    width = math.sin((longitude_2 - longitude_1) / 2) ** 2
    chord = height + math.cos(latitude_1) * math.cos(latitude_2) * width
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
