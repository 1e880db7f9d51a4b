"""Flows: the certificate, and what is left after a stage."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.flow import PlainPart
from matching.goals import cost_of, goals_in_order, stages_of
from matching.graph import build_graph
from matching.problem import Quota
from matching.solve import solve
from matching.solver.components import is_plain
from matching.solver.network import FlowError, Network
from tests.matching.oracle import best
from tests.matching.rounds import request, round_of, school, student
from tests.matching.strategies import problems

DIAMOND = Network(
    tail=np.array([0, 0, 1, 2]),
    head=np.array([1, 2, 3, 3]),
    capacity=np.array([1, 1, 1, 1]),
    supply=np.array([1, 0, 0, -1]),
)


def test_a_flow_that_is_not_cheapest_gets_no_certificate():
    costs = np.array([1, 5, 1, 1])
    assert DIAMOND.cheapest(costs).flow.tolist() == [1, 0, 1, 0]
    assert DIAMOND.proof(np.array([0, 1, 0, 1]), costs) is None
    assert DIAMOND.proof(np.array([1, 0, 1, 0]), costs).flow.tolist() == [1, 0, 1, 0]


def test_the_face_keeps_the_arcs_of_flows_that_cost_as_much_and_leaves_out_dearer_ones():
    equal, dearer = np.array([1, 1, 1, 1]), np.array([1, 5, 1, 1])
    assert DIAMOND.face(DIAMOND.cheapest(equal))[1].tolist() == [0, 1, 2, 3]
    face, kept = DIAMOND.face(DIAMOND.cheapest(dearer))
    assert 1 not in kept
    assert face.cheapest(-dearer[kept]).flow.tolist() == [1] * len(kept)


def test_arcs_that_were_not_tried_first_are_found_when_they_are_cheaper():
    costs = np.array([5, 1, 1, 1])
    assert DIAMOND.cheapest(costs, np.array([True, False, True, False])).flow.tolist() == [0, 1, 0, 1]


def test_costs_that_do_not_fit_in_64_bits_are_refused():
    with pytest.raises(FlowError, match="64 bits"):
        DIAMOND.cheapest(np.array([1, 1, 1, 2**59]))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_flows_alone_find_what_trying_everything_finds_where_no_side_limit_is(asked):
    graph = build_graph(asked)
    pairs = np.arange(len(graph.student))
    found = best(asked)
    if found is None or not is_plain(graph, pairs, goals_in_order(asked)):
        return
    part = PlainPart(graph, pairs)
    assert part.start()
    stages = stages_of(graph)
    for stage in stages:
        part.advance(stage)
    numbers = [cost_of(graph, stage, part.chosen) for stage in stages]
    assert (found.values[-1], len(numbers)) == (numbers[-1], len(stages))


def test_a_quota_at_a_school_with_one_request_needs_no_more_than_a_flow():
    asked = round_of(
        [student("ann"), student("ben"), student("dirk", college="d")],
        [school("oak"), school("elm")],
        [request("help", "oak", max_students=3), request("more", "elm", max_students=1)],
        quotas=(Quota(college="c", school="oak", max_students=1), Quota(college="c", school=None, max_students=2)),
    )
    graph = build_graph(asked)
    assert is_plain(graph, np.arange(len(graph.student)), goals_in_order(asked))
    solution = solve(asked)
    assert [goal.value for goal in solution.goals][:2] == [3, 60 * 200 + 30 * 200 + 60 * 200]


def test_a_quota_over_whole_requests_needs_no_more_than_a_flow():
    asked = round_of(
        [student("ann"), student("ben"), student("cas"), student("dirk", college="d")],
        [school("oak")],
        [
            request("help", "oak", max_students=2, colleges=("c",)),
            request("more", "oak", max_students=2, colleges=("c",)),
            request("else", "oak", max_students=2, colleges=("d",)),
        ],
        quotas=(Quota(college="c", school="oak", max_students=2),),
    )
    graph = build_graph(asked)
    assert is_plain(graph, np.arange(len(graph.student)), goals_in_order(asked))
    assert solve(asked).goals[0].value == best(asked).values[0] == 3


def test_a_plan_made_elsewhere_is_a_flow_or_not():
    asked = round_of(
        [student("ann"), student("ben")],
        [school("oak")],
        [request("help", "oak", max_students=1), request("more", "oak", max_students=1)],
    )
    graph = build_graph(asked)
    part = PlainPart(graph, np.arange(len(graph.student)))
    plans = ((), (0,), (0, 3), (0, 2), (0, 1))
    assert [part.take_plan(np.array(plan, dtype=np.int64)) for plan in plans] == [True, True, True, False, False]
    assert part.chosen.tolist() == [0, 3]


def test_no_more_students_stay_out_than_was_asked():
    asked = round_of([student("ann"), student("ben")], [school("oak")], [request("help", "oak", max_students=1)])
    graph = build_graph(asked)
    pairs = np.arange(len(graph.student))
    assert [PlainPart(graph, pairs, most_out=most).start() for most in (0, 1, 2)] == [False, True, True]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_arcs_are_tried_first_the_cheapest_flow_costs_the_same(seed):
    """Six students, four places, dear and cheap ways: rounds have to be gone along from most beginnings."""
    dice = np.random.default_rng(seed)
    tail = np.repeat(np.arange(6), 5)
    head = np.tile(np.arange(6, 11), 6)
    places = np.arange(6, 10)
    network = Network(
        tail=np.concatenate([tail, places, [10]]),
        head=np.concatenate([head, np.full(4, 11), [11]]),
        capacity=np.concatenate([np.ones(30, dtype=np.int64), dice.integers(0, 3, 4), [6]]),
        supply=np.array([1] * 6 + [0] * 5 + [-6]),
    )
    costs = np.where(np.append(head, np.full(5, 11)) == 10, 50, dice.integers(-9, 10, 35))
    costs[30:] = 0
    best = network.cheapest(costs)
    first = (dice.random(35) < 0.4) | (np.arange(35) >= 30) | (np.append(head, np.full(5, 11)) == 10)
    other = network.cheapest(costs, first)
    assert int(costs @ other.flow) == int(costs @ best.flow)
    assert network.proof(other.flow, costs) is not None
