"""Tells the students and schools of an open round that they may begin; each once, however often it is asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Event, MatchRound, User
from accounts.states import RoundState
from placements.models import SentMail
from placements.queue import enqueue
from schools.models import SchoolContact

Kind = SentMail.Kind


class RoundNotOpenError(Exception):
    """Only an open round has something to begin with."""


@transaction.atomic
def invite_to_round(
    *, match_round: MatchRound, by: User, at: datetime, students: bool = True, schools: bool = True
) -> int:
    """Mail the students and school contacts who were not mailed about this round yet; how many. RoundNotOpenError."""
    fresh = MatchRound.objects.select_for_update().get(pk=match_round.pk)
    if fresh.state != RoundState.OPEN:
        raise RoundNotOpenError
    mails = [*(to_students(fresh, at) if students else ()), *(to_schools(fresh, at) if schools else ())]
    SentMail.objects.bulk_create(mails, ignore_conflicts=True)
    if mails:
        Event.record(fresh, verb="invited", by=by, at=at, details={"mails": len(mails)})
        enqueue("placements.send_mails", round_id=fresh.pk)
    return len(mails)


def to_students(match_round: MatchRound, at: datetime) -> list[SentMail]:
    """A mail per student who was not mailed yet, unsaved."""
    told = SentMail.objects.filter(round=match_round, kind=Kind.STUDENT_OPEN).values("registration")
    waiting = match_round.registrations.filter(withdrawn_at=None).exclude(pk__in=told)
    return [
        SentMail(
            round=match_round,
            kind=Kind.STUDENT_OPEN,
            to=row.student.email,
            user=row.student.user,
            registration=row,
            asked_at=at,
        )
        for row in waiting.select_related("student__user")
    ]


def to_schools(match_round: MatchRound, at: datetime) -> list[SentMail]:
    """A mail per contact of a school of the network who was not mailed yet, unsaved."""
    told = set(SentMail.objects.filter(round=match_round, kind=Kind.SCHOOL_OPEN).values_list("school_id", "to"))
    contacts = SchoolContact.objects.filter(school__network=match_round.network_id).select_related("user", "school")
    return [
        SentMail(
            round=match_round, kind=Kind.SCHOOL_OPEN, to=row.user.email, user=row.user, school=row.school, asked_at=at
        )
        for row in contacts.order_by("pk")
        if (row.school_id, row.user.email) not in told
    ]
