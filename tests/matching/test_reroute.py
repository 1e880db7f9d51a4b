"""One cheapest way against trying everything: the best plan with one pair more, where a plan is a flow."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.generate import generate
from matching.goals import stages_of
from matching.graph import Graph, build_graph
from matching.problem import Pair, Problem
from matching.rules import Goal
from matching.score import score
from matching.solution import GoalValue
from matching.solve import solve
from matching.why.base import Base, best_flow, chosen_of, flow_pairs, plan_of, reroutes_around
from matching.why.distances import checked, distances
from matching.why.least import least_key
from matching.why.reroute import reroutes
from matching.why.residual import residual_of
from tests.matching.oracle import best, key_of, ruled_out_by, valid_plans
from tests.matching.strategies import problems

MANY = settings(max_examples=60, deadline=None)


def is_flow(asked: Problem) -> bool:
    graph = build_graph(asked)
    return len(flow_pairs(graph)) == len(graph.student)


def base(asked: Problem, graph: Graph, plan: frozenset[Pair]) -> Base | None:
    found = reroutes_around(graph, flow_pairs(graph), plan, stages_of(graph))
    return None if found is None else Base(found, plan, score(asked, tuple(plan)))


def open_to(asked: Problem, student: str) -> list[str]:
    pinned = [pin.request for pin in asked.pins if pin.student == student]
    person = next(each for each in asked.students if each.id == student)
    return pinned or [each.id for each in asked.requests if not ruled_out_by(asked, person, each)]


def after(base: Base, student: str, request: str) -> tuple[tuple[GoalValue, ...], tuple[tuple[str, str], ...]] | None:
    """Values and plan after a reroute."""
    change = base.change(Pair(student, request))
    if change is None:
        return None
    places = {pair.student: pair.request for pair in base.plan}
    for name, move in base.moves(change).items():
        assert places.pop(name, None) == move.from_request
        if move.to_request is not None:
            places[name] = move.to_request
    return tuple(base.values_after(change).values()), tuple(sorted(places.items()))


def test_which_problems_are_flows():
    plain, side = generate(250, 1), generate(250, 1, side=True)
    assert (is_flow(plain), is_flow(side)) == (True, False)


@MANY
@given(problems())
def test_every_reroute_is_what_trying_everything_finds(asked):
    now, graph = best(asked), build_graph(asked)
    assume(len(flow_pairs(graph)))
    if now is None:
        return
    started = base(asked, graph, frozenset(Pair(*pair) for pair in min(now.plans)))
    assert started is not None
    in_flow = {asked.students[index].id for index in graph.student[flow_pairs(graph)].tolist()}
    for student in sorted(in_flow):
        cheapest = []
        for request in open_to(asked, student):
            wanted, found = best(asked, also=Pair(student, request)), after(started, student, request)
            assert (found is None) == (wanted is None)
            if found is not None and wanted is not None:
                assert found[0] == wanted.values
                assert found[1] in wanted.plans
                if Pair(student, request) not in started.plan:
                    cheapest.append((key_of((*asked.goals, Goal.LOTTERY), wanted.values), request))
        assert started.cheapest(student) == [request for _, request in sorted(cheapest)]


@MANY
@given(problems(max_students=3))
def test_only_a_best_plan_is_taken_for_one(asked):
    assume(asked.students and is_flow(asked))
    now, graph = best(asked), build_graph(asked)
    for plan in valid_plans(asked):
        found = base(asked, graph, frozenset(Pair(*pair) for pair in plan))
        assert now is not None
        assert (found is not None) == (plan in now.plans)


@MANY
@given(problems(), st.data())
def test_a_plan_that_is_best_while_one_student_stays_prices_that_student(asked, data):
    assume(asked.students and is_flow(asked))
    one = data.draw(st.sampled_from(asked.students)).id
    assume(one not in {pin.student for pin in asked.pins})
    graph = build_graph(asked)
    for request in [None, *open_to(asked, one)]:
        also = None if request is None else Pair(one, request)
        stays = (
            best(replace(asked, bans=(*asked.bans, *_everywhere(asked, one))))
            if also is None
            else best(asked, also=also)
        )
        if stays is None:
            continue
        plan = frozenset(Pair(*pair) for pair in min(stays.plans))
        index = graph.ground.student_at[one]
        if index not in graph.student:
            continue
        found = reroutes_around(graph, flow_pairs(graph), plan, stages_of(graph), held=[index])
        assert found is not None
        held = Base(found, plan, score(asked, tuple(plan)))
        for there in open_to(asked, one):
            wanted, told = best(asked, also=Pair(one, there)), after(held, one, there)
            assert (told is None) == (wanted is None)
            assert told is None or wanted is None or (told[0] == wanted.values and told[1] in wanted.plans)


def _everywhere(asked: Problem, student: str) -> tuple[Pair, ...]:
    return tuple(Pair(student, request.id) for request in asked.requests if Pair(student, request.id) not in asked.bans)


@MANY
@given(problems())
def test_no_plan_with_a_pair_is_below_the_key_of_its_reroute(asked):
    now, graph, goals = best(asked), build_graph(asked), (*asked.goals, Goal.LOTTERY)
    if now is None:
        return
    pairs, stages = np.arange(len(graph.student)), [s for s in stages_of(graph) if s.goal is not Goal.DUOS]
    chosen = best_flow(graph, pairs, stages)
    assert chosen is not None
    plan, found = plan_of(graph, chosen), reroutes(graph, pairs, chosen, stages)
    assert found is not None
    eased = Base(found, plan, score(asked, tuple(plan)))
    for student in asked.students:
        for request in open_to(asked, student.id):
            with_it, change = best(asked, also=Pair(student.id, request)), eased.change(Pair(student.id, request))
            if with_it is None:
                continue
            assert change is not None
            for proven in ((), key_of(goals, now.values)):
                assert least_key(asked, eased.values_after(change), proven) <= key_of(goals, with_it.values)


def test_a_plan_that_breaks_a_limit_is_no_best_plan():
    asked = replace(generate(60, 1), goals=())
    graph = build_graph(asked)
    own = [asked.requests[index].id for index in graph.request[graph.student == 0][:2].tolist()]
    assert base(asked, graph, frozenset()) is not None
    assert base(asked, graph, frozenset(Pair("s00001", request) for request in own)) is None
    pinned = replace(asked, pins=(Pair("s00001", own[0]),))
    assert base(pinned, build_graph(pinned), frozenset()) is None


def test_stored_distances_are_taken_only_when_every_arc_bears_them_out():
    asked = generate(60, 3)
    graph = build_graph(asked)
    plan = frozenset(Pair(each.student, each.request) for each in solve(asked).assignments)
    chosen = chosen_of(graph, plan)
    assert chosen is not None
    residual = residual_of(graph, np.arange(len(graph.student)), chosen, stages_of(graph))
    assert residual is not None
    known = distances(residual)
    assert known is not None
    again = checked(residual, known.cost.copy())
    assert again is not None
    assert (again.cost == known.cost).all()
    assert checked(residual, known.cost[:, 1:]) is None
    places = [(row, node) for row in range(len(known.cost)) for node in range(residual.nodes)]
    for row, node in places[:: len(places) // 40]:
        for by in (-1, 1):
            wrong = known.cost.copy()
            wrong[row, node] += by
            assert checked(residual, wrong) is None
