"""Minutes from every student to every school."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.problem import Location, Problem, Student, TravelMode

EARTH_RADIUS_KM: Final = 6371.0088
ROUNDING_NOISE: Final = 0.000001
LONGEST: Final = 2**31 - 1
ROWS_AT_ONCE: Final = 512


def travel_minutes(problem: Problem) -> NDArray[np.int32]:
    """Single-trip minutes from every student to every school, shape (students, schools).

    The least over a student's homes of start + detour × great-circle distance / speed, rounded up
    (exchange format, 1.4); listed minutes win. Raises nothing: modes were checked when read.
    """
    minutes = np.full((len(problem.students), len(problem.schools)), LONGEST, dtype=np.int32)
    schools = radians([school.location for school in problem.schools])
    for first in range(0, len(problem.students), ROWS_AT_ONCE):
        rows = problem.students[first : first + ROWS_AT_ONCE]
        minutes[first : first + len(rows)] = least_over_homes(problem, rows, schools)
    write_listed(problem, minutes)
    return minutes


def radians(places: list[Location]) -> NDArray[np.float64]:
    """Latitudes and longitudes in radians, shape (places, 2)."""
    return np.radians(np.array(places, dtype=np.float64).reshape(-1, 2))


def least_over_homes(
    problem: Problem, students: tuple[Student, ...], schools: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Minutes by each student's own mode from the best home; one home stands for two equal ones."""
    modes = [problem.modes[student.mode] for student in students]
    first = minutes_from(radians([student.homes[0] for student in students]), modes, schools)
    last = minutes_from(radians([student.homes[-1] for student in students]), modes, schools)
    return np.minimum(first, last)


def minutes_from(
    homes: NDArray[np.float64], modes: list[TravelMode], schools: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Whole minutes, shape (homes, schools), never below 0."""
    start = np.array([mode.start_minutes for mode in modes], dtype=np.float64)[:, None]
    detour = np.array([mode.detour for mode in modes], dtype=np.float64)[:, None]
    speed = np.array([mode.km_per_hour for mode in modes], dtype=np.float64)[:, None]
    exact = start + 60 * detour * kilometres(homes, schools) / speed
    return np.clip(np.ceil(exact - ROUNDING_NOISE), 0, LONGEST).astype(np.int32)


def kilometres(homes: NDArray[np.float64], schools: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distance by the haversine formula, shape (homes, schools)."""
    half = (homes[:, None, :] - schools[None, :, :]) / 2
    across = np.cos(homes[:, 0])[:, None] * np.cos(schools[:, 0])[None, :]
    bent = np.sin(half[:, :, 0]) ** 2 + across * np.sin(half[:, :, 1]) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(bent, 1.0)))


def write_listed(problem: Problem, minutes: NDArray[np.int32]) -> None:
    """Put the listed minutes in place of the reckoned ones."""
    student_at = {student.id: index for index, student in enumerate(problem.students)}
    school_at = {school.id: index for index, school in enumerate(problem.schools)}
    for student, school, listed in problem.listed_minutes:
        minutes[student_at[student], school_at[school]] = min(listed, LONGEST)
