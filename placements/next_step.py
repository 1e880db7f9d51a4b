"""The next step of a round: one sentence and one button, by its phase."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from accounts.states import RoundState
from placements.states import OPEN_RUN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What comes next; with `post` pressing the button changes the phase, else it opens a page."""

    text: str
    button: str = ""
    url: str = ""
    post: bool = False


def next_step(match_round: MatchRound) -> Step:
    """The one step that leads on from where the round is."""
    return STEPS[RoundState(match_round.state)](match_round)


def page(match_round: MatchRound, name: str, *, text: str, button: str) -> Step:
    return Step(text=text, button=button, url=reverse(name, args=[match_round.pk]))


def press(match_round: MatchRound, step: str, *, text: str, button: str) -> Step:
    return Step(text=text, button=button, url=reverse("round-move", args=[match_round.pk, step]), post=True)


def in_draft(match_round: MatchRound) -> Step:
    text = _("Kijk naam en datums na. Open daarna de ronde: studenten en scholen kunnen dan inschrijven.")
    return press(match_round, "open", text=text, button=_("Open de ronde"))


def while_open(match_round: MatchRound) -> Step:
    text = _("Studenten en scholen schrijven in. Sluit de ronde als iedereen klaar is.")
    return press(match_round, "close", text=text, button=_("Sluit de ronde"))


def closed(match_round: MatchRound) -> Step:
    text = _("Kijk na wat een goede berekening in de weg staat.")
    return page(match_round, "round-check", text=text, button=_("Naar de controle"))


def matching(match_round: MatchRound) -> Step:
    if match_round.runs.filter(state__in=OPEN_RUN_STATES).exists():
        text = _("Er loopt een berekening. Je mag deze pagina sluiten.")
        return page(match_round, "round-runs", text=text, button=_("Volg de berekening"))
    return page(match_round, "round-runs", text=_("Bereken een plan."), button=_("Naar berekenen"))


def review(match_round: MatchRound) -> Step:
    text = _("Kijk het plan na, wijzig wat beter kan, en vraag dan de goedkeuring van een tweede persoon.")
    return page(match_round, "round-review", text=text, button=_("Naar het nazicht"))


def approved(match_round: MatchRound) -> Step:
    text = _("Het plan is goedgekeurd. Stuur het voorstel eerst naar de scholen.")
    return page(match_round, "round-send", text=text, button=_("Naar versturen"))


def with_schools(match_round: MatchRound) -> Step:
    text = _("De scholen kennen het voorstel. Stuur het naar de studenten als de bezwaren zijn opgelost.")
    return page(match_round, "round-send", text=text, button=_("Naar versturen"))


def published(match_round: MatchRound) -> Step:
    text = _("Iedereen kent zijn plaats. Zet de ronde op lopend als de stage begint.")
    return press(match_round, "start", text=text, button=_("De stage is begonnen"))


def running(match_round: MatchRound) -> Step:
    text = _("De stage loopt. Archiveer de ronde als ze voorbij is.")
    return press(match_round, "archive", text=text, button=_("Archiveer de ronde"))


def archived(match_round: MatchRound) -> Step:
    return Step(text=_("Deze ronde is voorbij. Alles blijft leesbaar."))


STEPS = {
    RoundState.DRAFT: in_draft,
    RoundState.OPEN: while_open,
    RoundState.CLOSED: closed,
    RoundState.MATCHING: matching,
    RoundState.REVIEW: review,
    RoundState.APPROVED: approved,
    RoundState.WITH_SCHOOLS: with_schools,
    RoundState.PUBLISHED: published,
    RoundState.RUNNING: running,
    RoundState.ARCHIVED: archived,
}
