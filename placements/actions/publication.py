"""Tells the approved plan: first the schools, then the students; each mail goes once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accounts.models import MatchRound, User
from accounts.states import RoundState
from placements.models import Assignment, Placement, Proposal, SentMail
from placements.queue import enqueue
from placements.states import PlacementState, ProposalState, move
from schools.models import SchoolContact, SupportRequest
from students.models import Registration

Kind = SentMail.Kind


class NotApprovedError(Exception):
    """Schools are told only an approved plan."""


class AlreadyToldError(Exception):
    """This was sent before; sending twice sends once."""


class SchoolsFirstError(Exception):
    """Students are told only after schools were."""


class OpenObjectionsError(Exception):
    """Schools object to placements that nobody settled yet."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(count)


@transaction.atomic
def tell_schools(*, match_round: MatchRound, by: User, at: datetime) -> int:
    """Publish the approved plan to the schools; how many mails will go.

    Raises NotApprovedError, and AlreadyToldError when it was done before.
    """
    fresh = MatchRound.objects.select_for_update().get(pk=match_round.pk)
    if fresh.state in (RoundState.WITH_SCHOOLS, RoundState.PUBLISHED, RoundState.RUNNING, RoundState.ARCHIVED):
        raise AlreadyToldError
    proposal = Proposal.objects.filter(round=fresh, state=ProposalState.APPROVED).first()
    if fresh.state != RoundState.APPROVED or proposal is None:
        raise NotApprovedError
    mails = mails_to_schools(proposal, at)
    Placement.objects.bulk_create(_offers(proposal))
    move(proposal, ProposalState.PUBLISHED, by=by, at=at)
    move(fresh, RoundState.WITH_SCHOOLS, by=by, at=at)
    return _post(fresh, mails)


@transaction.atomic
def tell_students(*, match_round: MatchRound, by: User, at: datetime, despite_objections: bool = False) -> int:
    """Publish to the students; how many mails will go. Placements under objection wait for the settlement.

    Raises SchoolsFirstError, AlreadyToldError, and OpenObjectionsError unless `despite_objections`.
    """
    fresh = MatchRound.objects.select_for_update().get(pk=match_round.pk)
    if fresh.state in (RoundState.PUBLISHED, RoundState.RUNNING, RoundState.ARCHIVED):
        raise AlreadyToldError
    if fresh.state != RoundState.WITH_SCHOOLS:
        raise SchoolsFirstError
    objections = Placement.objects.filter(round=fresh, state=PlacementState.OBJECTED).count()
    if objections and not despite_objections:
        raise OpenObjectionsError(objections)
    move(fresh, RoundState.PUBLISHED, by=by, at=at)
    return _post(fresh, mails_to_students(fresh, at))


def mails_to_schools(proposal: Proposal, at: datetime) -> list[SentMail]:
    """A mail per contact of every school that asked, unsaved: with students, or with the news that nobody comes."""
    filled = set(proposal.assignments.exclude(request=None).values_list("request__school", flat=True))
    asked = SupportRequest.objects.filter(round=proposal.round_id).standing().values("school")
    schools = {*filled, *asked.values_list("school", flat=True)}
    contacts = SchoolContact.objects.filter(school__in=schools).select_related("user", "school").order_by("pk")
    return [
        SentMail(
            round=proposal.round,
            kind=Kind.SCHOOL_PROPOSAL if contact.school_id in filled else Kind.SCHOOL_NOBODY,
            to=contact.user.email,
            user=contact.user,
            school=contact.school,
            asked_at=at,
        )
        for contact in contacts
    ]


def mails_to_students(match_round: MatchRound, at: datetime) -> list[SentMail]:
    """A mail per student of the published plan, unsaved; none while the place is under objection."""
    live = dict(Placement.objects.filter(round=match_round).live().values_list("registration", "state"))
    planned = Assignment.objects.filter(proposal__round=match_round, proposal__state=ProposalState.PUBLISHED)
    registrations = Registration.objects.filter(pk__in=planned.values("registration"), withdrawn_at=None)
    return [
        mail_to_student(row, placed=row.pk in live, at=at)
        for row in registrations.select_related("round", "student__user").order_by("pk")
        if live.get(row.pk) != PlacementState.OBJECTED
    ]


def mail_to_student(registration: Registration, *, placed: bool, at: datetime) -> SentMail:
    """The mail about a place, or about having none, unsaved."""
    return SentMail(
        round=registration.round,
        kind=Kind.STUDENT_PLACE if placed else Kind.STUDENT_NO_PLACE,
        to=registration.student.email,
        user=registration.student.user,
        registration=registration,
        asked_at=at,
    )


def _offers(proposal: Proposal) -> Iterator[Placement]:
    facts = ("registration_id", "request_id", "half_days", "rank", "minutes")
    for row in proposal.assignments.exclude(request=None).values(*facts):
        yield Placement(round_id=proposal.round_id, proposal=proposal, **row)


def _post(match_round: MatchRound, mails: list[SentMail]) -> int:
    """Rows first, so that a mail exists once; the worker sends them after commit."""
    SentMail.objects.bulk_create(mails, ignore_conflicts=True)
    enqueue("placements.send_mails", round_id=match_round.pk)
    return len(mails)
