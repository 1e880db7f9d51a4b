"""How a round goes on, from filling in to the first day, as a student reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from accounts.states import RoundState
from accounts.templatetags.kansmatch import moment, period, short_day

STEP_OF_STATE = {
    RoundState.CLOSED: 1,
    RoundState.MATCHING: 1,
    RoundState.REVIEW: 1,
    RoundState.APPROVED: 1,
    RoundState.WITH_SCHOOLS: 2,
    RoundState.PUBLISHED: 3,
    RoundState.RUNNING: 5,
}
"""Where in the timeline a phase is; an open round is at its first step until its closing time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One step in how the round goes on."""

    when: str
    title: str
    text: str
    now: bool
    past: bool


def timeline(match_round: MatchRound, at: datetime) -> list[Moment]:
    """Six steps, one of them now; what has no date yet says so."""
    filling_in = match_round.takes_registrations(at)
    now = 0 if filling_in else STEP_OF_STATE.get(RoundState(match_round.state), 1)
    return [
        Moment(when=when or _("datum volgt"), title=title, text=text, now=place == now, past=place < now)
        for place, (when, title, text) in enumerate([_filling_in(match_round, at, filling_in), *_later(match_round)])
    ]


def _filling_in(match_round: MatchRound, at: datetime, filling_in: bool) -> tuple[str, str, str]:
    when = _day(localtime(at) if filling_in else match_round.opens_at)
    closes = match_round.closes_at
    until = _("Alles blijft wijzigbaar tot %(at)s.") % {"at": moment(localtime(closes))} if closes else ""
    return (when, _("Jij vult in"), until)


def _later(match_round: MatchRound) -> list[tuple[str, str, str]]:
    closes = match_round.closes_at
    weighing = period(localtime(closes).date() if closes else None, match_round.review_by)
    looking = period(match_round.schools_told_on, match_round.schools_answer_by)
    return [
        (weighing, _("De hogeschool berekent en kijkt na"), _("Mensen beslissen. De computer stelt voor.")),
        (looking, _("Scholen kijken na"), ""),
        (_day(match_round.students_told_on), _("Jij krijgt je voorstel"), _("Met uitleg waarom deze school.")),
        (_day(match_round.students_answer_by), _("Jij antwoordt"), _("Aanvaarden of teruggeven.")),
        (_day(match_round.starts_on), _("Je stage start"), ""),
    ]


def _day(value: date | None) -> str:
    if value is None:
        return ""
    return str(short_day(localtime(value).date() if isinstance(value, datetime) else value))
