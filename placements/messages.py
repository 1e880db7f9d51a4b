"""The mails of this app: what each says, in plain text and in HTML, with one button."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.messages import way_in
from accounts.models import MatchRound
from placements.letter import Letter, period, question, subject, until
from placements.models import Assignment, Placement, SentMail
from placements.opening_messages import opening_letter
from placements.states import ProposalState
from schools.models import School
from students.models import Registration

Kind = SentMail.Kind
OPENING = (Kind.STUDENT_OPEN, Kind.SCHOOL_OPEN)


def letter_of(mail: SentMail) -> Letter:
    """The letter that `mail` stands for, in Dutch; the row may be unsaved, to be looked at first."""
    with translation.override(settings.LANGUAGE_CODE):
        if mail.kind in OPENING:
            return opening_letter(mail)
        return _to_school(mail, mail.school) if mail.school else _to_student(mail)


def send(mail: SentMail) -> None:
    """Hand the letter to the mail server. Raises what the mail backend raises."""
    letter = letter_of(mail)
    with translation.override(settings.LANGUAGE_CODE):
        message = EmailMultiAlternatives(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to])
        message.attach_alternative(letter.html, "text/html")
    message.send()


def students_at(match_round: MatchRound, school: School) -> int:
    """How many students the school gets: as published, or else in the plan that waits to be."""
    published = Placement.objects.filter(round=match_round)
    if published.exists():
        return published.live().filter(request__school=school).count()
    live = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.APPROVED)
    plan = Assignment.objects.filter(proposal__round=match_round, proposal__state__in=live)
    return plan.filter(request__school=school).count()


def _to_school(mail: SentMail, school: School) -> Letter:
    match_round, count = mail.round, students_at(mail.round, school)
    if mail.kind == Kind.SCHOOL_PROPOSAL:
        about = ngettext(
            "Voorstel: %(count)d student voor %(school)s", "Voorstel: %(count)d studenten voor %(school)s", count
        ) % {"count": count, "school": school}
        text = _(
            "Kijk na wie er komt en wanneer. Bevestig of maak bezwaar%(until)s. "
            "Horen we niets, dan bellen we jullie: zwijgen is geen ja."
        ) % {"until": until(match_round.schools_answer_by)}
        button = _("Bekijk het voorstel")
    else:
        about = _("Deze ronde geen studenten voor %(school)s") % {"school": school}
        text = _(
            "Jullie krijgen deze ronde niemand. Jullie blijven op de reservelijst: "
            "komt er nog een student vrij, dan bellen we jullie."
        )
        button = _("Bekijk waarom")
    return Letter(
        to=mail.to,
        subject=subject(match_round, about),
        greeting=_("Dag %(name)s,") % {"name": school},
        paragraphs=(period(match_round), text),
        button=button,
        link=way_in(mail.user, reverse("school-proposal", kwargs={"pk": school.pk, "round_pk": match_round.pk})),
        question=question(match_round.colleges.first()),
        because=_("Je krijgt deze mail omdat %(school)s studenten vroeg voor deze ronde.") % {"school": school},
    )


def _to_student(mail: SentMail) -> Letter:
    registration = mail.registration
    if registration is None:
        raise Registration.DoesNotExist
    student, match_round = registration.student, mail.round
    if mail.kind == Kind.STUDENT_PLACE:
        about = _("Jouw stageplaats is bekend")
        text = _("Je voorstel staat klaar, met uitleg waarom deze school.")
        if match_round.students_answer_by:
            text += " " + _("Antwoord%(until)s.") % {"until": until(match_round.students_answer_by)}
        button = _("Bekijk en antwoord")
    else:
        about = _("Je hebt nog geen stageplaats")
        text = _("De plaatsen zijn verdeeld. Voor jou is er nog geen plaats. Jouw coördinator belt je.")
        button = _("Bekijk waarom")
    return Letter(
        to=mail.to,
        subject=subject(match_round, about),
        greeting=_("Dag %(name)s,") % {"name": student.first_name},
        paragraphs=(text, period(match_round)),
        button=button,
        link=way_in(mail.user, reverse("student-placement")),
        question=question(student.college),
        because=_("Je krijgt deze mail omdat je ingeschreven bent voor %(round)s.") % {"round": match_round},
    )
