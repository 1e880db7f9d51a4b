"""Reads a problem from plain values, noting every fault with its place (exchange format, section 1)."""

from __future__ import annotations

from typing import Final

from matching.problem import Pair, Problem, Quota
from matching.rules import DEFAULT_GOALS, PROBLEM_FORMAT, Goal
from matching.text.contradictions import note_contradictions
from matching.text.lists import list_of
from matching.text.names import Names, names_of
from matching.text.reader import Reader, row_of
from matching.text.reading_places import request_among, school
from matching.text.reading_students import student_among
from matching.text.reading_travel import Travel, travel_at
from matching.text.spot import Row, Spot
from matching.text.values import exactly, identifier, one_of, or_null, whole, word
from matching.text.vocabulary import COUNT

_SEED_LIMIT: Final = 10**100
_GOALS: Final = tuple(str(goal) for goal in Goal if goal is not Goal.LOTTERY)


def problem_from_spot(spot: Spot) -> Problem:
    """The problem at `spot`; UnreadableError when faults were noted."""
    row = Row(spot)
    names = names_of(row.content)
    pairs = pair(names.student, names.request)
    row.read("format", exactly(PROBLEM_FORMAT))
    travel = row.read("travel", lambda at: travel_at(at, names), Travel()) or Travel()
    problem = Problem(
        name=row.read("name", word, ""),
        students=row.read("students", list_of(student_among(names), unique=False)),
        schools=row.read("schools", list_of(school, unique=False)),
        requests=row.read("requests", list_of(request_among(names), unique=False)),
        pins=row.read("pins", list_of(pairs, unique=False), ()),
        bans=row.read("bans", list_of(pairs), ()),
        previous=row.read("previous", list_of(pair(identifier, identifier), unique=False), ()),
        quotas=row.read("quotas", list_of(_quota(names), unique=False), ()),
        modes=travel.modes,
        listed_minutes=travel.minutes,
        goals=row.read("goals", list_of(_GOAL), DEFAULT_GOALS),
        seed=row.read("seed", whole(-_SEED_LIMIT, _SEED_LIMIT), 1),
    )
    note_contradictions(spot, problem)
    row.close()
    return problem


def pair(student: Reader[str], request: Reader[str]) -> Reader[Pair]:
    """A reader of a student and a request, named as the two readers allow."""
    return row_of(lambda row: Pair(row.read("student", student), row.read("request", request)))


def _quota(names: Names) -> Reader[Quota]:
    known_school = or_null(names.school)
    return row_of(
        lambda row: Quota(
            college=row.read("college", identifier),
            school=row.read("school", known_school),
            max_students=row.read("max", COUNT),
        )
    )


def _goal(spot: Spot) -> Goal:
    if spot.value == Goal.LOTTERY:
        raise spot.note('"lottery" is always the last goal and is not listed')
    return Goal(one_of(_GOALS, "a goal")(spot))


_GOAL: Final = Reader(_goal)
