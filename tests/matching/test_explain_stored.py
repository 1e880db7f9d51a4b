"""What an explanation keeps for the next one, and what it falls back on where no search is made."""

import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.explain import Alternatives, Explainer, alternatives, explain
from matching.generate import generate
from matching.problem import Pair
from matching.score import score
from matching.solution import Status
from matching.solve import solve
from matching.why.setting import Setting
from tests.matching.oracle import best, key_of, ruled_out_by, valid_plans
from tests.matching.strategies import problems

MANY = settings(max_examples=60, deadline=None)


def test_one_explainer_answers_as_one_for_each_question():
    asked = generate(60, 5)
    solution, students = solve(asked), [student.id for student in asked.students[:8]]
    one = Explainer(asked, solution)
    for student in students:
        told = one.alternatives(student)
        assert told == Alternatives(found=alternatives(asked, solution, student=student), complete=True)
        for each in told.found:
            assert one.explain(student, each.request) == explain(asked, solution, student=student, request=each.request)


def test_what_is_stored_gives_the_same_answers_and_nothing_else_is_believed():
    asked = generate(60, 6)
    solution, student = solve(asked), asked.students[0].id
    first = Explainer(asked, solution)
    stored = first.to_store()
    assert stored is not None
    rows = json.loads(stored)["distances"]
    assert (len(rows), Explainer(asked, solution, stored=stored).to_store()) == (9, stored)
    rows[2][5] += 1
    wrong = json.dumps({"format": "kansmatch-distances/1", "distances": rows})
    for text in (
        stored,
        wrong,
        "no JSON",
        '{"format": "other"}',
        '{"format": "kansmatch-distances/1", "distances": [[0.5]]}',
    ):
        asked_again = Explainer(asked, solution, stored=text)
        assert asked_again.alternatives(student) == first.alternatives(student)
        assert asked_again.to_store() == stored


def test_a_plan_with_side_limits_has_nothing_to_store():
    asked = generate(250, 1, side=True)
    assert Explainer(asked, solve(asked, seconds=0)).to_store() is None


def test_a_list_cut_short_by_time_says_so():
    asked = generate(60, 4)
    told = Explainer(asked, solve(asked)).alternatives(asked.students[0].id, stop=lambda: True)
    assert told == Alternatives(found=(), complete=False)


@MANY
@given(problems(), st.data())
def test_a_plan_near_the_plan_at_hand_is_valid_and_holds_the_pair(asked, data):
    assume(asked.students and asked.requests)
    solution = solve(asked)
    assume(solution.status is not Status.INFEASIBLE)
    one, there = data.draw(st.sampled_from(asked.students)), data.draw(st.sampled_from(asked.requests))
    pair = Pair(one.id, there.id)
    pinned = {pin.student: pin.request for pin in asked.pins}.get(one.id)
    assume(pinned == there.id or (pinned is None and not ruled_out_by(asked, one, there)))
    plan, wanted = Setting(asked, solution).near(pair), best(asked, also=pair)
    if plan is None:
        return
    assert wanted is not None
    assert pair in plan
    assert tuple(sorted((each.student, each.request) for each in plan)) in set(valid_plans(asked))
    values = score(asked, tuple(plan))
    assert key_of(tuple(values), wanted.values) <= key_of(tuple(values), tuple(values.values()))


@MANY
@given(problems(), st.data())
def test_where_nothing_is_searched_the_price_is_that_of_a_valid_plan(asked, data):
    assume(asked.students and asked.requests)
    solution = solve(asked)
    assume(solution.status is Status.OPTIMAL)
    one, there = data.draw(st.sampled_from(asked.students)), data.draw(st.sampled_from(asked.requests))
    told = Explainer(asked, solution, searched=-1).explain(one.id, there.id)
    wanted = best(asked, also=Pair(one.id, there.id))
    if told.price is None or told.exact:
        return
    assert wanted is not None
    goals, then = tuple(price.goal for price in told.price), tuple(price.then for price in told.price)
    assert key_of(goals, wanted.values) <= key_of(goals, then)
    places = {each.student: each.request for each in solution.assignments} | {
        m.student: m.to_request for m in told.moves
    }
    plan = tuple(sorted((student, request) for student, request in places.items() if request is not None))
    assert plan in set(valid_plans(asked))
    assert tuple(score(asked, tuple(Pair(*pair) for pair in plan)).values()) == then
