"""Shows a plan's rows to the referee and the scorer, and keeps what they say as plain values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from matching.check import broken_limits
from matching.exchange import BadInputError, read_problem
from matching.problem import Pair, Problem
from matching.reasons import Reasons, reasons
from matching.referee import pairs
from matching.referee.broken import Broken
from matching.referee.lookup import Lookup
from matching.referee.minutes import looked_up_minutes
from matching.rules import Limit
from matching.score import rank_of, score
from matching.solution import Assignment as Placed
from matching.solution import EngineReport, Solution, Status
from matching.text.writing_solution import goal_value_to_data
from placements.models import Assignment, Ban, Pin, Proposal
from placements.problem_builder import build, request_id, student_id

Fault = dict[str, Any]
"""`rule`, the ids concerned (`student request school college`, or null), `students` there now, `over` the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a plan is worth on each goal, beside what the solver found; and every limit it breaks."""

    goals: list[dict[str, Any]]
    faults: list[Fault]


def judge(proposal: Proposal) -> Judgement:
    """The proposal's rows as they are now, against its run's question with the pins and bans of now."""
    problem = problem_of(proposal)
    plan = plan_of(proposal.assignments.all())
    lookup = Lookup(problem)
    return Judgement(
        goals=_goals(proposal, problem, plan),
        faults=[_fault(lookup, plan, broken) for broken in broken_limits(problem, plan)],
    )


@lru_cache(maxsize=4)
def frozen(text: str) -> Lookup:
    """A snapshot's problem by id; frozen for ever, so that reading it once is enough."""
    return Lookup(read_problem(text))


def problem_of(proposal: Proposal) -> Problem:
    """The question of the proposal's run with the pins and bans that stand now."""
    lookup = frozen(proposal.run.snapshot.problem)
    pins = _known(lookup, Pin.objects.filter(round=proposal.round_id))
    bans = _known(lookup, Ban.objects.filter(round=proposal.round_id))
    return replace(lookup.problem, pins=pins, bans=bans)


def question_changed(proposal: Proposal) -> bool:
    """Whether registrations, requests, goals or quotas changed since the run; pins and bans are judged anyway."""
    try:
        now = build(proposal.round)
    except BadInputError:
        return True
    was = frozen(proposal.run.snapshot.problem).problem
    return replace(now, pins=(), bans=()) != replace(was, pins=(), bans=())


def plan_of(rows: Iterable[Assignment]) -> tuple[Placed, ...]:
    """The placed rows as the engine knows them, sorted by student."""
    placed = (
        Placed(
            student=student_id(row.registration_id), request=request_id(row.request_id), half_days=tuple(row.half_days)
        )
        for row in rows
        if row.request_id is not None
    )
    return tuple(sorted(placed, key=lambda row: row.student))


def why(proposal: Proposal, plan: tuple[Placed, ...], registration_pk: int) -> Reasons:
    """Why the student is where `plan` says, and not at a better wish."""
    return reasons(problem_of(proposal), as_solution(plan), student_id(registration_pk))


def as_solution(plan: tuple[Placed, ...], *, proven: bool = False) -> Solution:
    """A plan for those who read the assignments of a solution, and whether it is proven best."""
    nobody = EngineReport(version="", ortools="", seconds=0, threads=0)
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    return Solution(problem_digest="", status=status, assignments=plan, unplaced=(), goals=(), engine=nobody)


def pair_facts(lookup: Lookup, pair: Pair) -> dict[str, int]:
    """Rank of the request in the student's wishes, and minutes of a single trip."""
    student, request = lookup.students[pair.student], lookup.requests[pair.request]
    minutes = looked_up_minutes(lookup, student, lookup.school_of(request))
    return {"rank": rank_of(lookup.problem, student, request), "minutes": minutes}


def why_unplaced(lookup: Lookup, student: str) -> dict[str, Any]:
    """The reason and the requests ruled out per limit, as a solution tells them (exchange format, section 4)."""
    row = lookup.students[student]
    against = [pairs.against(lookup, row, request) for request in lookup.problem.requests]
    if not all(against):
        return {"unplaced_reason": "no_place_left", "unplaced_rules": {}}
    counts = Counter(str(limit) for limits in against for limit in limits)
    return {"unplaced_reason": "no_eligible_request", "unplaced_rules": dict(counts)}


def solution_data(proposal: Proposal) -> dict[str, Any]:
    """The run's answer as plain values (exchange format, section 4)."""
    answer: dict[str, Any] = json.loads(proposal.run.solution)
    return answer


def goals_as_found(solution: dict[str, Any]) -> list[dict[str, Any]]:
    """Each goal with its value, bound and proof, and `was`: the value that the solver found."""
    kept = ("goal", "value", "bound", "proven")
    return [{**{key: row[key] for key in kept}, "was": row["value"]} for row in solution["goals"]]


def _goals(proposal: Proposal, problem: Problem, plan: tuple[Placed, ...]) -> list[dict[str, Any]]:
    """A value changed by hand is proven by nobody, and the bounds of the goals after it no longer hold."""
    now = {str(goal): goal_value_to_data(value) for goal, value in score(problem, plan).items()}
    rows, as_found = [], True
    for row in goals_as_found(solution_data(proposal)):
        value = now[row["goal"]]
        bound = row["bound"] if as_found else None
        as_found = as_found and value == row["was"]
        rows.append({**row, "value": value, "bound": bound, "proven": row["proven"] and as_found})
    return rows


def _fault(lookup: Lookup, plan: tuple[Placed, ...], broken: Broken) -> Fault:
    there = _students_there(lookup, plan, broken)
    return {
        "rule": str(broken.rule),
        "student": broken.student,
        "request": broken.request,
        "school": broken.school,
        "college": broken.college,
        "students": there,
        "over": broken.rule == Limit.PLACES and there > lookup.requests[str(broken.request)].max_students,
    }


def _students_there(lookup: Lookup, plan: tuple[Placed, ...], broken: Broken) -> int:
    """Students at the request, or at the school, or of the college at the school, whichever the fault is about."""
    if broken.request:
        return sum(row.request == broken.request for row in plan)
    at_school = [row.student for row in plan if lookup.requests[row.request].school == broken.school]
    return sum(broken.college in (None, lookup.students[student].college) for student in at_school)


def _known(lookup: Lookup, decisions: Iterable[Pin | Ban]) -> tuple[Pair, ...]:
    """Registrations and requests that came after the snapshot are not in this question."""
    found = (Pair(student_id(row.registration_id), request_id(row.request_id)) for row in decisions)
    return tuple(sorted(pair for pair in found if pair.student in lookup.students and pair.request in lookup.requests))
