"""Small problems for hypothesis, with every feature of the exchange format mixed in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from matching.problem import DEFAULT_MODES, Duo, Pair, Problem, Quota, Request, School, Student, TravelMode
from matching.rules import LEVELS, Goal

PLACES = ((51.05, 3.72), (51.06, 3.78), (51.10, 3.72), (51.03, 4.10))
DAYS = ("mon-am", "mon-pm", "tue-am", "wed-am")
COLLEGES = ("c1", "c2")
LANGUAGES = ("tr", "ar")
KINDS = ("team-teaching", "small-group")
TOWNS = ("Gent", "Lokeren")
GOALS = tuple(goal for goal in Goal if goal is not Goal.LOTTERY)


def some(values: tuple[Any, ...], *, at_least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), min_size=at_least, unique=True).map(tuple)


def often(usual: Any, otherwise: st.SearchStrategy[Any], *, times: int = 3) -> st.SearchStrategy[Any]:
    """`usual` three times in four, so that the limits bite now and then and not always."""
    return st.integers(0, times).flatmap(lambda n: otherwise if n == times else st.just(usual))


def mostly_many(most: int) -> st.SearchStrategy[int]:
    return st.sampled_from([*range(2, most + 1), *range(2, most + 1), *range(2)])


@st.composite
def goal_lists(draw: st.DrawFn) -> tuple[Goal, ...]:
    """Any goals in any order; two times in three `placed` leads, for otherwise an empty plan is often the best."""
    goals = draw(some(GOALS))
    lead = draw(st.sampled_from([(Goal.PLACED,), (Goal.DUOS, Goal.PLACED), ()]))
    return tuple(dict.fromkeys((*lead, *goals)))


@st.composite
def schools(draw: st.DrawFn) -> tuple[School, ...]:
    return tuple(
        School(
            id=f"k{n}",
            location=draw(st.sampled_from(PLACES)),
            need_hundredths=draw(st.none() | st.sampled_from([0, 49, 50, 93, 150, 199, 400])),
            max_students=draw(often(None, st.integers(0, 3))),
            municipality=draw(st.sampled_from(TOWNS)),
        )
        for n in range(1, draw(st.integers(1, 3)) + 1)
    )


@st.composite
def requests(draw: st.DrawFn, *, sites: tuple[School, ...], at_most: int) -> tuple[Request, ...]:
    names = [f"r{n}" for n in range(1, at_most)] + [draw(st.sampled_from(["k1", "r9"]))]  # a school's id is allowed
    return tuple(draw(request(name=name, sites=sites)) for name in names[: draw(mostly_many(at_most))])


@st.composite
def request(draw: st.DrawFn, *, name: str, sites: tuple[School, ...]) -> Request:
    half_days = draw(some(DAYS, at_least=1))
    low = draw(often(1, st.integers(0, 3)))
    return Request(
        id=name,
        school=draw(st.sampled_from(sites)).id,
        levels=draw(often(LEVELS, some(LEVELS, at_least=1))),
        half_days=half_days,
        half_days_needed=draw(st.integers(1, min(2, len(half_days)))),
        min_students=low,
        max_students=low + draw(st.integers(0, 2)),
        kinds=draw(often((), some(KINDS))),
        at_once=draw(often(None, st.integers(1, 2), times=2)),
        min_phase=draw(often(1, st.integers(1, 5))),
        languages_required=draw(often((), some(LANGUAGES), times=5)),
        languages=draw(some(LANGUAGES)),
        colleges=draw(often(None, some(COLLEGES), times=5)),
    )


@st.composite
def students(draw: st.DrawFn, *, at_most: int, wishable: tuple[str, ...], sites: tuple[str, ...]) -> list[Student]:
    modes = ("bike", "car", "slow")
    return [
        Student(
            id=f"s{n}",
            college=draw(st.sampled_from(COLLEGES)),
            levels=draw(often(LEVELS, some(LEVELS, at_least=1))),
            phase=draw(often(3, st.integers(1, 5))),
            homes=draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2).map(tuple)),
            mode=draw(st.sampled_from(modes)),
            max_minutes=draw(often(60, st.integers(0, 60))),
            half_days=draw(often(DAYS, some(DAYS))),
            kinds=draw(often(None, some(KINDS))),
            languages=draw(some(LANGUAGES)),
            wishes=draw(st.lists(some(wishable, at_least=1), max_size=3).map(tuple)),
            accepts_other=draw(often(True, st.just(False))),
            avoid_schools=draw(often((), some(sites), times=5)),
            wished_levels=draw(some(LEVELS)),
            wished_municipalities=draw(some(TOWNS)),
            travel_weight=draw(often(1, st.integers(1, 9))),
        )
        for n in range(1, draw(mostly_many(at_most)) + 1)
    ]


@st.composite
def in_duos(draw: st.DrawFn, alone: list[Student]) -> tuple[Student, ...]:
    """Up to two duos, wished or required, between neighbours in a shuffled row."""
    row = draw(st.permutations(alone))
    duos: dict[str, Duo] = {}
    for one, other in list(zip(row[::2], row[1::2], strict=False))[: draw(st.integers(0, 2))]:
        required = draw(st.booleans())
        duos[one.id] = Duo(with_student=other.id, required=required)
        duos[other.id] = Duo(with_student=one.id, required=required)
    return tuple(replace(student, duo=duos.get(student.id)) for student in alone)


def pairs(names: tuple[str, ...], wanted: tuple[str, ...], *, most: int) -> st.SearchStrategy[tuple[Pair, ...]]:
    if not names or not wanted:
        return st.just(())
    pair = st.builds(Pair, st.sampled_from(names), st.sampled_from(wanted))
    return st.lists(pair, max_size=most, unique=True).map(tuple)


def one_each(found: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple({pair.student: pair for pair in found}.values())


@st.composite
def quotas(draw: st.DrawFn, *, sites: tuple[str, ...]) -> tuple[Quota, ...]:
    where = draw(some(tuple((college, school) for college in COLLEGES for school in (None, *sites))))
    return tuple(Quota(college=c, school=school, max_students=draw(st.integers(0, 2))) for c, school in where[:3])


@st.composite
def problems(draw: st.DrawFn, *, max_students: int = 4, max_requests: int = 4) -> Problem:
    sites = draw(schools())
    asked = draw(requests(sites=sites, at_most=max_requests))
    school_ids, request_ids = tuple(site.id for site in sites), tuple(each.id for each in asked)
    wishable = tuple(dict.fromkeys(school_ids + request_ids))
    people = draw(in_duos(draw(students(at_most=max_students, wishable=wishable, sites=school_ids))))
    names = tuple(student.id for student in people)
    pins = draw(often((), pairs(names, request_ids, most=3), times=1).map(one_each))
    listed = draw(often((), st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(())))
    return Problem(
        students=people,
        schools=sites,
        requests=asked,
        pins=pins,
        bans=tuple(ban for ban in draw(often((), pairs(names, request_ids, most=3))) if ban not in pins),
        previous=one_each(draw(pairs((*names, "gone"), (*request_ids, "gone"), most=4))),
        quotas=draw(often((), quotas(sites=school_ids), times=1)),
        modes={**DEFAULT_MODES, "slow": TravelMode(km_per_hour=9.5, detour=1, start_minutes=-3)},
        listed_minutes=tuple((name, draw(st.sampled_from(school_ids)), draw(st.integers(0, 100))) for name in listed),
        goals=draw(goal_lists()),
        seed=draw(st.integers(-3, 3)),
    )
