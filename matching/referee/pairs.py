"""The limits on one pair (student, request) as the referee reads them, one function per limit, named as the limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from matching.problem import Pair, Request, Student
from matching.referee.lookup import Lookup
from matching.referee.minutes import looked_up_minutes
from matching.rules import PairLimit

Rule = Callable[[Lookup, Student, Request], bool]
"""Whether the pair keeps the limit."""


def level(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The two share a level."""
    return bool(set(student.levels) & set(request.levels))


def phase(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The student is far enough in the programme."""
    return student.phase >= request.min_phase


def half_days(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The student is free on as many of the request's half-days as are needed."""
    return len(set(student.half_days) & set(request.half_days)) >= request.half_days_needed


def travel(lookup: Lookup, student: Student, request: Request) -> bool:
    """The single trip takes no longer than the student accepts."""
    return looked_up_minutes(lookup, student, lookup.school_of(request)) <= student.max_minutes


def kind(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The student gives a kind of support that is asked, where either of them minds."""
    return student.kinds is None or not request.kinds or bool(set(student.kinds) & set(request.kinds))


def language(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The student speaks one of the languages required, when any is."""
    return not request.languages_required or bool(set(student.languages) & set(request.languages_required))


def college(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The student's college may send to this request."""
    return request.colleges is None or student.college in request.colleges


def avoid(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The school is none the student must not go to."""
    return request.school not in student.avoid_schools


def wish(_lookup: Lookup, student: Student, request: Request) -> bool:
    """The student wished it, or accepts a place outside the wishes."""
    return student.accepts_other or any(request.id in tier or request.school in tier for tier in student.wishes)


def ban(lookup: Lookup, student: Student, request: Request) -> bool:
    """The pair is not banned."""
    return Pair(student.id, request.id) not in lookup.bans


RULES: Final[dict[PairLimit, Rule]] = {
    PairLimit.LEVEL: level,
    PairLimit.PHASE: phase,
    PairLimit.HALF_DAYS: half_days,
    PairLimit.TRAVEL: travel,
    PairLimit.KIND: kind,
    PairLimit.LANGUAGE: language,
    PairLimit.COLLEGE: college,
    PairLimit.AVOID: avoid,
    PairLimit.WISH: wish,
    PairLimit.BAN: ban,
}


def broken_by(lookup: Lookup, student: Student, request: Request) -> tuple[PairLimit, ...]:
    """The limits the pair breaks, whether or not it is pinned."""
    return tuple(limit for limit, holds in RULES.items() if not holds(lookup, student, request))


def against(lookup: Lookup, student: Student, request: Request) -> tuple[PairLimit, ...]:
    """The limits that make the pair not eligible: a pin overrules every one but `ban`."""
    limits = broken_by(lookup, student, request)
    pinned = Pair(student.id, request.id) in lookup.pins
    return tuple(limit for limit in limits if limit is PairLimit.BAN or not pinned)


def eligible(lookup: Lookup, student: Student, request: Request) -> bool:
    """Whether nothing is against the pair; quicker than `against`, for it stops at the first limit."""
    if Pair(student.id, request.id) in lookup.pins:
        return ban(lookup, student, request)
    return all(holds(lookup, student, request) for holds in RULES.values())
