"""Writes a problem as plain values with every default filled in, and its digest (exchange format, 1 and 4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from matching.problem import Duo, Pair, Problem, Quota, Request, School, Student, TravelMode
from matching.rules import PROBLEM_FORMAT
from matching.text.collecting import without_collecting

Row = dict[str, object]


def digest(problem: Problem) -> str:
    """`sha256:` and the SHA-256 of the problem as JSON in its one canonical form (exchange format, 4)."""
    with without_collecting():
        canonical = json.dumps(problem_to_data(problem), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def problem_to_data(problem: Problem) -> Row:
    """The problem as the exchange format has it, modes and minutes of travel too."""
    return {
        "format": PROBLEM_FORMAT,
        "name": problem.name,
        "students": [_student(student) for student in problem.students],
        "schools": [_school(school) for school in problem.schools],
        "requests": [_request(request) for request in problem.requests],
        "pins": pairs_to_data(problem.pins),
        "bans": pairs_to_data(problem.bans),
        "previous": pairs_to_data(problem.previous),
        "quotas": [_quota(quota) for quota in problem.quotas],
        "travel": {
            "modes": {name: _mode(mode) for name, mode in problem.modes.items()},
            "minutes": [list(entry) for entry in problem.listed_minutes],
        },
        "goals": [str(goal) for goal in problem.goals],
        "seed": problem.seed,
    }


def pairs_to_data(pairs: Iterable[Pair]) -> list[Row]:
    """Pins, bans or an earlier plan as a list of objects."""
    return [{"student": pair.student, "request": pair.request} for pair in pairs]


def _number(value: float) -> float:
    return int(value) if value == int(value) else value


def _listed(words: Iterable[str] | None) -> list[str] | None:
    return None if words is None else list(words)


def _student(student: Student) -> Row:
    return {
        "id": student.id,
        "college": student.college,
        "levels": list(student.levels),
        "phase": student.phase,
        "homes": [[_number(degrees) for degrees in home] for home in student.homes],
        "mode": student.mode,
        "max_minutes": student.max_minutes,
        "half_days": list(student.half_days),
        "kinds": _listed(student.kinds),
        "languages": list(student.languages),
        "wishes": [list(tier) for tier in student.wishes],
        "accepts_other": student.accepts_other,
        "avoid_schools": list(student.avoid_schools),
        "wished_levels": list(student.wished_levels),
        "wished_municipalities": list(student.wished_municipalities),
        "duo": _duo(student.duo),
        "travel_weight": student.travel_weight,
    }


def _duo(duo: Duo | None) -> Row | None:
    return None if duo is None else {"with": duo.with_student, "kind": "required" if duo.required else "wish"}


def _school(school: School) -> Row:
    return {
        "id": school.id,
        "location": [_number(degrees) for degrees in school.location],
        "need": None if school.need_hundredths is None else _number(school.need_hundredths / 100),
        "max_students": school.max_students,
        "municipality": school.municipality,
        "board": school.board,
    }


def _request(request: Request) -> Row:
    return {
        "id": request.id,
        "school": request.school,
        "levels": list(request.levels),
        "kinds": list(request.kinds),
        "half_days": list(request.half_days),
        "half_days_needed": request.half_days_needed,
        "places": {"min": request.min_students, "max": request.max_students},
        "at_once": request.at_once,
        "min_phase": request.min_phase,
        "languages_required": list(request.languages_required),
        "languages": list(request.languages),
        "colleges": _listed(request.colleges),
    }


def _quota(quota: Quota) -> Row:
    return {"college": quota.college, "school": quota.school, "max": quota.max_students}


def _mode(mode: TravelMode) -> Row:
    return {
        "km_per_hour": _number(mode.km_per_hour),
        "detour": _number(mode.detour),
        "start_minutes": _number(mode.start_minutes),
    }
