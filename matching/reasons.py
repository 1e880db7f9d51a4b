"""Why a student is where the plan says, and why not at a better wish; read off the plan, without solving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matching.problem import Pair, Problem, Request, Student
from matching.referee.lookup import Lookup
from matching.referee.minutes import looked_up_minutes
from matching.referee.pairs import against
from matching.rules import Goal
from matching.score import rank_of, score
from matching.solution import Assignment, Solution
from matching.why.causes import Cause, Obstacle, obstacle
from matching.why.price_order import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What speaks for the pair as it is placed; `half_days` are those chosen of the `shared_half_days`."""

    request: str
    school: str
    rank: int
    wished: bool
    minutes: int
    half_days: tuple[str, ...]
    shared_half_days: tuple[str, ...]
    levels: tuple[str, ...]
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoOutcome:
    """How the duo came out; `together` is at the same school."""

    with_student: str
    required: bool
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedWish:
    """A wish better than the place found: the school or request wished, in which tier, and what stands in the way.

    For a wished school, `request` is the one of its requests that was closest by; None when it asked for nothing.
    `candidates` is how many students could be there by the limits on one pair; only counted where the cause is `full`.
    `goal`, where the cause is `other_goals`, is the first goal that suffers when only this student goes there;
    None when none does, so that others would have to move as well.
    """

    wish: str
    rank: int
    request: str | None
    obstacle: Obstacle
    candidates: int | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why here (None without a place), how the duo came out, and why not each better wish, best first."""

    student: str
    here: Here | None
    duo: DuoOutcome | None
    missed: tuple[MissedWish, ...]


def reasons(problem: Problem, solution: Solution, student_id: str) -> Reasons:
    """Reads the reasons off a plan, made by solver or by hand. Raises KeyError for a student the problem does not have.

    A cause says what would stand in the way if only this student moved (and a required fellow along);
    `other_goals` means nothing would, so that the goals prefer the plan as it is.
    """
    lookup = Lookup(problem)
    student = lookup.students[student_id]
    own = next((each for each in solution.assignments if each.student == student_id), None)
    here = _here(lookup, student, own) if own else None
    return Reasons(
        student=student_id,
        here=here,
        duo=_duo(lookup, solution, student),
        missed=tuple(_missed(lookup, solution, student, here)),
    )


def _here(lookup: Lookup, student: Student, own: Assignment) -> Here:
    request = lookup.requests[own.request]
    return Here(
        request=request.id,
        school=request.school,
        rank=rank_of(lookup.problem, student, request),
        wished=any(request.id in tier or request.school in tier for tier in student.wishes),
        minutes=looked_up_minutes(lookup, student, lookup.school_of(request)),
        half_days=own.half_days,
        shared_half_days=_shared(request.half_days, student.half_days),
        levels=_shared(request.levels, student.levels),
        kinds=request.kinds if student.kinds is None else _shared(request.kinds, student.kinds),
        languages=_shared(request.languages, student.languages),
        pinned=Pair(student.id, request.id) in lookup.pins,
    )


def _shared(wanted: tuple[str, ...], offered: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in wanted if value in offered)


def _duo(lookup: Lookup, solution: Solution, student: Student) -> DuoOutcome | None:
    if student.duo is None:
        return None
    school_of = {placed.id: request.school for placed, request, _ in lookup.rows(solution.assignments)}
    own, theirs = school_of.get(student.id), school_of.get(student.duo.with_student)
    return DuoOutcome(
        with_student=student.duo.with_student,
        required=student.duo.required,
        together=own is not None and own == theirs,
    )


def _missed(lookup: Lookup, solution: Solution, student: Student, here: Here | None) -> Iterator[MissedWish]:
    better = len(student.wishes) if here is None else here.rank - 1
    for rank, tier in enumerate(student.wishes[:better], start=1):
        for wish in tier:
            yield _missed_wish(lookup, solution, student, wish, rank)


def _missed_wish(lookup: Lookup, solution: Solution, student: Student, wish: str, rank: int) -> MissedWish:
    asked = [request for request in lookup.problem.requests if wish in (request.id, request.school)]
    if not asked:
        return MissedWish(wish=wish, rank=rank, request=None, obstacle=Obstacle(cause=Cause.NO_REQUEST))
    causes = [(obstacle(lookup, solution.assignments, student, request), request) for request in asked]
    found, request = max(causes, key=lambda each: _closeness(each[0]))
    candidates = _candidates(lookup, request) if found.cause is Cause.FULL else None
    goal = _suffers(lookup, solution, student, request) if found.cause is Cause.OTHER_GOALS else None
    return MissedWish(wish=wish, rank=rank, request=request.id, obstacle=found, candidates=candidates, goal=goal)


def _suffers(lookup: Lookup, solution: Solution, student: Student, request: Request) -> Goal | None:
    now = [Pair(each.student, each.request) for each in solution.assignments]
    then = [*(pair for pair in now if pair.student != student.id), Pair(student.id, request.id)]
    before, after = (score(lookup.problem, plan).items() for plan in (now, then))
    for was, becomes in zip(before, after, strict=True):
        if was != becomes:
            return becomes[0] if key_of([was]) < key_of([becomes]) else None
    return None


def _closeness(found: Obstacle) -> tuple[int, int]:
    """How little stands in the way: the last cause in the list, and the fewest limits of it."""
    return list(Cause).index(found.cause), -len(found.limits)


def _candidates(lookup: Lookup, request: Request) -> int:
    return sum(not against(lookup, student, request) for student in lookup.problem.students)
