"""The referee's second half: what a solution states of itself, held against the definitions (exchange format, 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from matching.problem import Problem
from matching.referee import pairs
from matching.referee.broken import Broken, Claim
from matching.referee.judge_conflict import false_conflicts
from matching.referee.lookup import Lookup
from matching.referee.reachable import Reachable
from matching.rules import HALF_DAYS, MORE_IS_BETTER, PairLimit
from matching.score import goals_of, score
from matching.solution import GoalResult, GoalValue, Solution, Status, Unplaced
from matching.text.writing import digest


def claims(lookup: Lookup, solution: Solution) -> Iterator[Broken]:
    """Every statement of the solution that is not true; limits are judged elsewhere."""
    yield from _digest(lookup.problem, solution)
    if solution.status is Status.INFEASIBLE:
        yield from _infeasible(lookup, solution)
        return
    if solution.conflict:
        yield Broken(rule=Claim.CONFLICT, sentence=f"a conflict stands in a solution that is {solution.status}")
    yield from _each_student(lookup, solution)
    yield from _order(solution)
    reachable = Reachable(lookup)
    for unplaced in solution.unplaced:
        yield from _reason(reachable, unplaced)
    yield from _goals(lookup.problem, solution)
    yield from _status(solution)


def _digest(problem: Problem, solution: Solution) -> Iterator[Broken]:
    if solution.problem_digest != digest(problem):
        sentence = f"the solution is of {solution.problem_digest}, the problem is {digest(problem)}"
        yield Broken(rule=Claim.DIGEST, sentence=sentence)


def _infeasible(lookup: Lookup, solution: Solution) -> Iterator[Broken]:
    for name in ("assignments", "unplaced", "goals"):
        if getattr(solution, name):
            yield Broken(rule=Claim.STATUS, sentence=f"the status is infeasible, but {name} is not empty")
    if not solution.conflict:
        yield Broken(rule=Claim.CONFLICT, sentence="the status is infeasible, but no conflict is given")
    yield from false_conflicts(lookup, solution.conflict)


def _each_student(lookup: Lookup, solution: Solution) -> Iterator[Broken]:
    placed = {assignment.student for assignment in solution.assignments}
    unplaced = Counter(row.student for row in solution.unplaced)
    for student in lookup.problem.students:
        times = unplaced[student.id]
        if times > 1 or (student.id in placed) == bool(times):
            stands = f"stands {times} times in unplaced and {'also' if student.id in placed else 'not'} in assignments"
            yield Broken(rule=Claim.ONCE, sentence=f"student {student.id} {stands}", student=student.id)


def _order(solution: Solution) -> Iterator[Broken]:
    for name, rows in (("assignments", solution.assignments), ("unplaced", solution.unplaced)):
        ids = [row.student for row in rows]
        if ids != sorted(ids):
            yield Broken(rule=Claim.ORDER, sentence=f"{name} is not sorted by student id")
    for assignment in solution.assignments:
        known = [half_day for half_day in assignment.half_days if half_day in HALF_DAYS]
        if known != sorted(known, key=HALF_DAYS.index):
            sentence = f"the half-days of student {assignment.student} are not in week order"
            yield Broken(rule=Claim.ORDER, sentence=sentence, student=assignment.student)


def _reason(reachable: Reachable, unplaced: Unplaced) -> Iterator[Broken]:
    if unplaced.student not in reachable.lookup.students:
        sentence = f"student {unplaced.student} is not in the problem"
        yield Broken(rule=Claim.IDS, sentence=sentence, student=unplaced.student)
        return
    reason, rules = _reason_of(reachable, unplaced.student)
    if unplaced.reason != reason:
        sentence = f"student {unplaced.student} is unplaced for {reason}, not {unplaced.reason}"
        yield Broken(rule=Claim.UNPLACED, sentence=sentence, student=unplaced.student)
    elif dict(unplaced.rules) != rules:
        sentence = f"the rules for student {unplaced.student} are {_counts(rules)}, not {_counts(unplaced.rules)}"
        yield Broken(rule=Claim.UNPLACED, sentence=sentence, student=unplaced.student)


def _reason_of(reachable: Reachable, student_id: str) -> tuple[str, dict[PairLimit, int]]:
    """Why a student has no place, and how many requests each limit rules out when that is all of them."""
    lookup = reachable.lookup
    student = lookup.students[student_id]
    if any(True for _ in reachable.requests_of(student)):
        return "no_place_left", {}
    limits = (limit for request in lookup.problem.requests for limit in pairs.against(lookup, student, request))
    return "no_eligible_request", dict(Counter(limits))


def _counts(rules: dict[PairLimit, int] | dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(rules.items())) or "none"


def _goals(problem: Problem, solution: Solution) -> Iterator[Broken]:
    stated, expected = [result.goal for result in solution.goals], list(goals_of(problem))
    if stated != expected:
        yield Broken(rule=Claim.GOALS, sentence=f"the goals are {', '.join(expected)}, not {', '.join(stated)}")
    values = score(problem, solution.assignments)
    for result in solution.goals:
        if result.goal in values:
            yield from _value(result, values[result.goal])
    yield from _proofs(solution.goals)


def _value(result: GoalResult, value: GoalValue) -> Iterator[Broken]:
    if result.value != value:
        sentence = f"{result.goal} is {_shown(value)}, not {_shown(result.value)}"
        yield Broken(rule=Claim.VALUE, sentence=sentence, goal=result.goal)
    if result.bound is not None and not _can_bound(result, value):
        sentence = f"{result.goal} is {_shown(value)}, which a bound of {_shown(result.bound)} rules out"
        yield Broken(rule=Claim.BOUND, sentence=sentence, goal=result.goal)


def _shown(value: GoalValue | None) -> str:
    if value is None:
        return "not known"
    return str(list(value) if isinstance(value, tuple) else value)


def _can_bound(result: GoalResult, value: GoalValue) -> bool:
    """Whether the bound is of the value's shape, and the value not better than it."""
    bound = result.bound
    if isinstance(value, tuple) and isinstance(bound, tuple):
        return len(bound) == len(value) and (value <= bound if result.goal in MORE_IS_BETTER else value >= bound)
    if isinstance(value, int) and isinstance(bound, int):
        return value <= bound if result.goal in MORE_IS_BETTER else value >= bound
    return False


def _proofs(results: Sequence[GoalResult]) -> Iterator[Broken]:
    earlier_proven = True
    for result in results:
        if result.proven and result.bound != result.value:
            stated = f"value {_shown(result.value)} and bound {_shown(result.bound)}"
            sentence = f"{result.goal} is called proven with {stated}"
            yield Broken(rule=Claim.PROVEN, sentence=sentence, goal=result.goal)
        if result.proven and not earlier_proven:
            sentence = f"{result.goal} is called proven after a goal that is not"
            yield Broken(rule=Claim.PROVEN, sentence=sentence, goal=result.goal)
        earlier_proven = earlier_proven and result.proven


def _status(solution: Solution) -> Iterator[Broken]:
    every_goal_proven = all(result.proven for result in solution.goals)
    if every_goal_proven != (solution.status is Status.OPTIMAL):
        proven = "every goal is proven" if every_goal_proven else "not every goal is proven"
        yield Broken(rule=Claim.STATUS, sentence=f"the status is {solution.status}, but {proven}")
