"""Referee and scorer against the oracle: two readings of the same page must judge every plan alike."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.check import broken_limits
from matching.problem import Pair, Problem
from matching.referee.lookup import Lookup
from matching.referee.pairs import broken_by
from matching.rules import Limit, PairLimit
from matching.score import score
from matching.solution import Assignment
from tests.matching.oracle import KEEPS, Plan, half_day_choices, ruled_out_by, valid_plans
from tests.matching.oracle_goals import value
from tests.matching.strategies import problems

MANY = settings(max_examples=100, deadline=None)


@st.composite
def plans(draw: st.DrawFn, asked: Problem) -> Plan:
    """Any student anywhere or nowhere: nearly always some limit is broken."""
    places = st.sampled_from([None, *(request.id for request in asked.requests)])
    drawn = [(student.id, draw(places)) for student in asked.students]
    return tuple(sorted((student, place) for student, place in drawn if place is not None))


@MANY
@given(problems())
def test_both_rule_out_the_same_pairs_by_the_same_limits(asked):
    lookup = Lookup(asked)
    for student in asked.students:
        for request in asked.requests:
            assert set(broken_by(lookup, student, request)) == ruled_out_by(asked, student, request)


@MANY
@given(st.data(), problems())
def test_both_give_any_plan_the_same_value_on_every_goal(data, asked):
    plan = data.draw(plans(asked))
    values = {goal: value(asked, goal, plan) for goal in asked.goals}
    found = score(asked, [Pair(*pair) for pair in plan])
    assert {goal: found[goal] for goal in asked.goals} == values


@MANY
@given(st.data(), problems())
def test_both_find_the_same_limits_broken_by_any_plan(data, asked):
    plan = data.draw(plans(asked))
    lookup = Lookup(asked)
    rows = [(lookup.students[student], lookup.requests[request]) for student, request in plan]
    week = [
        Assignment(student=s.id, request=r.id, half_days=data.draw(st.sampled_from(half_day_choices(s, r))))
        for s, r in rows
    ]
    found = {broken.rule for broken in broken_limits(asked, week)}
    pair_limits = {
        limit
        for student, request in rows
        for limit in ruled_out_by(asked, student, request)
        if limit is PairLimit.BAN or Pair(student.id, request.id) not in asked.pins
    }
    others = {limit for limit, keeps in KEEPS.items() if limit is not Limit.SCHEDULE and not keeps(asked, rows)}
    assert found - {Limit.SCHEDULE} == pair_limits | others


@MANY
@given(problems(max_students=3))
def test_the_referee_lets_every_valid_plan_pass_with_half_days_that_fit(asked):
    lookup = Lookup(asked)
    for plan in valid_plans(asked, without=[Limit.SCHEDULE]):
        rows = [(lookup.students[student], lookup.requests[request]) for student, request in plan]
        days = [half_day_choices(student, request)[0] for student, request in rows]
        week = [Assignment(student=s.id, request=r.id, half_days=d) for (s, r), d in zip(rows, days, strict=True)]
        crowded = any(
            request.at_once is not None
            and sum(day in each.half_days for each in week if each.request == request.id) > request.at_once
            for request in asked.requests
            for day in request.half_days
        )
        assert {broken.rule for broken in broken_limits(asked, week)} == ({Limit.SCHEDULE} if crowded else set())
