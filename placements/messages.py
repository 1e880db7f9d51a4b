"""The mails of this app: what each says, in plain text and in HTML, with one button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import College, MatchRound
from placements.models import Assignment, Placement, SentMail
from placements.states import ProposalState
from schools.models import School
from students.models import Registration

Kind = SentMail.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail as its reader gets it; paragraphs hold no names of students to schools, no school to students."""

    to: str
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    button: str
    link: str
    question: str
    because: str

    @property
    def text(self) -> str:
        return render_to_string("placements/mail/letter.txt", {"letter": self})

    @property
    def html(self) -> str:
        return render_to_string("placements/mail/letter.html", {"letter": self})


def letter_of(mail: SentMail) -> Letter:
    """The letter that `mail` stands for, in Dutch; the row may be unsaved, to be looked at first."""
    with translation.override(settings.LANGUAGE_CODE):
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
        ) % {"until": _until(match_round.schools_answer_by)}
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
        subject=_subject(match_round, about),
        greeting=_("Dag %(name)s,") % {"name": school},
        paragraphs=(_period(match_round), text),
        button=button,
        link=settings.SITE_URL + reverse("school-proposal", kwargs={"pk": school.pk}),
        question=_question(match_round.colleges.first()),
        because=_("Je krijgt deze mail omdat %(school)s studenten vroeg voor deze ronde.") % {"school": school},
    )


def _to_student(mail: SentMail) -> Letter:
    registration = mail.registration
    if registration is None:
        raise Registration.DoesNotExist
    student, match_round = registration.student, mail.round
    if mail.kind == Kind.STUDENT_PLACE:
        about = _("Jouw stageplaats is bekend")
        text = _("Je voorstel staat klaar, met uitleg waarom deze school. Antwoord%(until)s.") % {
            "until": _until(match_round.students_answer_by)
        }
        button = _("Bekijk en antwoord")
    else:
        about = _("Je hebt nog geen stageplaats")
        text = _("De plaatsen zijn verdeeld. Voor jou is er nog geen plaats. Jouw coördinator belt je.")
        button = _("Bekijk waarom")
    return Letter(
        to=mail.to,
        subject=_subject(match_round, about),
        greeting=_("Dag %(name)s,") % {"name": student.first_name},
        paragraphs=(text, _period(match_round)),
        button=button,
        link=settings.SITE_URL + reverse("student-placement"),
        question=_question(student.college),
        because=_("Je krijgt deze mail omdat je ingeschreven bent voor %(round)s.") % {"round": match_round},
    )


def _subject(match_round: MatchRound, about: str) -> str:
    return _("Stage %(name)s: %(about)s") % {"name": match_round.network.internship_name, "about": about}


def _period(match_round: MatchRound) -> str:
    stage = _("Het gaat over %(name)s, ronde %(round)s") % {
        "name": match_round.network.internship_name,
        "round": match_round,
    }
    if not match_round.starts_on or not match_round.ends_on:
        return f"{stage}."
    when = {"stage": stage, "start": _day(match_round.starts_on), "end": _day(match_round.ends_on)}
    return _("%(stage)s, van %(start)s tot %(end)s.") % when


def _until(last_day: date | None) -> str:
    return _(" ten laatste %(day)s") % {"day": _day(last_day)} if last_day else ""


def _day(value: date) -> str:
    return date_format(value, "l j F")


def _question(college: College | None) -> str:
    """Who to call; nothing when the college gave neither a number nor an address."""
    if college is None or not (college.phone or college.email):
        return ""
    if college.phone:
        return _("Vraag? Bel %(name)s, %(phone)s.") % {"name": college, "phone": college.phone}
    return _("Vraag? Mail %(name)s, %(email)s.") % {"name": college, "email": college.email}
