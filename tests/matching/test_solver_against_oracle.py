"""The solver against trying everything, with every feature of the format mixed in, judged by the referee too."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.check import check
from matching.eligibility import eligible_pairs, limits_of, ruled_out
from matching.problem import Pair
from matching.rules import PairLimit
from matching.solution import Status
from matching.solve import solve
from tests.matching.oracle import best, broken_together, key_of, possible, ruled_out_by
from tests.matching.strategies import problems

MANY = settings(max_examples=100, deadline=None)


@MANY
@given(problems(max_requests=5))
def test_the_solver_rules_out_the_same_pairs_by_the_same_limits_pins_aside(asked):
    rules = {(s.id, r.id): ruled_out_by(asked, s, r) for s in asked.students for r in asked.requests}
    assert {pair: set(limits_of(asked, *pair)) for pair in rules} == rules
    students, requests = eligible_pairs(asked)
    found = {(asked.students[s].id, asked.requests[r].id) for s, r in zip(students, requests, strict=True)}
    assert found == {pair for pair, limits in rules.items() if not limits}
    for index, student in enumerate(asked.students):
        counts = {limit: sum(limit in rules[student.id, r.id] for r in asked.requests) for limit in PairLimit}
        assert ruled_out(asked, index) == {limit: count for limit, count in counts.items() if count}


@MANY
@given(problems())
def test_the_solver_finds_what_trying_everything_finds(asked):
    found, solution = best(asked), solve(asked)
    assert check(asked, solution) == []
    if found is None:
        assert solution.status is Status.INFEASIBLE
        return
    assert solution.status is Status.OPTIMAL
    assert tuple(goal.value for goal in solution.goals) == found.values
    assert tuple((each.student, each.request) for each in solution.assignments) in found.plans


@MANY
@given(problems(), st.integers(0, 12))
def test_stopped_early_the_plan_is_valid_and_no_claim_is_false(asked, polls):
    left = iter(range(polls))
    found, solution = best(asked), solve(asked, stop=lambda: next(left, None) is None)
    assert check(asked, solution) == []
    if found is None:
        assert solution.status is not Status.OPTIMAL
        return
    for goal, best_value in zip(solution.goals, found.values, strict=True):
        (worst,), (stated,) = key_of([goal.goal], [best_value]), key_of([goal.goal], [goal.value])
        assert worst <= stated
        assert goal.bound is None or key_of([goal.goal], [goal.bound])[0] <= worst
        assert not goal.proven or goal.value == best_value
        if goal.value != best_value:
            break  # what is true of the goals after it depends on this one


@MANY
@given(problems(max_students=5))
def test_a_conflict_is_a_smallest_set_of_pins_and_names_a_limit_they_break(asked):
    solution = solve(asked)
    for conflict in solution.conflict:
        assert not possible(replace(asked, pins=conflict.pins))
        for pin in conflict.pins:
            assert possible(replace(asked, pins=tuple(other for other in conflict.pins if other != pin)))
        alone = broken_together(asked, conflict.pins)
        assert not alone or conflict.limit in alone
    assert bool(solution.conflict) == (best(asked) is None)
    assert all(isinstance(pin, Pair) for conflict in solution.conflict for pin in conflict.pins)
