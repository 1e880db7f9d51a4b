"""Reads a problem from plain values, noting every fault with its place (exchange format, section 1)."""

from __future__ import annotations

from typing import Final

from matching.problem import Duo, Pair, Problem, Quota, Request, School, Student
from matching.rules import DEFAULT_GOALS, HALF_DAYS, LEVELS, MAX_PHASE, PROBLEM_FORMAT, Goal
from matching.text.contradictions import note_contradictions
from matching.text.names import Names, names_of
from matching.text.reading_travel import Travel, travel_at
from matching.text.spot import Reader, Row, Spot, items_of, list_of
from matching.text.values import exactly, flag, identifier, number, one_of, or_null, whole, word

_SEED_LIMIT: Final = 10**100
_HALF_DAYS: Final = list_of(one_of(HALF_DAYS, "a half-day"))
_LEVELS: Final = list_of(one_of(LEVELS, "a level (kleuter or lager)"))
_SOME_LEVELS: Final = list_of(one_of(LEVELS, "a level (kleuter or lager)"), filled=True)
_PHASE: Final = whole(1, MAX_PHASE)
_WORDS: Final = list_of(word)
_GOALS: Final = tuple(str(goal) for goal in Goal if goal is not Goal.LOTTERY)


def problem_from_spot(spot: Spot) -> Problem:
    """The problem at `spot`; UnreadableError when faults were noted."""
    row = Row(spot)
    names = names_of(row.content)
    row.read("format", exactly(PROBLEM_FORMAT))
    travel = row.read("travel", lambda at: travel_at(at, names), Travel()) or Travel()
    problem = Problem(
        name=row.read("name", word, ""),
        students=row.read("students", list_of(lambda at: _student(at, names), unique=False)),
        schools=row.read("schools", list_of(_school, unique=False)),
        requests=row.read("requests", list_of(lambda at: _request(at, names), unique=False)),
        pins=row.read("pins", list_of(lambda at: pair(at, names.student, names.request), unique=False), ()),
        bans=row.read("bans", list_of(lambda at: pair(at, names.student, names.request)), ()),
        previous=row.read("previous", list_of(lambda at: pair(at, identifier, identifier), unique=False), ()),
        quotas=row.read("quotas", list_of(lambda at: _quota(at, names), unique=False), ()),
        modes=travel.modes,
        listed_minutes=travel.minutes,
        goals=row.read("goals", list_of(_goal), DEFAULT_GOALS),
        seed=row.read("seed", whole(-_SEED_LIMIT, _SEED_LIMIT), 1),
    )
    note_contradictions(spot, problem)
    row.close()
    return problem


def pair(spot: Spot, student: Reader[str], request: Reader[str]) -> Pair:
    """A student and a request, named as the two readers allow."""
    row = Row(spot)
    found = Pair(row.read("student", student), row.read("request", request))
    row.close()
    return found


def _student(spot: Spot, names: Names) -> Student:
    row = Row(spot)
    student = Student(
        id=row.read("id", identifier),
        college=row.read("college", identifier),
        levels=row.read("levels", _SOME_LEVELS),
        phase=row.read("phase", _PHASE),
        homes=row.read("homes", _homes),
        mode=row.read("mode", names.mode),
        max_minutes=row.read("max_minutes", whole()),
        half_days=row.read("half_days", _HALF_DAYS),
        kinds=row.read("kinds", or_null(_WORDS), None),
        languages=row.read("languages", _WORDS, ()),
        wishes=row.read("wishes", list_of(list_of(names.wish, filled=True), unique=False), ()),
        accepts_other=row.read("accepts_other", flag, True),
        avoid_schools=row.read("avoid_schools", list_of(names.school), ()),
        wished_levels=row.read("wished_levels", _LEVELS, ()),
        wished_municipalities=row.read("wished_municipalities", _WORDS, ()),
        duo=row.read("duo", or_null(lambda at: _duo(at, names)), None),
        travel_weight=row.read("travel_weight", whole(1, 9), 1),
    )
    row.close()
    return student


def _duo(spot: Spot, names: Names) -> Duo:
    row = Row(spot)
    duo = Duo(
        with_student=row.read("with", names.student),
        required=row.read("kind", one_of(("wish", "required"), "wish or required")) == "required",
    )
    row.close()
    return duo


def _homes(spot: Spot) -> tuple[tuple[float, float], ...]:
    homes = list_of(_location, unique=False)(spot)
    if len(homes) not in (1, 2):
        raise spot.note(f"holds {len(homes)} locations; it takes one or two")
    return homes


def _location(spot: Spot) -> tuple[float, float]:
    latitude, longitude = items_of(number(-90, 90), number(-180, 180), what="[latitude, longitude]")(spot)
    return latitude, longitude


def _school(spot: Spot) -> School:
    row = Row(spot)
    school = School(
        id=row.read("id", identifier),
        location=row.read("location", _location),
        need_hundredths=row.read("need", or_null(_hundredths)),
        max_students=row.read("max_students", or_null(whole())),
        municipality=row.read("municipality", word, ""),
        board=row.read("board", word, ""),
    )
    row.close()
    return school


def _hundredths(spot: Spot) -> int:
    need = number(0, 4)(spot)
    hundredths = round(need * 100)
    if hundredths / 100 != need:
        raise spot.wrong("has more than two decimals")
    return hundredths


def _request(spot: Spot, names: Names) -> Request:
    row = Row(spot)
    least, most = row.read("places", _places) or (0, 0)
    request = Request(
        id=row.read("id", identifier),
        school=row.read("school", names.school),
        levels=row.read("levels", _SOME_LEVELS),
        half_days=row.read("half_days", list_of(one_of(HALF_DAYS, "a half-day"), filled=True)),
        half_days_needed=row.read("half_days_needed", whole(1)),
        min_students=least,
        max_students=most,
        kinds=row.read("kinds", _WORDS, ()),
        at_once=row.read("at_once", or_null(whole(1)), None),
        min_phase=row.read("min_phase", _PHASE, 1),
        languages_required=row.read("languages_required", _WORDS, ()),
        languages=row.read("languages", _WORDS, ()),
        colleges=row.read("colleges", or_null(_WORDS), None),
    )
    if row.has("half_days", "half_days_needed") and request.half_days_needed > len(request.half_days):
        row.fail("half_days_needed", f"{request.half_days_needed} is more than the {len(request.half_days)} half_days")
    row.close()
    return request


def _places(spot: Spot) -> tuple[int, int]:
    row = Row(spot)
    least, most = row.read("min", whole()), row.read("max", whole())
    if row.has("min", "max") and least > most:
        row.fail("min", f"{least} is more than the max {most}")
    row.close()
    return least, most


def _quota(spot: Spot, names: Names) -> Quota:
    row = Row(spot)
    quota = Quota(
        college=row.read("college", identifier),
        school=row.read("school", or_null(names.school)),
        max_students=row.read("max", whole()),
    )
    row.close()
    return quota


def _goal(spot: Spot) -> Goal:
    if spot.value == Goal.LOTTERY:
        raise spot.note('"lottery" is always the last goal and is not listed')
    return Goal(one_of(_GOALS, "a goal")(spot))
