"""What a student reads about duos: the own duo, the own question, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from students.models import Duo, DuoQuestion, Registration
from students.states import OPEN_DUO_STATES, DuoState


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoView:
    """Everything about duos that one student may know: names only of who asks, and of who said yes."""

    duo: Duo | None
    partner: Registration | None
    question: DuoQuestion | None
    received: list[DuoQuestion]

    @property
    def fixed(self) -> bool:
        """Whether the coordinator laid the duo down, so that the student cannot end it."""
        return self.duo is not None and self.duo.kind == Duo.Kind.REQUIRED

    @property
    def waits(self) -> bool:
        """Whether somebody still has to answer: the student, or who was asked."""
        asked = self.partner is None and self.question is not None and self.question.state == DuoState.ASKED
        return asked or bool(self.received)


def duo_view(*, viewer: Any, registration: Registration) -> DuoView:
    """The student's duo, own question and questions of others; nothing when the registration is not visible."""
    mine = Registration.objects.visible_to(viewer).filter(pk=registration.pk).first()
    if mine is None:
        return DuoView(duo=None, partner=None, question=None, received=[])
    duo = open_duo_of(registration)
    partner = (duo.asked if duo.asker_id == registration.pk else duo.asker) if duo else None
    question = DuoQuestion.objects.filter(asker=registration).order_by("-pk").first()
    received = [] if duo and duo.state == DuoState.ACCEPTED else list(questions_for(registration))
    return DuoView(duo=duo, partner=partner, question=question, received=received)


def open_duo_of(registration: Registration) -> Duo | None:
    """The duo that the student is in, or asked to be in by a file; an accepted one first."""
    duos = Duo.objects.filter(Q(asker=registration) | Q(asked=registration), state__in=OPEN_DUO_STATES)
    return duos.select_related("asker__student", "asked__student").order_by("state", "pk").first()


def questions_for(registration: Registration) -> QuerySet[DuoQuestion]:
    """The open questions that name this student by e-mail address, or by number within one college."""
    student = registration.student
    by_number = Q(wanted=student.number.lower(), asker__student__college=student.college_id)
    named = by_number | Q(wanted=student.email.lower())
    open_ones = DuoQuestion.objects.filter(named, state=DuoState.ASKED, asker__round=registration.round_id)
    standing = open_ones.filter(asker__withdrawn_at=None).exclude(asker=registration)
    return standing.select_related("asker__student")
