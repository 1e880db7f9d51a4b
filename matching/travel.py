"""Minutes from students to schools, for just the pairs that are asked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.ground.sets import Index, Marks, marks_of
from matching.problem import Location, Problem, TravelMode

Floats = NDArray[np.float64]

EARTH_RADIUS_KM: Final = 6371.0088
HALF_EARTH_KM: Final = math.pi * EARTH_RADIUS_KM
ROUNDING_NOISE: Final = 0.000001
LONGEST: Final = 2**31 - 1

NOISE: Final = 1e-12
"""How far two ways of reckoning the same minutes can lie apart, as part of the longest trip on earth: some thousand
times the rounding of a step in 64 bits. Almost at the other side of the globe the arc sine magnifies it."""
OTHER_SIDE: Final = 0.99


@dataclass(frozen=True, eq=False)
class Points:
    """Latitude, longitude and the cosine of the latitude of places, in radians, each of shape (places,)."""

    latitude: Floats
    longitude: Floats
    flat: Floats

    def both(self) -> Floats:
        """Latitude and longitude side by side, shape (places, 2)."""
        return np.stack([self.latitude, self.longitude], axis=1)


def points_of(places: list[Location]) -> Points:
    """The places in radians."""
    angles = np.radians(np.array(places, dtype=np.float64).reshape(-1, 2))
    return Points(angles[:, 0], angles[:, 1], np.cos(angles[:, 0]))


class Trips:
    """The trips of a problem: who starts where and how, which schools lie where, and what is listed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        students, schools = problem.students, problem.schools
        self.first = points_of([student.homes[0] for student in students])
        self.last = points_of([student.homes[-1] for student in students])
        self.two = np.array([student.homes[0] != student.homes[-1] for student in students], dtype=bool)
        self.schools = points_of([school.location for school in schools])
        rules = [problem.modes[student.mode] for student in students]
        self.start, self.pace, self.speed = (column(rules, name) for name in ("start_minutes", "detour", "km_per_hour"))
        self.pace *= 60
        self.noise = NOISE * (np.abs(self.start) + self.pace * HALF_EARTH_KM / self.speed)
        self.listed, self.listed_minutes = listed_of(problem)

    def minutes(self, student: Index, school: Index) -> NDArray[np.int32]:
        """Single-trip minutes of each pair of indexes, which broadcast against each other.

        The least over a student's homes of start + detour × great-circle distance / speed, rounded up
        (exchange format, 1.4); listed minutes win. Raises nothing: modes were checked when read.
        """
        students, schools = np.broadcast_arrays(student, school)
        found = self.reckoned(students.ravel(), schools.ravel())
        at = np.flatnonzero(self.listed.hold(students.ravel(), schools.ravel()))
        if len(at):
            asked = students.ravel()[at].astype(np.int64) * self.listed.columns + schools.ravel()[at]
            found[at] = self.listed_minutes[np.searchsorted(self.listed.keys, asked)]
        return found.reshape(students.shape)

    def reckoned(self, student: Index, school: Index) -> NDArray[np.int32]:
        """Minutes that follow from distance, shape (pairs,); trips at the edge of a minute are reckoned one by one."""
        bent = haversines(self.first, self.schools, student, school)
        other = np.flatnonzero(self.two[student])
        bent[other] = np.minimum(bent[other], haversines(self.last, self.schools, student[other], school[other]))
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(bent, 1.0)))
        exact = self.start[student] + self.pace[student] * km / self.speed[student] - ROUNDING_NOISE
        found = np.clip(np.ceil(exact), 0, LONGEST).astype(np.int32)
        at_edge = (np.abs(exact - np.rint(exact)) <= self.noise[student]) | (bent > OTHER_SIDE)
        for at in np.flatnonzero(at_edge).tolist():
            found[at] = self.reckoned_alone(int(student[at]), int(school[at]))
        return found

    def reckoned_alone(self, student: int, school: int) -> int:
        """Minutes of one trip with the mathematics of Python itself, by which plans are judged."""
        own = self.problem.students[student]
        rule, place = self.problem.modes[own.mode], self.problem.schools[school].location
        return min(minutes_between(rule, home, place) for home in own.homes)

    def reach(self) -> Floats:
        """How far each student may go, in radians, shape (students,); negative where even standing still is too far.

        Beyond it every trip takes longer than `max_minutes`.
        """
        most = np.array([student.max_minutes for student in self.problem.students], dtype=np.float64)
        with np.errstate(over="ignore"):
            return (most + ROUNDING_NOISE + self.noise - self.start) * self.speed / self.pace / EARTH_RADIUS_KM


def column(rules: list[TravelMode], name: str) -> Floats:
    """One number of each mode."""
    return np.array([getattr(rule, name) for rule in rules], dtype=np.float64)


def haversines(homes: Points, places: Points, home: Index, place: Index) -> Floats:
    """The haversine of the angle of each pair, shape (pairs,)."""
    high = np.sin((homes.latitude[home] - places.latitude[place]) / 2) ** 2
    wide = np.sin((homes.longitude[home] - places.longitude[place]) / 2) ** 2
    return high + homes.flat[home] * places.flat[place] * wide


def minutes_between(rule: TravelMode, home: Location, place: Location) -> int:
    """Minutes of one trip (exchange format, 1.4)."""
    (north, east), (to_north, to_east) = (tuple(map(math.radians, point)) for point in (home, place))
    high, wide = math.sin((to_north - north) / 2) ** 2, math.sin((to_east - east) / 2) ** 2
    bent = high + math.cos(north) * math.cos(to_north) * wide
    km = 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, bent)))
    return max(0, math.ceil(rule.start_minutes + 60 * rule.detour * km / rule.km_per_hour - ROUNDING_NOISE))


def listed_of(problem: Problem) -> tuple[Marks, NDArray[np.int32]]:
    """The listed pairs, and their minutes in the order of the marks' keys."""
    student_at = {student.id: index for index, student in enumerate(problem.students)}
    school_at = {school.id: index for index, school in enumerate(problem.schools)}
    listed = problem.listed_minutes
    pairs = [(student_at[student], school_at[school]) for student, school, _ in listed]
    marks = marks_of(pairs, len(problem.students), len(problem.schools))
    keys = np.array([student * marks.columns + school for student, school in pairs], dtype=np.int64)
    minutes = np.array([min(minutes, LONGEST) for _, _, minutes in listed], dtype=np.int32)
    return marks, minutes[np.argsort(keys)]
