"""The front of choices against trying everything, and what every plan of it must keep."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import repair, side
from matching.check import check
from matching.problem import Problem
from matching.rules import Goal
from matching.solution import Assignment, EngineReport, Solution, Status
from matching.solver import piece, whole
from tests.matching.oracle import Plan, key_of, valid_plans
from tests.matching.oracle_goals import value
from tests.matching.strategies import problems

MANY = settings(max_examples=100, deadline=None)
ENGINE = EngineReport(version="1", ortools="none", seconds=0, threads=1)


def earlier(*pairs: tuple[str, str]) -> Solution:
    """A solution that held these pairs, of whatever problem."""
    return Solution(
        problem_digest="sha256:",
        status=Status.FEASIBLE,
        assignments=tuple(Assignment(student=s, request=r, half_days=()) for s, r in sorted(pairs)),
        unplaced=(),
        goals=(),
        engine=ENGINE,
    )


def earlier_plans(problem: Problem) -> st.SearchStrategy[Solution]:
    names = [*(student.id for student in problem.students), "gone"]
    requests = [*(request.id for request in problem.requests), "gone"]
    plans = st.dictionaries(st.sampled_from(names), st.sampled_from(requests))
    return plans.map(lambda plan: earlier(*plan.items()))


def numbers(problem: Problem, plan: Plan) -> tuple[int, int]:
    """(unplaced, moved) by the words of the exchange format."""
    there = {student.id for student in problem.students}
    moved = [pair for pair in problem.previous if pair.student in there and (pair.student, pair.request) not in plan]
    return len(there) - len(plan), len(moved)


def whole_front(problem: Problem) -> dict[tuple[int, int], list[Plan]]:
    """Per point that no plan beats every plan that has it, by trying everything."""
    plans: dict[tuple[int, int], list[Plan]] = {}
    for plan in valid_plans(problem):
        plans.setdefault(numbers(problem, plan), []).append(plan)
    beaten = {one for one in plans for other in plans if other != one and other[0] <= one[0] and other[1] <= one[1]}
    return {point: plans[point] for point in sorted(plans) if point not in beaten}


asked_again = problems().flatmap(lambda problem: st.tuples(st.just(problem), earlier_plans(problem)))


@MANY
@given(asked_again)
def test_the_front_is_what_trying_everything_finds(asked):
    compare(*asked)


@settings(MANY, max_examples=60)
@given(asked_again)
def test_the_front_of_a_large_problem_is_what_trying_everything_finds(asked):
    with pytest.MonkeyPatch.context() as patch:
        for module in (piece, side, whole):
            patch.setattr(module, "SMALL", 0)
        compare(*asked)


def compare(problem: Problem, solution: Solution) -> None:
    """The choices have the numbers and values of trying everything, all proven, each sound to the referee."""
    found = repair.choices(problem, solution)

    wanted = whole_front(found.question)
    assert [(each.unplaced, each.moved) for each in found.choices] == list(wanted)
    assert found.complete
    assert all(each.proven for each in found.choices)
    assert bool(found.conflict) == (not wanted)
    goals = (*found.question.goals, Goal.LOTTERY)
    for choice in found.choices:
        plans = wanted[choice.unplaced, choice.moved]
        best = min(key_of(goals, [value(found.question, goal, plan) for goal in goals]) for plan in plans)
        assert key_of(goals, [result.value for result in choice.solution.goals]) == best
        assert check(found.question, choice.solution) == []
