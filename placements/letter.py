"""What every letter of this app is made of: its parts, and the sentences that return in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import College, MatchRound


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


def subject(match_round: MatchRound, about: str) -> str:
    """The news first, so that it is read on a small screen."""
    return _("%(about)s · Stage %(name)s") % {"name": match_round.network.internship_name, "about": about}


def period(match_round: MatchRound) -> str:
    stage = _("Het gaat over %(name)s, ronde %(round)s") % {
        "name": match_round.network.internship_name,
        "round": match_round,
    }
    if not match_round.starts_on or not match_round.ends_on:
        return f"{stage}."
    when = {"stage": stage, "start": day(match_round.starts_on), "end": day(match_round.ends_on)}
    return _("%(stage)s, van %(start)s tot %(end)s.") % when


def until(last_day: date | None) -> str:
    """« ten laatste vrijdag 29 januari», or nothing."""
    return _(" ten laatste %(day)s") % {"day": day(last_day)} if last_day else ""


def day(value: date) -> str:
    return date_format(value, "l j F")


def question(college: College | None) -> str:
    """Who to call; nothing when the college gave neither a number nor an address."""
    if college is None or not (college.phone or college.email):
        return ""
    if college.phone:
        return _("Vraag? Bel %(name)s, %(phone)s.") % {"name": college, "phone": college.phone}
    return _("Vraag? Mail %(name)s, %(email)s.") % {"name": college, "email": college.email}
