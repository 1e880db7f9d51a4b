"""Going together: one student asks, the other says yes or no; only a coordinator makes it a must."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.states import move
from schools.actions.closing import not_too_late
from students.models import Duo, DuoQuestion, Registration
from students.queries.duos import questions_for
from students.states import OPEN_DUO_STATES, DuoState


class OwnNameError(Exception):
    """A student asked for a duo with nobody else."""


class InDuoError(Exception):
    """One of the two is in a duo already."""


class NotAskedError(Exception):
    """There is no open question to answer: it was taken back, or answered."""


@transaction.atomic
def ask_duo(*, registration: Registration, wanted: str, by: Any, at: datetime) -> DuoQuestion | Duo:
    """Ask for a duo with whoever has this student number or e-mail address; nobody learns whether that exists.

    An earlier open question lapses. Raises RoundClosedError, OwnNameError or InDuoError.
    """
    not_too_late(registration.round, at=at)
    _lock(registration)
    wanted = wanted.strip().lower()
    student = registration.student
    if wanted in (student.number.lower(), student.email.lower()):
        raise OwnNameError(str(registration.pk))
    _in_no_duo(registration)
    for theirs in questions_for(registration):
        if wanted in (theirs.asker.student.number.lower(), theirs.asker.student.email.lower()):
            return accept_question(registration=registration, pk=theirs.pk, by=by, at=at)
    same = DuoQuestion.objects.filter(asker=registration, wanted=wanted, state=DuoState.ASKED).first()
    if same:
        return same
    take_back_question(registration=registration, by=by, at=at)
    return DuoQuestion.objects.create(asker=registration, wanted=wanted, asked_at=at)


@transaction.atomic
def take_back_question(*, registration: Registration, by: Any, at: datetime) -> None:
    """Stop asking; nothing to stop does no harm. Raises RoundClosedError."""
    not_too_late(registration.round, at=at)
    for question in DuoQuestion.objects.filter(asker=registration, state=DuoState.ASKED):
        move(question, DuoState.LAPSED, by=by, at=at)


@transaction.atomic
def accept_question(*, registration: Registration, pk: int, by: Any, at: datetime) -> Duo:
    """Say yes to a question; both students' other questions lapse.

    Raises RoundClosedError, NotAskedError or InDuoError.
    """
    not_too_late(registration.round, at=at)
    question = _open_question(registration, pk)
    _lock(registration, question.asker)
    _in_no_duo(registration, question.asker)
    move(question, DuoState.ACCEPTED, by=by, at=at)
    for other in DuoQuestion.objects.filter(asker__in=(registration, question.asker), state=DuoState.ASKED):
        move(other, DuoState.LAPSED, by=by, at=at)
    return Duo.objects.create(asker=question.asker, asked=registration, state=DuoState.ACCEPTED)


@transaction.atomic
def decline_question(*, registration: Registration, pk: int, by: Any, at: datetime) -> None:
    """Say no, without a reason. Raises RoundClosedError or NotAskedError."""
    not_too_late(registration.round, at=at)
    move(_open_question(registration, pk), DuoState.DECLINED, by=by, at=at)


@transaction.atomic
def end_duo(*, registration: Registration, by: Any, at: datetime) -> None:
    """Leave a duo that is a wish; a required one only a coordinator ends. Raises RoundClosedError or InDuoError."""
    not_too_late(registration.round, at=at)
    for duo in _open_duos(registration):
        if duo.kind == Duo.Kind.REQUIRED:
            raise InDuoError(str(duo.pk))
        move(duo, DuoState.LAPSED, by=by, at=at)


@transaction.atomic
def set_duo(*, registration: Registration, partner: Registration, kind: str, by: Any, at: datetime) -> Duo:
    """A coordinator decides that two students go together, as a wish or as a must.

    Raises InDuoError when one of the two is in a duo with somebody else.
    """
    _lock(registration, partner)
    two = (registration, partner)
    duo = Duo.objects.filter(asker__in=two, asked__in=two, state__in=OPEN_DUO_STATES).first()
    if duo is None:
        _in_no_duo(*two)
        return Duo.objects.create(asker=registration, asked=partner, kind=kind, state=DuoState.ACCEPTED)
    if duo.state == DuoState.ASKED:
        move(duo, DuoState.ACCEPTED, by=by, at=at)
    duo.kind = kind
    duo.save(update_fields=["kind"])
    return duo


@transaction.atomic
def dissolve_duo(*, registration: Registration, by: Any, at: datetime) -> None:
    """A coordinator ends whatever duo the student is in."""
    for duo in _open_duos(registration):
        move(duo, DuoState.LAPSED, by=by, at=at)


def _open_question(registration: Registration, pk: int) -> DuoQuestion:
    question = questions_for(registration).filter(pk=pk).first()
    if question is None:
        raise NotAskedError(str(pk))
    return question


def _open_duos(*registrations: Registration) -> list[Duo]:
    mine = Q(asker__in=registrations) | Q(asked__in=registrations)
    return list(Duo.objects.filter(mine, state__in=OPEN_DUO_STATES))


def _in_no_duo(*registrations: Registration) -> None:
    if duos := _open_duos(*registrations):
        raise InDuoError(str(duos[0].pk))


def _lock(*registrations: Registration) -> None:
    """In one order, so that two pairs that share a student wait for each other."""
    pks = sorted(registration.pk for registration in registrations)
    list(Registration.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
