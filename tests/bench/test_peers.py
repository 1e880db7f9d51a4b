"""The other solvers are asked the same question: what they call best is what trying everything calls best."""

from dataclasses import asdict, replace

from hypothesis import given, settings

from bench.campaign import of_peer
from bench.peers import bipartite, flow
from bench.peers.answer import in_turn
from bench.peers.cpsat import CpSat
from bench.question import question_of
from bench.textbook import textbook
from matching.generate import generate
from matching.rules import Goal
from matching.solve import solve
from tests.matching.oracle import best
from tests.matching.strategies import problems


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_program_of_the_textbooks_has_every_limit_and_goal(asked):
    found = best(asked)
    if found is None or not asked.goals:
        return
    program = textbook(question_of(asked))
    reached = of_peer([asdict(each) for each in in_turn(CpSat(program, 2), program.stages, 60)], asked.goals)
    truth = {str(goal): value for goal, value in zip(asked.goals, found.values, strict=False) if value != ()}
    assert [each.goal for each in reached] == list(truth)
    for each in reached:
        value = truth[each.goal]
        assert each.proven
        if each.goal != Goal.CHANGES:  # counted up to what cannot be helped: students who are not there any more
            assert each.value == (list(value) if isinstance(value, tuple) else [value])


def test_one_flow_places_as_many_as_can_be_with_or_without_a_node_for_those_who_stay_out():
    asked = generate(250, 2)
    question = question_of(asked)
    placed = solve(replace(asked, goals=(Goal.PLACED,))).goals[0].value
    for arcs in (flow.weighted(question), flow.coverage(question)):
        end = arcs.nodes - 1
        assert flow.solve(flow.with_out(arcs), end, all_leave=True) == placed
        assert flow.solve(arcs, end, all_leave=False) == placed


def test_the_matching_of_places_finds_the_same_two_goals():
    asked = replace(generate(250, 2), goals=(Goal.PLACED, Goal.WISHES_COST))
    reached = of_peer([asdict(each) for each in bipartite.solve(question_of(asked))], asked.goals)
    assert [each.value for each in reached] == [[goal.value] for goal in solve(asked).goals[:2]]
