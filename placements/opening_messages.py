"""The mails that open a round: to students to register, to schools to answer."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.messages import way_in
from accounts.models import MatchRound
from placements.letter import Letter, day, period, question, subject
from placements.models import SentMail
from schools.models import School
from students.models import Registration


def opening_letter(mail: SentMail) -> Letter:
    """The letter to a school's contact, or to a student."""
    return _to_school(mail, mail.school) if mail.school else _to_student(mail)


def _to_school(mail: SentMail, school: School) -> Letter:
    match_round = mail.round
    return Letter(
        to=mail.to,
        subject=subject(match_round, _("Willen jullie studenten ontvangen?")),
        greeting=_("Dag %(name)s,") % {"name": school},
        paragraphs=(
            _(
                "Studenten kleuter- en lager onderwijs kunnen jullie leraren ondersteunen: samen voor de klas, "
                "met een kleine groep of op een andere manier. Eén antwoord geldt voor alle hogescholen. "
                "Het duurt 3 minuten en je kan later alles nog wijzigen."
            ),
            period(match_round),
            _closing(match_round),
        ),
        button=_("Geef jullie antwoord"),
        link=way_in(mail.user, reverse("school-home", kwargs={"pk": school.pk})),
        question=question(match_round.colleges.first()),
        because=_("Je krijgt deze mail omdat dit adres voor %(school)s bekend is.") % {"school": school},
    )


def _to_student(mail: SentMail) -> Letter:
    registration = mail.registration
    if registration is None:
        raise Registration.DoesNotExist
    student, match_round = registration.student, mail.round
    return Letter(
        to=mail.to,
        subject=subject(match_round, _("De ronde is open")),
        greeting=_("Dag %(name)s,") % {"name": student.first_name},
        paragraphs=(
            _(
                "Vertel ons waar je vertrekt, wanneer je kan en wat je liefst doet. "
                "Je kan tussendoor bewaren en alles wijzigen. "
                "Schrijf niets over je gezondheid: bel daarvoor je coördinator."
            ),
            period(match_round),
            _closing(match_round),
        ),
        button=_("Begin"),
        link=way_in(mail.user, reverse("student-home")),
        question=question(student.college),
        because=_("Je krijgt deze mail omdat je ingeschreven bent voor %(round)s.") % {"round": match_round},
    )


def _closing(match_round: MatchRound) -> str:
    if match_round.closes_at is None:
        return _("De hogeschool zegt je wanneer de ronde sluit.")
    at: datetime = timezone.localtime(match_round.closes_at)
    when = {"day": day(at.date()), "clock": date_format(at, "G.i")}
    return _("Wijzigen kan tot %(day)s, %(clock)s uur.") % when
