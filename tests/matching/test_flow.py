"""Flows: the certificate, and what is left after a stage."""

import numpy as np
import pytest
from hypothesis import given, settings

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
    base=np.zeros(4, dtype=np.int64),
    supply=np.array([1, 0, 0, -1]),
)


def test_a_flow_that_is_not_cheapest_gets_no_certificate():
    costs = np.array([1, 5, 1, 1])
    assert DIAMOND.cheapest(costs).tolist() == [1, 0, 1, 0]
    with pytest.raises(FlowError):
        DIAMOND.reduced_costs(np.array([0, 1, 0, 1]), costs)


def test_the_face_keeps_flows_of_equal_cost_and_closes_dearer_ones():
    equal, dearer = np.array([1, 1, 1, 1]), np.array([1, 5, 1, 1])
    flow = DIAMOND.cheapest(equal)
    assert DIAMOND.face(flow, DIAMOND.reduced_costs(flow, equal)).capacity.tolist() == [1, 1, 1, 1]
    flow = DIAMOND.cheapest(dearer)
    face = DIAMOND.face(flow, DIAMOND.reduced_costs(flow, dearer))
    assert face.cheapest(-dearer).tolist() == [1, 0, 1, 0]


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
