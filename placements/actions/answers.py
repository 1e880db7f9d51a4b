"""What students and schools answer to a published place, and what a coordinator does about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Event, User
from accounts.states import RoundState
from placements.actions.publication import mail_to_student
from placements.models import Placement, SentMail
from placements.models.placement import STUDENTS_KNOW
from placements.queue import enqueue
from placements.states import LIVE_PLACEMENT_STATES, PlacementState, move


class ReasonUnknownError(Exception):
    """The reason is none of the coded ones."""


class NotToldYetError(Exception):
    """Students answer only after they were told."""


def accept_placement(*, placement: Placement, by: User, at: datetime) -> Placement:
    """The student takes the place; saying so twice changes nothing. NotToldYetError, MoveNotAllowedError."""
    if placement.round.state not in STUDENTS_KNOW:
        raise NotToldYetError
    if placement.state == PlacementState.CONFIRMED:
        return placement
    return move(placement, PlacementState.CONFIRMED, by=by, at=at, student_answered_at=at)


def give_back(*, placement: Placement, reason: str, by: User, at: datetime) -> Placement:
    """The student gives the place back, for good. ReasonUnknownError, NotToldYetError, MoveNotAllowedError."""
    _refuse_unless(reason in Placement.ReturnReason.values)
    if placement.round.state not in STUDENTS_KNOW:
        raise NotToldYetError
    return move(
        placement, PlacementState.RETURNED, by=by, at=at, reason=reason, reason_code=reason, student_answered_at=at
    )


@transaction.atomic
def confirm_for_school(*, placements: Iterable[Placement], by: User, at: datetime) -> int:
    """The school says yes to these students; how many are new. What is confirmed or gone stays as it is."""
    waiting = Placement.objects.select_for_update().filter(
        pk__in=[placement.pk for placement in placements],
        school_confirmed_at=None,
        state__in=(PlacementState.OFFERED, PlacementState.CONFIRMED),
    )
    rows = list(waiting)
    for row in rows:
        row.school_confirmed_at = at
        row.save(update_fields=["school_confirmed_at"])
        Event.record(row, verb="school_confirmed", by=by, at=at)
    return len(rows)


@transaction.atomic
def object_for_school(*, placements: Iterable[Placement], reason: str, by: User, at: datetime) -> int:
    """The school objects to these students for one coded reason; how many are new. ReasonUnknownError."""
    _refuse_unless(reason in Placement.ObjectionReason.values)
    rows = [row for row in placements if row.state in (PlacementState.OFFERED, PlacementState.CONFIRMED)]
    for row in rows:
        move(row, PlacementState.OBJECTED, by=by, at=at, reason=reason, reason_code=reason, school_confirmed_at=None)
    return len(rows)


@transaction.atomic
def settle_objection(*, placement: Placement, keep: bool, by: User, at: datetime) -> Placement:
    """The coordinator found a way and keeps the place, or takes it back. MoveNotAllowedError.

    A kept place is offered anew. Once students are told, the student hears of it either way.
    """
    if keep:
        settled = move(placement, PlacementState.OFFERED, by=by, at=at, reason_code="", student_answered_at=None)
    else:
        settled = move(placement, PlacementState.WITHDRAWN, by=by, at=at)
    if settled.round.state == RoundState.PUBLISHED:
        mail = mail_to_student(settled.registration, placed=keep, at=at)
        SentMail.objects.bulk_create([mail], ignore_conflicts=True)
        enqueue("placements.send_mails", round_id=settled.round_id)
    return settled


def withdraw_placement(*, placement: Placement, reason: str, by: User, at: datetime) -> Placement:
    """The place falls away, on either side. ReasonUnknownError, MoveNotAllowedError."""
    _refuse_unless(reason in Placement.DropoutReason.values)
    if placement.state not in LIVE_PLACEMENT_STATES:
        return placement
    return move(placement, PlacementState.WITHDRAWN, by=by, at=at, reason=reason, reason_code=reason)


def _refuse_unless(known: bool) -> None:
    if not known:
        raise ReasonUnknownError
