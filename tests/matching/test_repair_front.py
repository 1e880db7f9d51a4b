"""The front at sizes beyond trying everything: its ends, its steps, its time limit."""

from dataclasses import replace
from functools import cache

import pytest

from matching import repair
from matching.check import broken_limits, check
from matching.choice import Choices, Found
from matching.generate import generate
from matching.mend.question import with_closed, without_students
from matching.problem import Pair, Problem, Student
from matching.rules import Goal
from matching.solution import Assignment, Solution, Status
from matching.solve import solve
from tests.matching import rounds
from tests.matching.test_repair import earlier, numbers

SIZES = [(400, False), (150, True)]


@cache
def torn(students: int, side: bool) -> tuple[Problem, Solution]:
    """A plan where places are scarce, and the problem after a fifth of the students left and some requests closed."""
    problem = replace(generate(students, 2, side=side), goals=(Goal.PLACED, Goal.COVERAGE, Goal.TRAVEL_TOTAL))
    problem = closed(problem, 0, 4 if side else 3)
    solution = solve(problem)
    left = [student.id for student in problem.students[::5]]
    return closed(without_students(problem, left), 1, 50), solution


def closed(problem: Problem, first: int, step: int) -> Problem:
    """The problem with these requests closed, but those that are pinned."""
    pinned = {pin.request for pin in problem.pins}
    return with_closed(problem, {request.id for request in problem.requests[first::step]} - pinned)


@cache
def mended(students: int, side: bool) -> Choices:
    return repair.choices(*torn(students, side))


def points(found: Choices) -> list[tuple[int, int]]:
    return [(each.unplaced, each.moved) for each in found.choices]


@pytest.mark.parametrize(("students", "side"), SIZES)
def test_every_plan_is_sound_and_counts_as_it_says(students, side):
    found = mended(students, side)

    assert found.complete
    for choice in found.choices:
        plan = tuple((placed.student, placed.request) for placed in choice.solution.assignments)
        assert check(found.question, choice.solution) == []
        assert numbers(found.question, plan) == (choice.unplaced, choice.moved)
        assert len(choice.moves) == choice.moved
        assert choice.proven


@pytest.mark.parametrize(("students", "side"), SIZES)
def test_the_front_begins_with_the_most_placed_and_ends_with_the_fewest_changes(students, side):
    found = mended(students, side)
    fewest_changes = replace(found.question, goals=(Goal.CHANGES, Goal.PLACED))

    best = solve(found.question)
    first = {result.goal: result.value for result in best.goals}
    last = {result.goal: result.value for result in solve(fewest_changes).goals}

    everybody = len(found.question.students)
    assert points(found)[0] == (everybody - first[Goal.PLACED], first[Goal.CHANGES])
    assert points(found)[-1] == (everybody - last[Goal.PLACED], last[Goal.CHANGES])
    assert found.choices[0].solution.assignments == best.assignments
    assert found.choices[0].solution.status is Status.OPTIMAL


@pytest.mark.parametrize(("students", "side"), SIZES)
def test_each_choice_leaves_more_unplaced_and_moves_fewer(students, side):
    front = points(mended(students, side))

    assert len(front) > 2
    assert [unplaced for unplaced, _ in front] == sorted({unplaced for unplaced, _ in front})
    assert [moved for _, moved in front] == sorted({moved for _, moved in front}, reverse=True)


@pytest.mark.parametrize(("students", "side"), SIZES)
def test_nobody_who_moved_could_simply_have_stayed(students, side):
    found = mended(students, side)
    for choice in found.choices:
        for move in choice.moves:
            back = Assignment(student=move.student, request=str(move.from_request), half_days=_days(found, move))
            others = [placed for placed in choice.solution.assignments if placed.student != move.student]
            assert broken_limits(found.question, [*others, back]) != []


def _days(found, move):
    (request,) = (each for each in found.question.requests if each.id == move.from_request)
    (student,) = (each for each in found.question.students if each.id == move.student)
    return tuple(day for day in request.half_days if day in student.half_days)[: request.half_days_needed]


def ladder(name: str, rungs: int) -> tuple[list[Student], list[str], list[tuple[str, str]]]:
    """Who waits at the foot gets a place when everybody on the ladder goes one rung up; the top is free."""
    requests = [f"{name}{rung}" for rung in range(rungs + 1)]
    climbers = [f"{name}-s{rung}" for rung in range(rungs)]
    open_to = {climber: requests[at : at + 2] for at, climber in enumerate(climbers)}
    open_to[f"{name}-waits"] = requests[:1]
    students = [rounds.student(who, wishes=((*there,),), accepts_other=False) for who, there in open_to.items()]
    return students, requests, list(zip(climbers, requests, strict=False))


def test_long_chains_are_kept_for_last():
    students, requests, before = [], [], []
    for name, rungs in (("a", 1), ("b", 3), ("c", 2), ("d", 1), ("e", 6)):
        more_students, more_requests, plan = ladder(name, rungs)
        students += more_students
        requests += more_requests
        before += plan
    problem = rounds.round_of(
        students, [rounds.school("k")], [rounds.request(name, "k", max_students=1) for name in requests]
    )

    found = repair.choices(problem, earlier(*before))

    assert points(found) == [(0, 13), (1, 7), (2, 4), (3, 2), (4, 1), (5, 0)]
    assert found.complete
    assert [len(choice.newly_placed) for choice in found.choices] == [5, 4, 3, 2, 1, 0]


def test_a_front_under_side_limits_may_have_steps_of_two():
    pair = {"min_students": 2, "max_students": 2}
    stay = [rounds.student(name) for name in ("ann", "ben")]
    wait = [rounds.student(name) for name in ("cas", "dot")]
    problem = rounds.round_of(
        [*stay, *wait],
        [rounds.school("k")],
        [rounds.request("old", "k", max_students=2), rounds.request("new", "k", **pair)],
        bans=tuple(Pair(student.id, "new") for student in wait),
    )

    found = repair.choices(problem, earlier(("ann", "old"), ("ben", "old")))

    assert points(found) == [(0, 2), (2, 0)]
    assert found.complete


@pytest.mark.parametrize(("students", "side"), SIZES)
def test_without_time_there_is_a_valid_plan_and_nothing_false_is_claimed(students, side):
    whole = mended(students, side)
    best = points(whole)[0]

    found = repair.choices(*torn(students, side), seconds=0)

    assert not found.complete
    (choice,) = found.choices
    values = {result.goal: result for result in choice.solution.goals}
    assert check(found.question, choice.solution) == []
    assert choice.solution.status is Status.FEASIBLE
    assert (choice.unplaced, choice.moved) >= best
    assert not choice.proven or (choice.unplaced, choice.moved) == best
    assert values[Goal.PLACED].bound >= len(found.question.students) - best[0]
    assert values[Goal.COVERAGE].proven is False


def test_every_point_is_told_as_it_is_found():
    heard: list[Found] = []

    found = repair.choices(*torn(400, False), progress=heard.append)

    assert sorted((each.unplaced, each.moved) for each in heard) == points(found)
    assert all(each.proven for each in heard)


def test_a_stop_leaves_the_points_that_are_known():
    found = repair.choices(*torn(400, False), stop=lambda: True)

    assert points(found) == points(mended(400, False))[:1]
    assert not found.complete
