"""One shortest path against trying everything: the best plan with one pair more, where a plan is a flow."""

from dataclasses import replace

from hypothesis import assume, given, settings

from matching.generate import generate
from matching.problem import Pair, Problem, Request, Student
from matching.rules import Goal
from matching.why.reroute import eased, is_flow, least_key, reroutes
from tests.matching.oracle import best, key_of, ruled_out_by, valid_plans
from tests.matching.strategies import problems

MANY = settings(max_examples=60, deadline=None)


def test_which_problems_are_flows():
    plain, side = generate(250, 1), generate(250, 1, side=True)
    assert (is_flow(plain), is_flow(side), is_flow(eased(side))) == (True, False, True)
    assert eased(plain) == plain
    assert eased(side).goals == plain.goals
    assert not is_flow(replace(plain, goals=(Goal.DUOS,)))


@MANY
@given(problems())
def test_no_plan_with_a_pair_is_below_the_key_of_its_reroute(asked):
    easier, goals = eased(asked), (*asked.goals, Goal.LOTTERY)
    assert is_flow(easier)
    now, relaxed = best(asked), best(easier)
    if now is None or relaxed is None:
        return
    for student in asked.students:
        routes = reroutes(easier, frozenset(Pair(*pair) for pair in min(relaxed.plans)), student.id)
        for there, with_it in ((r.id, best(asked, also=Pair(student.id, r.id))) for r in _open_to(asked, student)):
            if with_it is None:
                continue
            assert routes is not None
            proven = key_of(goals, now.values)
            assert least_key(asked, routes[there], ()) <= key_of(goals, with_it.values)
            assert least_key(asked, routes[there], proven) <= key_of(goals, with_it.values)


@MANY
@given(problems(max_students=3))
def test_only_a_best_plan_is_taken_for_one(asked):
    asked = eased(asked)
    assume(asked.students)
    now = best(asked)
    for plan in valid_plans(asked):
        routes = reroutes(asked, frozenset(Pair(*pair) for pair in plan), asked.students[0].id)
        assert now is not None
        assert (routes is not None) == (plan in now.plans)


def test_a_plan_that_breaks_a_limit_is_no_best_plan():
    asked = replace(generate(60, 1), goals=())
    twice = frozenset(Pair("s00001", request.id) for request in asked.requests[:2])
    assert reroutes(asked, frozenset(), "s00001") is not None
    assert reroutes(asked, twice, "s00001") is None
    pinned = replace(asked, pins=(Pair("s00001", asked.requests[0].id),))
    assert reroutes(pinned, frozenset(), "s00001") is None


@MANY
@given(problems())
def test_every_reroute_is_what_trying_everything_finds(asked):
    asked = eased(asked)
    now = best(asked)
    assume(now is not None and len(now.plans) == 1)
    (plan,) = now.plans
    for student in asked.students:
        found = reroutes(asked, frozenset(Pair(*pair) for pair in plan), student.id)
        pinned = {pin.request for pin in asked.pins if pin.student == student.id}
        open_to = [
            r.id for r in asked.requests if r.id in pinned or (not pinned and not ruled_out_by(asked, student, r))
        ]
        wanted = {there: best(asked, also=Pair(student.id, there)) for there in open_to}
        assert found is not None
        assert set(found) == {there for there, with_it in wanted.items() if with_it}
        for there, plan_with in found.items():
            with_it = wanted[there]
            assert with_it is not None
            assert tuple(sorted((pair.student, pair.request) for pair in plan_with)) in with_it.plans


def _open_to(asked: Problem, student: Student) -> list[Request]:
    pinned = [pin.request for pin in asked.pins if pin.student == student.id]
    if pinned:
        return [request for request in asked.requests if request.id in pinned]
    return [request for request in asked.requests if not ruled_out_by(asked, student, request)]
