"""What coordinators change in a plan under review: move, pin, ban, and say why."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Unpack

from accounts.models import User
from matching.problem import Pair
from matching.referee import pairs
from matching.referee.lookup import Lookup
from matching.rules import PairLimit
from placements.actions.changes import Asked, NotUnderReviewError, change
from placements.actions.half_days import choose_half_days
from placements.judgement import pair_facts, plan_of, problem_of, why_unplaced
from placements.models import Assignment, Ban, Comment, Edit, Pin, Proposal
from placements.problem_builder import request_id, student_id
from schools.models import SupportRequest
from students.models import Registration

NOWHERE: dict[str, Any] = {"request_id": None, "half_days": [], "rank": None, "minutes": None}
HERE: dict[str, Any] = {"unplaced_reason": "", "unplaced_rules": {}}


class BannedError(Exception):
    """The student may not go to this request; take the ban away first."""


class NeedsConfirmationError(Exception):
    """The pair breaks limits that a person may overrule, but has to say so."""

    def __init__(self, limits: tuple[PairLimit, ...]) -> None:
        self.limits = limits
        super().__init__(limits)


class NotInThisPlanError(Exception):
    """The request was not part of the question this plan answers; run again to use it."""


class AlreadySoError(Exception):
    """The plan already says what is asked."""


def move_by_hand(*, request: SupportRequest | None, overrule: bool = False, **asked: Unpack[Asked]) -> Edit:
    """Place the student at `request` and pin the pair, or take the student out of the plan when None.

    Raises BannedError, NeedsConfirmationError (unless `overrule`), NotInThisPlanError, AlreadySoError, and
    what `change` raises.
    """

    def write(row: Assignment) -> dict[str, Any]:
        moved = {"request_from_id": row.request_id, "request_to_id": request.pk if request else None}
        if row.request_id == moved["request_to_id"]:
            raise AlreadySoError
        if request is None:
            _take_out(row)
        else:
            decide_pin(row, request, asked)
            _place(row, request, overrule)
        return moved

    return change(kind=Edit.Kind.MOVE, write=write, **asked)


def pin(**asked: Unpack[Asked]) -> Edit:
    """Keep the student where the plan has them, in every run to come. AlreadySoError without a place or when pinned."""

    def write(row: Assignment) -> dict[str, Any]:
        if row.request is None or _pins(row).filter(request=row.request_id).exists():
            raise AlreadySoError
        decide_pin(row, row.request, asked)
        return {"request_to_id": row.request_id}

    return change(kind=Edit.Kind.PIN, write=write, **asked)


def unpin(**asked: Unpack[Asked]) -> Edit:
    """Let the next run decide about this student again. AlreadySoError when not pinned."""

    def write(row: Assignment) -> dict[str, Any]:
        pinned = _pins(row).first()
        if pinned is None:
            raise AlreadySoError
        pinned.delete()
        return {"request_from_id": pinned.request_id}

    return change(kind=Edit.Kind.UNPIN, write=write, **asked)


def ban(*, request: SupportRequest, **asked: Unpack[Asked]) -> Edit:
    """Never place the student at `request`; who is there now, or pinned there, no longer is. AlreadySoError."""

    def write(row: Assignment) -> dict[str, Any]:
        if _bans(row).filter(request=request).exists():
            raise AlreadySoError
        _pins(row).filter(request=request).delete()
        _decide(Ban, row, request, asked)
        if row.request_id == request.pk:
            _take_out(row)
        return {"request_from_id": request.pk}

    return change(kind=Edit.Kind.BAN, write=write, **asked)


def unban(*, request: SupportRequest, **asked: Unpack[Asked]) -> Edit:
    """Allow the pair again. AlreadySoError when it was not banned."""

    def write(row: Assignment) -> dict[str, Any]:
        if not _bans(row).filter(request=request).delete()[0]:
            raise AlreadySoError
        return {"request_to_id": request.pk}

    return change(kind=Edit.Kind.UNBAN, write=write, **asked)


def comment(*, proposal: Proposal, registration: Registration | None, text: str, by: User, at: datetime) -> Comment:
    """Say something to the other coordinators; the same words twice from one person stand once."""
    if proposal.state == "discarded":
        raise NotUnderReviewError
    said, _new = Comment.objects.get_or_create(
        proposal=proposal, registration=registration, text=text.strip(), by=by, defaults={"at": at}
    )
    return said


def _place(row: Assignment, request: SupportRequest, overrule: bool) -> None:
    lookup = Lookup(problem_of(row.proposal))
    pair = Pair(student_id(row.registration_id), request_id(request.pk))
    if pair.request not in lookup.requests:
        raise NotInThisPlanError
    student, asked = lookup.students[pair.student], lookup.requests[pair.request]
    _refuse(pairs.broken_by(lookup, student, asked), overrule)
    half_days = choose_half_days(student, asked, plan_of(row.proposal.assignments.all()))
    _write(row, request_id=request.pk, half_days=half_days, **HERE, **pair_facts(lookup, pair))


def _refuse(limits: tuple[PairLimit, ...], overrule: bool) -> None:
    if PairLimit.BAN in limits:
        raise BannedError
    if limits and not overrule:
        raise NeedsConfirmationError(limits)


def _take_out(row: Assignment) -> None:
    _pins(row).delete()
    reason = why_unplaced(Lookup(problem_of(row.proposal)), student_id(row.registration_id))
    _write(row, **NOWHERE, **reason)


def _write(row: Assignment, **values: Any) -> None:
    for name, value in {**values, "origin": Assignment.Origin.HAND}.items():
        setattr(row, name, value)
    row.save()


def decide_pin(row: Assignment, request: SupportRequest, asked: Asked) -> None:
    """Pin the student to `request`, in place of an earlier pin: a student has one."""
    _pins(row).delete()
    _decide(Pin, row, request, asked)


def _decide(model: type[Pin] | type[Ban], row: Assignment, request: SupportRequest, asked: Asked) -> None:
    model.objects.create(
        round_id=row.proposal.round_id,
        registration_id=row.registration_id,
        request=request,
        reason=asked["reason"],
        by=asked["by"],
        at=asked["at"],
    )


def _pins(row: Assignment) -> Any:
    return Pin.objects.filter(round=row.proposal.round_id, registration=row.registration_id)


def _bans(row: Assignment) -> Any:
    return Ban.objects.filter(round=row.proposal.round_id, registration=row.registration_id)
