"""What the engine is asked: students, schools, requests and the rules of one round, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from matching.rules import DEFAULT_GOALS, Goal

Location = tuple[float, float]
"""Latitude, longitude in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMode:
    """How minutes follow from distance (exchange format, 1.4). Speed and detour are above 0."""

    km_per_hour: float
    detour: float
    start_minutes: float


DEFAULT_MODES: Final[dict[str, TravelMode]] = {
    "walk": TravelMode(km_per_hour=4.8, detour=1.25, start_minutes=0),
    "bike": TravelMode(km_per_hour=16, detour=1.25, start_minutes=2),
    "transit": TravelMode(km_per_hour=24, detour=1.4, start_minutes=12),
    "car": TravelMode(km_per_hour=48, detour=1.3, start_minutes=6),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duo:
    """The fellow student, `wish` or `required`; both students of a duo name each other alike."""

    with_student: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One student teacher (exchange format, 1.1); `kinds` None means any kind of support."""

    id: str
    college: str
    levels: tuple[str, ...]
    phase: int
    homes: tuple[Location, ...]
    mode: str
    max_minutes: int
    half_days: tuple[str, ...]
    kinds: tuple[str, ...] | None = None
    languages: tuple[str, ...] = ()
    wishes: tuple[tuple[str, ...], ...] = ()
    accepts_other: bool = True
    avoid_schools: tuple[str, ...] = ()
    wished_levels: tuple[str, ...] = ()
    wished_municipalities: tuple[str, ...] = ()
    duo: Duo | None = None
    travel_weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One site of a school (exchange format, 1.2); `need` in hundredths of a point, None when unknown."""

    id: str
    location: Location
    need_hundredths: int | None
    max_students: int | None
    municipality: str = ""
    board: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One support request (exchange format, 1.3); 0 students or from `min_students` to `max_students`."""

    id: str
    school: str
    levels: tuple[str, ...]
    half_days: tuple[str, ...]
    half_days_needed: int
    min_students: int
    max_students: int
    kinds: tuple[str, ...] = ()
    at_once: int | None = None
    min_phase: int = 1
    languages_required: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    colleges: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A student at a request: a pin, a ban, or a place in an earlier plan."""

    student: str
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At most `max_students` of a college at a school, or at each school by itself when `school` is None."""

    college: str
    school: str | None
    max_students: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One whole question, its ids resolved and checked by `matching.exchange.read_problem`."""

    students: tuple[Student, ...]
    schools: tuple[School, ...]
    requests: tuple[Request, ...]
    name: str = ""
    pins: tuple[Pair, ...] = ()
    bans: tuple[Pair, ...] = ()
    previous: tuple[Pair, ...] = ()
    quotas: tuple[Quota, ...] = ()
    modes: dict[str, TravelMode] = field(default_factory=lambda: dict(DEFAULT_MODES))
    listed_minutes: tuple[tuple[str, str, int], ...] = ()
    goals: tuple[Goal, ...] = DEFAULT_GOALS
    seed: int = 1
