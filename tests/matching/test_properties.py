"""What holds for every problem: one plan whatever the way, the threads, or the order in which it is told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.check import check
from matching.generate import generate
from matching.rules import Goal
from matching.solution import Status
from matching.solve import solve
from tests.matching.oracle import best
from tests.matching.strategies import problems
from tests.matching.turned import named_otherwise, new_names, shuffled
from tests.matching.ways import by_programs, small_is

MANY = settings(max_examples=50, deadline=None)
SEEDS = st.integers(0, 2**32)


def plan(solution):
    return tuple((each.student, each.request) for each in solution.assignments)


def values(solution):
    return tuple(goal.value for goal in solution.goals)


@MANY
@given(problems())
def test_of_equal_plans_the_first_by_ids_is_found_by_every_way(asked):
    found = best(asked)
    if found is None:
        assert (solve(asked).status, by_programs(asked)) == (Status.INFEASIBLE, None)
        return
    first = solve(asked)
    assert (values(first), plan(first)) == (found.values, min(found.plans))
    assert by_programs(asked) == (found.values, first.assignments)
    with small_is(0):
        assert by_programs(asked) == (found.values, first.assignments)
        assert solve(asked).assignments == first.assignments


@MANY
@given(problems(max_students=5, max_requests=5), SEEDS)
def test_the_order_of_lists_changes_nothing(asked, seed):
    one, other = solve(asked), solve(shuffled(asked, seed))
    assert (values(other), other.assignments, other.status) == (values(one), one.assignments, one.status)
    assert (other.unplaced, other.conflict) == (one.unplaced, one.conflict)


@MANY
@given(problems(max_students=5, max_requests=5), SEEDS)
def test_other_ids_change_nothing_but_the_lottery(asked, seed):
    one, other = solve(asked), solve(named_otherwise(asked, new_names(asked, seed)))
    assert (values(other)[:-1], other.status) == (values(one)[:-1], one.status)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("side", [False, True])
def test_a_region_has_one_plan_whatever_the_threads_and_the_order(seed, side):
    asked = generate(120, seed, side=side)
    one, two, four = (solve(asked, threads=threads) for threads in (1, 2, 4))
    turned = solve(shuffled(asked, seed))
    assert one.status is Status.OPTIMAL
    assert two.assignments == four.assignments == turned.assignments == one.assignments
    assert values(two) == values(four) == values(turned) == values(one)


@pytest.mark.parametrize("columns", [0, 400])
def test_a_plain_college_has_one_plan_whether_by_flows_or_by_programs(columns):
    asked = generate(800, 3)
    solution = solve(asked)
    with small_is(columns):
        assert by_programs(asked) == (values(solution), solution.assignments)


def test_a_region_of_a_thousand_keeps_its_plan_in_another_order_and_its_goals_under_other_ids():
    asked = generate(1000, 4)
    one, turned = solve(asked), solve(shuffled(asked, 9))
    assert turned.assignments == one.assignments
    names = new_names(asked, 9)
    other = solve(named_otherwise(asked, names))
    assert values(other)[:-1] == values(one)[:-1]
    back = {new: old for old, new in names.items()}
    drawn = [replace(each, student=back[each.student], request=back[each.request]) for each in other.assignments]
    unplaced = [replace(row, student=back[row.student]) for row in other.unplaced]
    same_plan = replace(
        one,
        assignments=tuple(sorted(drawn, key=lambda each: each.student)),
        unplaced=tuple(sorted(unplaced, key=lambda row: row.student)),
    )
    assert {broken.rule for broken in check(asked, same_plan)} <= {"value", "bound"}
    assert all(str(Goal.LOTTERY) in broken.sentence for broken in check(asked, same_plan))


@pytest.mark.parametrize("side", [False, True])
def test_a_place_more_never_lowers_the_number_of_students_placed(side):
    asked = generate(250 if side else 1000, 5, side=side)
    goals = (Goal.PLACED,)
    before = solve(replace(asked, goals=goals)).goals[0].value
    for at in range(0, len(asked.requests), len(asked.requests) // 8):
        request = asked.requests[at]
        more = replace(request, max_students=request.max_students + 1)
        requests = (*asked.requests[:at], more, *asked.requests[at + 1 :])
        found = solve(replace(asked, goals=goals, requests=requests)).goals[0]
        assert found.proven
        assert before <= found.value <= before + 1 + (request.min_students > 1) * request.max_students


@MANY
@given(problems(), st.integers(0, 3))
def test_a_place_more_never_makes_the_first_goal_worse_on_any_problem(asked, which):
    if not asked.requests:
        return
    at = which % len(asked.requests)
    more = replace(asked.requests[at], max_students=asked.requests[at].max_students + 1)
    wider = replace(asked, requests=(*asked.requests[:at], more, *asked.requests[at + 1 :]))
    one, other = (solve(replace(each, goals=(Goal.PLACED,))) for each in (asked, wider))
    if one.status is Status.OPTIMAL:
        assert other.goals[0].value >= one.goals[0].value
