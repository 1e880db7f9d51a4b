"""Every kind of fault, planted in the sound plan of a whole region: the referee names each, and nothing before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from matching.check import check
from matching.exchange import digest
from matching.generate import generate
from matching.problem import Pair, Problem
from matching.referee.broken import Broken, Claim
from matching.rules import HALF_DAYS, Limit, PairLimit
from matching.solution import Assignment, Conflict, Solution, Status
from matching.solve import solve
from tests.matching.oracle import ruled_out_by

STUDENTS, SEED = 160, 6

Plant = Callable[[Problem, Solution], tuple[Problem, Solution]]


@cache
def sound() -> tuple[Problem, Solution]:
    """A region with every side limit, and its best plan."""
    problem = generate(STUDENTS, SEED, side=True)
    return problem, solve(problem)


@cache
def wrong_for_one_reason() -> dict[PairLimit, tuple[str, str]]:
    """Per limit a student and a request between which it alone stands."""
    problem, _ = sound()
    pinned = {pin.student for pin in problem.pins}
    found: dict[PairLimit, tuple[str, str]] = {}
    for student in problem.students:
        for request in problem.requests if student.id not in pinned else ():
            against = ruled_out_by(problem, student, request)
            if len(against) == 1:
                found.setdefault(next(iter(against)), (student.id, request.id))
    return found


def with_rows(solution: Solution, *rows: Assignment, without: set[str] = frozenset()) -> Solution:
    """Other placements for the students of `rows`, none for those `without`."""
    out = {row.student for row in rows} | without
    kept = [row for row in solution.assignments if row.student not in out]
    return replace(solution, assignments=tuple(sorted([*kept, *rows], key=lambda row: row.student)))


def at(problem: Problem, student: str, request: str) -> Assignment:
    """A placement on the first half-days the request asks."""
    asked = next(row for row in problem.requests if row.id == request)
    return Assignment(student=student, request=request, half_days=asked.half_days[: asked.half_days_needed])


def eligible_no_more(limit: PairLimit) -> Plant:
    """A student goes where this limit, and no other, forbids it."""

    def plant(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
        return problem, with_rows(solution, at(problem, *wrong_for_one_reason()[limit]))

    return plant


def banned(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    """What was a placement is banned by now."""
    pinned = {pin.student for pin in problem.pins}
    row = next(row for row in solution.assignments if row.student not in pinned)
    asked = replace(problem, bans=(Pair(row.student, row.request),))
    return asked, replace(solution, problem_digest=digest(asked))


def crowd(problem: Problem, solution: Solution, request: str, people: list[str]) -> Solution:
    return with_rows(solution, *(at(problem, name, request) for name in people))


def pin_left(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, with_rows(solution, without={problem.pins[0].student})


def too_many(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    request = problem.requests[0]
    return problem, crowd(problem, solution, request.id, [s.id for s in problem.students[: request.max_students + 1]])


def too_few(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    request = next(r for r in problem.requests if r.min_students == 2 and placed_at(solution, r.id))
    return problem, with_rows(solution, without=set(placed_at(solution, request.id)[1:]))


def placed_at(solution: Solution, request: str) -> list[str]:
    return [row.student for row in solution.assignments if row.request == request]


def school_over(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    school = next(s for s in problem.schools if s.max_students is not None)
    request = next(r for r in problem.requests if r.school == school.id)
    return problem, crowd(problem, solution, request.id, [s.id for s in problem.students[: school.max_students + 1]])


def quota_over(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    quota = next(q for q in problem.quotas if q.school is None)
    people = [s.id for s in problem.students if s.college == quota.college][: quota.max_students + 1]
    return problem, crowd(problem, solution, problem.requests[0].id, people)


def duo_parted(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    placed = {row.student for row in solution.assignments}
    one = next(s.id for s in problem.students if s.duo and s.duo.required and s.id in placed)
    return problem, with_rows(solution, without={one})


def wrong_day(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    row = solution.assignments[0]
    asked = next(request for request in problem.requests if request.id == row.request)
    other = next(day for day in HALF_DAYS if day not in asked.half_days)
    return problem, with_rows(solution, replace(row, half_days=(*row.half_days[1:], other)))


def too_many_at_once(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    asked = next(r for r in problem.requests if r.at_once is not None)
    people = [s.id for s in problem.students[: asked.at_once + 1]]
    return problem, crowd(problem, solution, asked.id, people)


def stated(**changes: object) -> Plant:
    """The same plan with something else stated of it."""
    return lambda problem, solution: (problem, replace(solution, **changes))


def first_goal(**changes: object) -> Plant:
    """The same plan with another statement on its first goal, `placed`, by what the sound one says."""

    def plant(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
        first, *rest = solution.goals
        said = {name: change(first.value) if callable(change) else change for name, change in changes.items()}
        return problem, replace(solution, goals=(replace(first, **said), *rest), status=Status.FEASIBLE)

    return plant


def stranger(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, with_rows(solution, replace(solution.assignments[0], student="nobody"))


def twice(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, replace(solution, assignments=(solution.assignments[0], *solution.assignments))


def forgotten(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, replace(solution, unplaced=solution.unplaced[1:])


def backwards(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, replace(solution, assignments=solution.assignments[::-1])


def other_reason(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    row = solution.unplaced[0]
    said = "no_place_left" if row.reason == "no_eligible_request" else "no_eligible_request"
    return problem, replace(solution, unplaced=(replace(row, reason=said, rules={}), *solution.unplaced[1:]))


def goal_missing(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, replace(solution, goals=solution.goals[:-1])


def last_not_proven(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    return problem, replace(solution, goals=(*solution.goals[:-1], replace(solution.goals[-1], proven=False)))


def proven_behind_a_gap(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    first, *rest = solution.goals
    return problem, replace(solution, goals=(replace(first, bound=None, proven=False), *rest), status=Status.FEASIBLE)


def clash_claimed(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    clash = Conflict(limit=Limit.PLACES, pins=problem.pins, ids=(problem.pins[0].request,))
    empty = {"assignments": (), "unplaced": (), "goals": (), "conflict": (clash,)}
    return problem, replace(solution, status=Status.INFEASIBLE, **empty)


def conflict_beside_a_plan(problem: Problem, solution: Solution) -> tuple[Problem, Solution]:
    clash = Conflict(limit=Limit.PLACES, pins=problem.pins[:1], ids=(problem.pins[0].request,))
    return problem, replace(solution, conflict=(clash,))


FAULTS: list[tuple[str, Plant]] = [
    *((limit, eligible_no_more(limit)) for limit in PairLimit if limit is not PairLimit.BAN),
    (PairLimit.BAN, banned),
    (Limit.PIN, pin_left),
    (Limit.PLACES, too_many),
    (Limit.PLACES, too_few),
    (Limit.SCHOOL, school_over),
    (Limit.QUOTA, quota_over),
    (Limit.DUO, duo_parted),
    (Limit.SCHEDULE, wrong_day),
    (Limit.SCHEDULE, too_many_at_once),
    (Claim.IDS, stranger),
    (Claim.ONCE, twice),
    (Claim.ONCE, forgotten),
    (Claim.ORDER, backwards),
    (Claim.DIGEST, stated(problem_digest="sha256:" + "0" * 64)),
    (Claim.STATUS, stated(status=Status.FEASIBLE)),
    (Claim.STATUS, last_not_proven),
    (Claim.STATUS, stated(status=Status.INFEASIBLE)),
    (Claim.UNPLACED, other_reason),
    (Claim.GOALS, goal_missing),
    (Claim.VALUE, first_goal(value=lambda value: value + 1, bound=None, proven=False)),
    (Claim.BOUND, first_goal(bound=lambda value: value - 1, proven=False)),
    (Claim.PROVEN, first_goal(bound=lambda value: value + 1)),
    (Claim.PROVEN, first_goal(bound=None)),
    (Claim.PROVEN, proven_behind_a_gap),
    (Claim.CONFLICT, clash_claimed),
    (Claim.CONFLICT, conflict_beside_a_plan),
]
KINDS = {*PairLimit, *Limit, *Claim} - {Claim.CERTIFICATE}


def rules(found: list[Broken]) -> set[str]:
    return {str(broken.rule) for broken in found}


def test_the_plan_of_the_region_is_sound_and_touches_every_limit():
    problem, solution = sound()
    assert check(problem, solution) == []
    assert (solution.status, bool(solution.unplaced)) == (Status.OPTIMAL, True)
    assert set(wrong_for_one_reason()) == set(PairLimit) - {PairLimit.BAN}


def test_a_fault_of_every_kind_is_planted():
    assert {kind for kind, _ in FAULTS} == KINDS
    assert len(KINDS) >= 25


@pytest.mark.parametrize(("kind", "plant"), FAULTS, ids=[f"{n} {kind}" for n, (kind, _) in enumerate(FAULTS)])
def test_the_fault_is_named(kind, plant):
    assert str(kind) in rules(check(*plant(*sound())))


@pytest.mark.parametrize("limit", [limit for limit in PairLimit if limit is not PairLimit.BAN])
def test_a_pair_that_breaks_one_limit_is_told_for_that_one_alone(limit):
    student, request = wrong_for_one_reason()[limit]
    findings = check(*eligible_no_more(limit)(*sound()))
    told = {finding.rule for finding in findings if finding.rule in set(PairLimit)}
    assert told == {limit}
    assert {(finding.student, finding.request) for finding in findings if finding.rule == limit} == {(student, request)}
