"""Why a student is not at a request they would rather have: one cause, read off the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from matching.problem import Pair, Request, Student
from matching.referee.lookup import Lookup, Placed
from matching.referee.pairs import against
from matching.rules import Limit, PairLimit
from matching.why.weeks import fit_the_week


class Cause(StrEnum):
    """From what stands most firmly in the way to what does least."""

    NO_REQUEST = "no_request"
    NOT_ELIGIBLE = "not_eligible"
    PIN = "pin"
    FULL = "full"
    MINIMUM = "minimum"
    SCHEDULE = "schedule"
    DUO = "duo"
    OTHER_GOALS = "other_goals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A cause at one request. `limits`: those that rule the pair out, or the one that is at its maximum.

    `taken` and `most` count the students at what is full: the request (`places`), the school or the quota;
    for `minimum`, `most` is None and `taken` the students there. The student who asks is not counted.
    """

    cause: Cause
    limits: tuple[PairLimit | Limit, ...] = ()
    taken: int | None = None
    most: int | None = None


class Rest:
    """The plan without the student who asks (and without the fellow of a required duo, who comes along)."""

    def __init__(self, lookup: Lookup, placed: Iterable[Placed], *, without: frozenset[str]) -> None:
        self.lookup = lookup
        self.pairs = tuple(Pair(each.student, each.request) for each in placed if each.student not in without)
        rows = [(student, request) for student, request, _ in lookup.rows(self.pairs)]
        self.at_school = Counter(request.school for _, request in rows)
        self.sent = Counter((student.college, request.school) for student, request in rows)
        self._rows = rows

    def students_at(self, request: Request) -> list[Student]:
        """Who is at the request."""
        return [student for student, there in self._rows if there.id == request.id]

    def joined_by(self, student: Student, request: Request) -> Rest:
        """The same plan with one student more."""
        return Rest(self.lookup, (*self.pairs, Pair(student.id, request.id)), without=frozenset())


def obstacle(lookup: Lookup, placed: Iterable[Placed], student: Student, request: Request) -> Obstacle:
    """What keeps the student from the request, were nobody else but a required fellow to move."""
    if limits := against(lookup, student, request):
        return Obstacle(cause=Cause.NOT_ELIGIBLE, limits=limits)
    if any(pin.student == student.id and pin.request != request.id for pin in lookup.problem.pins):
        return Obstacle(cause=Cause.PIN)
    fellow = _required_fellow(lookup, student)
    rest = Rest(lookup, placed, without=frozenset({student.id} | ({fellow.id} if fellow else set())))
    together = [fellow] if fellow and _may_join(lookup, fellow, request) else []
    found = _no_room(rest, student, request) or _too_few_or_crowded(rest, [student, *together], request)
    if not found and fellow and not _fellow_fits(rest.joined_by(student, request), fellow, request):
        return Obstacle(cause=Cause.DUO)
    return found or Obstacle(cause=Cause.OTHER_GOALS)


def _no_room(rest: Rest, student: Student, request: Request) -> Obstacle | None:
    for limit, taken, most in _maxima(rest, student, request):
        if taken >= most:
            return Obstacle(cause=Cause.FULL, limits=(limit,), taken=taken, most=most)
    return None


def _maxima(rest: Rest, student: Student, request: Request) -> Iterator[tuple[Limit, int, int]]:
    """Every maximum that one student more at the request would count for, with what is taken of it."""
    yield Limit.PLACES, len(rest.students_at(request)), request.max_students
    cap = rest.lookup.schools[request.school].max_students
    if cap is not None:
        yield Limit.SCHOOL, rest.at_school[request.school], cap
    for quota in rest.lookup.problem.quotas:
        if quota.college == student.college and quota.school in (None, request.school):
            yield Limit.QUOTA, rest.sent[student.college, request.school], quota.max_students


def _too_few_or_crowded(rest: Rest, coming: list[Student], request: Request) -> Obstacle | None:
    there = rest.students_at(request)
    if len(there) + len(coming) < request.min_students:
        return Obstacle(cause=Cause.MINIMUM, limits=(Limit.PLACES,), taken=len(there))
    if not fit_the_week(request, [*there, coming[0]]):
        return Obstacle(cause=Cause.SCHEDULE, limits=(Limit.SCHEDULE,))
    return None


def _required_fellow(lookup: Lookup, student: Student) -> Student | None:
    return lookup.students[student.duo.with_student] if student.duo and student.duo.required else None


def _may_join(lookup: Lookup, fellow: Student, request: Request) -> bool:
    pinned = [pin.request for pin in lookup.problem.pins if pin.student == fellow.id]
    return not against(lookup, fellow, request) and pinned in ([], [request.id])


def _fellow_fits(rest: Rest, fellow: Student, wanted: Request) -> bool:
    """Whether the fellow can be at the same school, at this request or at another one of it."""
    same_school = [request for request in rest.lookup.requests.values() if request.school == wanted.school]
    return any(
        _may_join(rest.lookup, fellow, request)
        and not _no_room(rest, fellow, request)
        and not _too_few_or_crowded(rest, [fellow], request)
        for request in same_school
    )
