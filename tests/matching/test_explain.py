"""The price of an alternative against trying everything, and what is said when there is none."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.explain import Explainer, alternatives, explain
from matching.generate import generate
from matching.graph import build_graph
from matching.problem import Pair, Problem
from matching.rules import Goal, Limit, PairLimit
from matching.solution import Explanation, PlanMove, Price, Solution, Status
from matching.solve import solve
from tests.matching.oracle import best, broken_together, key_of, ruled_out_by
from tests.matching.strategies import problems
from tests.matching.test_oracle import problem, request, student

MANY = settings(max_examples=40, deadline=None)

TWO_WISHES = problem(
    students=[student("ann", wishes=(("r1",), ("r2",))), student("bob", wishes=(("r1",), ("r2",)), max_minutes=3)],
    requests=[request("r1"), request("r2", school="elm"), request("r3", school="elm", levels=("kleuter",))],
    listed_minutes=(("ann", "oak", 1), ("ann", "elm", 9), ("bob", "oak", 3), ("bob", "elm", 2)),
    goals=(Goal.PLACED, Goal.TRAVEL_TOTAL),
    seed=3,
)


def test_the_price_is_told_goal_by_goal_with_who_moves():
    solution = solve(TWO_WISHES)
    assert {each.student: each.request for each in solution.assignments} == {"ann": "r1", "bob": "r2"}
    told = explain(TWO_WISHES, solution, student="ann", request="r2")
    assert told == Explanation(
        student="ann",
        request="r2",
        eligible=True,
        limits=(),
        exact=True,
        price=(
            Price(goal=Goal.PLACED, now=2, then=2),
            Price(goal=Goal.TRAVEL_TOTAL, now=3, then=12),
            Price(goal=Goal.LOTTERY, now=solution.goals[-1].value, then=best_lottery()),
        ),
        moves=(
            PlanMove(student="ann", from_request="r1", to_request="r2"),
            PlanMove(student="bob", from_request="r2", to_request="r1"),
        ),
    )


def best_lottery() -> int:
    found = best(TWO_WISHES, also=Pair("ann", "r2"))
    assert found is not None
    return found.values[-1]


def test_a_pair_that_is_not_eligible_has_no_price_but_limits():
    told = explain(TWO_WISHES, solve(TWO_WISHES), student="ann", request="r3")
    assert told == Explanation(
        student="ann", request="r3", eligible=False, limits=(PairLimit.LEVEL,), exact=False, price=None
    )


def test_who_is_pinned_elsewhere_stays_there():
    pinned = replace(TWO_WISHES, pins=(Pair("ann", "r1"),))
    told = explain(pinned, solve(pinned), student="ann", request="r2")
    assert told == Explanation(student="ann", request="r2", eligible=True, limits=(Limit.PIN,), exact=False, price=None)


def test_a_place_taken_by_a_pin_names_the_limit_in_the_way():
    pinned = replace(TWO_WISHES, pins=(Pair("bob", "r2"),))
    told = explain(pinned, solve(pinned), student="ann", request="r2")
    assert told == Explanation(
        student="ann", request="r2", eligible=True, limits=(Limit.PLACES,), exact=False, price=None
    )


def test_where_the_student_already_is_costs_nothing():
    solution = solve(TWO_WISHES)
    told = explain(TWO_WISHES, solution, student="ann", request="r1")
    assert (told.exact, told.moves) == (True, ())
    assert {price.goal: price.then for price in told.price or ()} == {g.goal: g.value for g in solution.goals}


def test_a_plan_made_by_hand_is_priced_against_itself():
    solution = solve(TWO_WISHES)
    worse = replace(solution, status=Status.FEASIBLE, assignments=solution.assignments[:1], goals=())
    told = explain(TWO_WISHES, worse, student="ann", request="r1")
    assert [(price.goal, price.now, price.then) for price in told.price or ()][:2] == [
        (Goal.PLACED, 1, 2),
        (Goal.TRAVEL_TOTAL, 1, 3),
    ]
    assert told.moves == (PlanMove(student="bob", from_request=None, to_request="r2"),)


def test_out_of_time_is_never_called_exact():
    asked = generate(60, 4, side=True)
    solution = solve(asked)
    told = alternatives(asked, solution, student="s00001", seconds=0)
    assert not any(each.exact for each in told)


def test_when_somebody_stops_it_what_was_found_is_the_answer():
    asked = generate(60, 4)
    assert alternatives(asked, solve(asked), student="s00001", stop=lambda: True) == ()


@MANY
@given(st.data(), problems())
def test_a_price_is_what_trying_everything_finds(data, asked):
    solution = _solved(asked)
    one, there = data.draw(st.sampled_from(asked.students)), data.draw(st.sampled_from(asked.requests))
    told = explain(asked, solution, student=one.id, request=there.id)
    pair = Pair(one.id, there.id)
    limits = set() if pair in asked.pins else ruled_out_by(asked, one, there)
    assert told.eligible == (not limits)
    found = None if limits else best(asked, also=pair)
    if found is None:
        assert (told.price, told.moves, told.exact) == (None, (), False)
        assert set(told.limits) == limits if limits else told.limits
        return
    assert (told.exact, told.limits) == (True, ())
    assert tuple(price.now for price in told.price or ()) == tuple(goal.value for goal in solution.goals)
    assert tuple(price.then for price in told.price or ()) == found.values
    assert _moved(solution, told) in found.plans


@MANY
@given(st.data(), problems())
def test_the_limit_named_is_one_that_the_pair_and_the_pins_break(data, asked):
    solution = _solved(asked)
    one, there = data.draw(st.sampled_from(asked.students)), data.draw(st.sampled_from(asked.requests))
    told = explain(asked, solution, student=one.id, request=there.id)
    if told.eligible and told.price is None:
        pins = (*(pin for pin in asked.pins if pin.student != one.id), Pair(one.id, there.id))
        alone = {Limit.PIN} if len(pins) == len(asked.pins) else broken_together(asked, pins)
        assert not alone or set(told.limits) & alone


@MANY
@given(st.data(), problems(), st.integers(1, 3))
def test_the_cheapest_come_first_and_none_cheaper_is_left_out(data, asked, limit):
    solution = _solved(asked)
    one = data.draw(st.sampled_from(asked.students))
    now = {each.student: each.request for each in solution.assignments}.get(one.id)
    pinned = {pin.request for pin in asked.pins if pin.student == one.id}
    open_to = [r for r in asked.requests if r.id in pinned or not ruled_out_by(asked, one, r)]
    found = {r.id: best(asked, also=Pair(one.id, r.id)) for r in open_to if r.id != now}
    told, goals = alternatives(asked, solution, student=one.id, limit=limit), (*asked.goals, Goal.LOTTERY)
    assert len(told) == min(limit, len(found))
    cheapest = sorted(key_of(goals, each.values) for each in found.values() if each)[:limit]
    priced = [each for each in told if each.price is not None]
    assert [key_of(goals, [price.then for price in each.price or ()]) for each in priced] == cheapest
    assert told[: len(priced)] == tuple(priced)
    assert all(found[each.request] is None for each in told[len(priced) :])


@MANY
@given(st.data(), problems(), st.integers(0, 20))
def test_stopped_early_what_is_called_exact_is(data, asked, polls):
    solution = _solved(asked)
    one = data.draw(st.sampled_from(asked.students))
    left = iter(range(polls))
    for told in alternatives(asked, solution, student=one.id, stop=lambda: next(left, None) is None):
        found = best(asked, also=Pair(one.id, told.request))
        if told.exact:
            assert found is not None
            assert tuple(price.then for price in told.price or ()) == found.values
        elif told.price is None and told.limits:
            assert found is None


def _solved(asked: Problem) -> Solution:
    assume(asked.students and asked.requests)
    solution = solve(asked)
    assume(solution.status is Status.OPTIMAL)
    return solution


def _moved(solution: Solution, told: Explanation) -> tuple[tuple[str, str], ...]:
    plan = {each.student: each.request for each in solution.assignments}
    for move in told.moves:
        assert plan.get(move.student) == move.from_request
        plan.pop(move.student, None)
        if move.to_request is not None:
            plan[move.student] = move.to_request
    return tuple(sorted(plan.items()))


@pytest.mark.parametrize("side", [False, True])
def test_ten_cheapest_on_a_made_up_region_are_the_ten_of_pricing_all(side):
    asked = generate(60, 2, side=side)
    solution = solve(asked)
    one = next(s for s in asked.students if s.id not in {pin.student for pin in asked.pins})
    told = alternatives(asked, solution, student=one.id)
    everything = alternatives(asked, solution, student=one.id, limit=len(asked.requests))
    assert told == everything[:10]
    assert all(each.exact for each in told)


@pytest.mark.parametrize("seed", [1, 2])
def test_prices_in_a_region_are_those_of_solving_it_with_the_pin(seed):
    asked = generate(150, seed)
    solution = solve(asked)
    one, graph = Explainer(asked, solution), build_graph(asked)
    for at in range(seed, len(graph.student), len(graph.student) // 40):
        pair = Pair(asked.students[graph.student[at]].id, asked.requests[graph.request[at]].id)
        forced = solve(replace(asked, pins=(*asked.pins, pair)))
        told = one.explain(pair.student, pair.request)
        assert (told.exact, forced.status) == (True, Status.OPTIMAL)
        assert [price.then for price in told.price or ()] == [goal.value for goal in forced.goals]
        assert _moved(solution, told) == tuple((each.student, each.request) for each in forced.assignments)
