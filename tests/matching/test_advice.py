"""Why nobody can be placed, and what would place more, against trying everything."""

from dataclasses import replace

from hypothesis import assume, given, settings

from matching.advice import FewerAsked, LongerTrip, MoreAsked, Room, Shortage, advise, shortage_of
from matching.graph import build_graph
from matching.problem import Problem
from matching.rules import Goal, Limit
from matching.solution import Solution, Status
from matching.solve import solve
from matching.why.base import flow_pairs
from tests.matching.oracle import best, ruled_out_by, valid_plans
from tests.matching.strategies import problems
from tests.matching.test_oracle import problem, request, student

MANY = settings(max_examples=80, deadline=None)

TWO_FOR_ONE = problem(
    students=[student("ann"), student("bob"), student("cas", max_minutes=9), student("dee")],
    requests=[request("r1"), request("r2", school="elm", levels=("kleuter",)), request("r3", school="elm")],
    listed_minutes=(
        *(("ann", "oak", 1), ("ann", "elm", 70), ("bob", "oak", 1), ("bob", "elm", 80)),
        *(("cas", "oak", 70), ("cas", "elm", 9), ("dee", "oak", 99), ("dee", "elm", 99)),
    ),
    goals=(Goal.PLACED,),
)


def plain(asked: Problem) -> Problem:
    """The same problem with placing first and without limits that tie students together, quotas aside."""
    return replace(
        asked,
        students=tuple(replace(each, duo=None) for each in asked.students),
        requests=tuple(replace(each, min_students=min(1, each.min_students), at_once=None) for each in asked.requests),
        goals=(Goal.PLACED, *(goal for goal in asked.goals if goal not in (Goal.PLACED, Goal.DUOS))),
    )


def solved(asked: Problem) -> Solution:
    solution = solve(asked)
    assume(solution.status is Status.OPTIMAL)
    return solution


def most_placed(asked: Problem) -> int:
    found = best(replace(asked, goals=(Goal.PLACED,)))
    assert found is not None
    assert isinstance(found.values[0], int)
    return found.values[0]


def with_these(asked: Problem, names: set[str]) -> Problem:
    """Only these students and the pinned ones."""
    stay = names | {pin.student for pin in asked.pins}
    return replace(
        asked,
        students=tuple(each for each in asked.students if each.id in stay),
        bans=tuple(each for each in asked.bans if each.student in stay),
        listed_minutes=tuple(each for each in asked.listed_minutes if each[0] in stay),
    )


def test_students_and_places_are_counted_out():
    solution = solve(TWO_FOR_ONE)
    (out,) = {each.student for each in solution.unplaced} - {"dee"}
    assert shortage_of(TWO_FOR_ONE, solution, student=out) == Shortage(
        student=out,
        students=("ann", "bob"),
        requests=("r1",),
        rooms=(Room(limit=Limit.PLACES, id="r1", college=None, places=1),),
        pinned=0,
        places=1,
    )
    assert shortage_of(TWO_FOR_ONE, solution, student="dee") == Shortage(
        student="dee", students=("dee",), requests=(), rooms=(), pinned=0, places=0
    )
    assert shortage_of(TWO_FOR_ONE, solution, student="cas") is None


def test_what_would_help_is_told_with_how_many():
    asked = replace(TWO_FOR_ONE, requests=(replace(TWO_FOR_ONE.requests[0], max_students=1), *TWO_FOR_ONE.requests[1:]))
    told = advise(asked, solve(asked))
    assert (told.unplaced, told.complete, told.fewer_asked) == (2, True, ())
    assert told.more_asked == (MoreAsked(request="r1", places=1, exact=True),)
    assert told.longer_trips == ()
    far = replace(asked, requests=(*asked.requests, request("r4", school="elm", max_students=2)))
    solution = solve(far)
    (out,) = {each.student for each in solution.unplaced} - {"dee"}
    minutes = {"ann": 70, "bob": 80}[out]
    assert advise(far, solution).longer_trips == (
        LongerTrip(student=out, request="r3", minutes=minutes, limit=60),
        LongerTrip(student="dee", request="r3", minutes=99, limit=60),
    )


def test_a_minimum_nobody_reaches_keeps_out_those_who_could_come():
    asked = replace(TWO_FOR_ONE, requests=(request("r1", min_students=3, max_students=4), *TWO_FOR_ONE.requests[1:]))
    solution = solve(asked)
    assert {each.student for each in solution.unplaced} == {"ann", "bob", "dee"}
    assert advise(asked, solution).fewer_asked == (FewerAsked(request="r1", minimum=3, placed=2),)
    assert advise(asked, solution).longer_trips == ()


def test_out_of_time_the_advice_is_not_complete():
    told = advise(TWO_FOR_ONE, solve(TWO_FOR_ONE), stop=lambda: True)
    assert (told.complete, told.more_asked, told.longer_trips) == (False, (), ())


@MANY
@given(problems(max_students=6))
def test_a_shortage_is_true_and_nobody_can_be_left_out_of_it(asked):
    asked = plain(asked)
    graph = build_graph(asked)
    assume(len(flow_pairs(graph)) == len(graph.student))
    solution = solved(asked)
    people = {each.id: each for each in asked.students}
    for row in solution.unplaced:
        told = shortage_of(asked, solution, student=row.student)
        assert told is not None
        assert (row.student in told.students, len(told.students)) == (True, told.places + 1)
        assert told.places == sum(room.places for room in told.rooms) - told.pinned
        asked_by = [people[name] for name in told.students]
        open_to = {each.id for one in asked_by for each in asked.requests if not ruled_out_by(asked, one, each)}
        assert set(told.requests) == open_to
        pinned = len(asked.pins)
        assert most_placed(with_these(asked, set(told.students))) - pinned <= told.places
        for left_out in told.students:
            fewer = with_these(asked, set(told.students) - {left_out})
            assert most_placed(fewer) - pinned == len(told.students) - 1


@MANY
@given(problems())
def test_who_has_no_place_for_lack_of_places_is_told_so_under_any_limits(asked):
    solution = solved(asked)
    for row in solution.unplaced:
        told = shortage_of(asked, solution, student=row.student)
        if told is not None:
            placed = [sum(student in told.students for student, _ in plan) for plan in valid_plans(asked)]
            assert max(placed) <= told.places


@MANY
@given(problems(max_students=5))
def test_more_places_place_as_many_as_trying_everything_finds(asked):
    asked = plain(asked)
    graph = build_graph(asked)
    assume(len(flow_pairs(graph)) == len(graph.student))
    solution = solved(asked)
    told = {each.request: each.places for each in advise(asked, solution).more_asked}
    now = len(solution.assignments)
    schools = {each.school for each in asked.requests if each.id in told}
    for each in asked.requests:
        gain = most_placed(larger(asked, each.id)) - now
        assert told[each.id] == gain if each.id in told else (not gain or each.school in schools)


def larger(asked: Problem, request: str) -> Problem:
    """Twenty more places at the request and at its school."""
    school = next(each.school for each in asked.requests if each.id == request)
    return replace(
        asked,
        requests=tuple(replace(r, max_students=r.max_students + 20 * (r.id == request)) for r in asked.requests),
        schools=tuple(
            s if s.max_students is None else replace(s, max_students=s.max_students + 20 * (s.id == school))
            for s in asked.schools
        ),
    )


@MANY
@given(problems())
def test_what_is_advised_places_at_least_as_many_under_any_limits(asked):
    solution, people = solved(asked), {each.id: each for each in asked.students}
    told, now = advise(asked, solution), len(solution.assignments)
    assume(now == most_placed(asked))
    for more in told.more_asked:
        assert most_placed(larger(asked, more.request)) - now >= more.places
    for fewer in told.fewer_asked:
        without = tuple(replace(r, min_students=1) if r.id == fewer.request else r for r in asked.requests)
        assert most_placed(replace(asked, requests=without)) - now >= fewer.placed
    for trip in told.longer_trips:
        student = replace(people[trip.student], max_minutes=trip.minutes)
        others = tuple(student if each.id == trip.student else each for each in asked.students)
        assert most_placed(replace(asked, students=others)) > now
        assert trip.minutes > trip.limit
