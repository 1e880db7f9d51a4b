"""Certificates: prices that prove a plain plan best, and the referee that knows no solver."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.certify import can_certify, certify
from matching.check import uncertified
from matching.generate import generate
from matching.problem import Quota
from matching.rules import Goal
from matching.solution import Assignment
from matching.solve import solve
from tests.matching.oracle import best
from tests.matching.rounds import request, round_of, school, student
from tests.matching.strategies import problems

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(problems())
def test_the_certificate_of_a_best_plan_holds(asked):
    if best(asked) is None or not can_certify(asked):
        return
    solution = solve(asked)
    assert list(uncertified(asked, solution, certify(asked, solution))) == []


@MANY
@given(problems(), st.integers(0, 10_000))
def test_no_prices_hold_for_a_plan_that_is_not_best(asked, pick):
    if best(asked) is None or not can_certify(asked):
        return
    solution = solve(asked)
    if not solution.assignments:
        return
    worse = replace(
        solution,
        assignments=tuple(a for at, a in enumerate(solution.assignments) if at != pick % len(solution.assignments)),
    )
    left_out = {a.student for a in solution.assignments} - {a.student for a in worse.assignments}
    if left_out & {pin.student for pin in asked.pins}:
        return
    assert list(uncertified(asked, worse, certify(asked, solution))) != []
    assert certify(asked, worse) is None


def test_a_certificate_of_quotas_that_nest():
    asked = round_of(
        [student(name) for name in ("ann", "ben", "cas")] + [student("dirk", college="d"), student("eef", college="d")],
        [school("oak"), school("elm")],
        [
            request("help", "oak", max_students=3, colleges=("c",)),
            request("more", "oak", max_students=2, colleges=("c",)),
            request("all", "elm", max_students=3),
        ],
        quotas=(Quota(college="c", school="oak", max_students=1), Quota(college="d", school="elm", max_students=1)),
        goals=(Goal.PLACED, Goal.COVERAGE, Goal.TRAVEL_TOTAL),
    )
    assert can_certify(asked)
    solution = solve(asked)
    certificate = certify(asked, solution)
    assert [(node.college, node.school, node.requests) for node in certificate.quotas] == [
        ("c", "oak", ("help", "more")),
        ("d", "elm", ("all",)),
    ]
    assert list(uncertified(asked, solution, certificate)) == []
    looser = replace(asked, quotas=(Quota(college="c", school="oak", max_students=2), asked.quotas[1]))
    found = list(uncertified(looser, solution, replace(certificate, problem_digest=solve(looser).problem_digest)))
    assert [broken.sentence for broken in found] == [
        "one student more or less at the quota of c at oak may make it better"
    ]


def test_every_kind_of_price_is_looked_at():
    asked = generate(60, 3)
    solution = solve(asked)
    certificate = certify(asked, solution)
    assert list(uncertified(asked, solution, certificate)) == []
    first, *rest = certificate.stages

    def with_first(**changes):
        return list(uncertified(asked, solution, replace(certificate, stages=(replace(first, **changes), *rest))))

    some_request, some_school = solution.assignments[0].request, next(iter(first.schools))
    assert with_first(out=first.out + 1) != []
    assert with_first(requests=first.requests | {some_request: first.requests[some_request] - 1}) != []
    assert with_first(schools=first.schools | {some_school: first.schools[some_school] + 1}) != []
    assert with_first(part=1) != []
    assert [b.sentence for b in uncertified(asked, solution, replace(certificate, stages=tuple(rest)))] == [
        "its stages are not the entries of the problem's goals in their order"
    ]
    assert [b.sentence for b in uncertified(replace(asked, seed=9), solution, certificate)] == [
        "it is of another problem"
    ]


def test_a_plan_that_is_best_but_for_the_lottery_has_no_certificate():
    asked = round_of([student("ann"), student("ben")], [school("oak")], [request("help", "oak", max_students=1)])
    solution = solve(asked)
    (placed,) = solution.assignments
    other = {"ann": "ben", "ben": "ann"}[placed.student]
    swapped = replace(solution, assignments=(Assignment(student=other, request="help", half_days=placed.half_days),))
    assert certify(asked, solution) is not None
    assert certify(asked, swapped) is None
    assert list(uncertified(asked, swapped, certify(asked, solution))) != []
