"""What asks action now, read off the rows: an item is gone when the fact is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import MatchRound
from accounts.states import RoundState
from placements.queries.todo import Facts, facts_of
from placements.states import ProposalState, RunState

TODAY, THIS_WEEK, LATER = "today", "this_week", "later"
DAYS_SOON = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: when, for which round, what happened, what follows from it, and the one button."""

    group: str
    round: MatchRound
    tone: str
    icon: str
    title: str
    text: str
    url: str
    button: str


def items_for(*, viewer: Any, at: datetime) -> list[Item]:
    """Everything that asks action in the viewer's rounds."""
    return [item for facts in facts_of(viewer=viewer, at=at) for item in items_of(facts, viewer=viewer, at=at)]


def items_of(facts: Facts, *, viewer: Any, at: datetime) -> Iterator[Item]:
    """The items of one round, by its phase, most pressing first."""
    yield from IN_PHASE.get(RoundState(facts.round.state), nothing)(facts, viewer, at)
    if facts.round.state in (RoundState.OPEN, RoundState.CLOSED):
        yield from about_requests(facts)


def nothing(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    """A phase in which nobody has to do anything."""
    yield from ()


def in_draft(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    yield make(
        facts, LATER, "flag",
        title=_("Deze ronde is nog niet open"),
        text=_("Kijk de datums na en open de inschrijving."),
        to="round", button=_("Naar de ronde"),
    )  # fmt: skip


def while_open(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    closes_at = facts.round.closes_at
    if closes_at and closes_at <= at:
        yield make(
            facts, TODAY, "clock-history",
            title=_("De inschrijving is voorbij"),
            text=_("Sluit de ronde, dan kan je berekenen."),
            to="round", button=_("Sluit de ronde"),
        )  # fmt: skip
    elif facts.busy:
        soon = closes_at is not None and (closes_at - at).days < DAYS_SOON
        yield make(
            facts, THIS_WEEK if soon else LATER, "person",
            title=ngettext("%(n)s student diende nog niet in", "%(n)s studenten dienden nog niet in", facts.busy)
            % {"n": facts.busy},
            text=_("Wie niet indient, kunnen we niet plaatsen."),
            to="round-participants", query="?toestand=busy", button=_("Bekijk de lijst"),
        )  # fmt: skip


def before_the_plan(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    run = facts.run
    if run is None or run.state == RunState.STOPPED:
        yield make(
            facts, TODAY, "play-fill",
            title=_("De ronde is gesloten en wacht op een berekening"),
            text=ngettext("%(n)s student doet mee.", "%(n)s studenten doen mee.", facts.submitted)
            % {"n": facts.submitted},
            to="round-check", button=_("Naar de controle"),
        )  # fmt: skip
    elif run.state == RunState.FAILED:
        yield make(
            facts, TODAY, "exclamation-octagon",
            title=_("Berekening %(number)s mislukte") % {"number": run.number},
            text=_("Er is nog geen plan om na te kijken."),
            to="run", number=run.number, button=_("Bekijk waarom"),
        )  # fmt: skip


def under_review(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    plan = facts.proposal
    if plan is None:
        return
    if facts.unplaced:
        yield make(
            facts, TODAY, "exclamation-octagon",
            title=ngettext(
                "%(n)s student heeft geen plaats in het plan", "%(n)s studenten hebben geen plaats in het plan",
                facts.unplaced,
            ) % {"n": facts.unplaced},
            text=_("Kijk per student waarom, en of het anders kan."),
            to="round-review", query="?toon=geen", button=_("Bekijk het plan"),
        )  # fmt: skip
    if plan.state == ProposalState.SUBMITTED:
        yield awaiting_approval(facts, plan.submitted_by_id == viewer.pk)
    else:
        yield make(
            facts, THIS_WEEK, "check2-square",
            title=_("Laat het plan door een tweede persoon goedkeuren"),
            text=_("Kijk het plan na. Wie zelf iets wijzigde, kan niet goedkeuren."),
            to="round-approve", button=_("Vraag goedkeuring"),
        )  # fmt: skip


def awaiting_approval(facts: Facts, asked_it_oneself: bool) -> Item:
    if asked_it_oneself:
        return make(
            facts, LATER, "hourglass-split",
            title=_("Je voorstel wacht op goedkeuring"),
            text=_("Een ander moet het goedkeuren."),
            to="round-approve", button=_("Bekijk het voorstel"),
        )  # fmt: skip
    return make(
        facts, TODAY, "patch-check",
        title=_("Een voorstel wacht op jouw goedkeuring"),
        text=_("Keur het goed of stuur het terug met een vraag."),
        to="round-approve", button=_("Keur goed of stuur terug"),
    )  # fmt: skip


def approved(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    yield make(
        facts, THIS_WEEK, "send",
        title=_("Het plan is goedgekeurd en nog niet verstuurd"),
        text=_("Eerst krijgen de scholen het voorstel, dan de studenten."),
        to="round-send", button=_("Naar versturen"),
    )  # fmt: skip


def after_sending(facts: Facts, viewer: Any, at: datetime) -> Iterator[Item]:
    yield from about_mails(facts)
    yield from about_objections(facts)
    if facts.round.state == RoundState.WITH_SCHOOLS and not facts.objections:
        yield make(
            facts, THIS_WEEK, "send",
            title=_("De studenten kennen het voorstel nog niet"),
            text=ngettext(
                "%(n)s plaats is nog niet bevestigd door de school.",
                "%(n)s plaatsen zijn nog niet bevestigd door de school.", facts.unconfirmed,
            ) % {"n": facts.unconfirmed},
            to="round-send", button=_("Naar versturen"),
        )  # fmt: skip
    if facts.round.state == RoundState.PUBLISHED and facts.unanswered:
        yield make(
            facts, THIS_WEEK, "hourglass-split",
            title=ngettext(
                "%(n)s student antwoordde nog niet", "%(n)s studenten antwoordden nog niet", facts.unanswered
            ) % {"n": facts.unanswered},
            text=_("Een plaats vervalt niet vanzelf: bel wie niet antwoordt."),
            to="round-answers", button=_("Bekijk de antwoorden"),
        )  # fmt: skip


def about_mails(facts: Facts) -> Iterator[Item]:
    if facts.failed_mails:
        yield make(
            facts, TODAY, "envelope",
            title=ngettext("%(n)s mail kwam niet aan", "%(n)s mails kwamen niet aan", facts.failed_mails)
            % {"n": facts.failed_mails},
            text=_("Kijk het adres na en verstuur opnieuw."),
            to="round-send", button=_("Bekijk de mails"),
        )  # fmt: skip


def about_objections(facts: Facts) -> Iterator[Item]:
    if facts.objections:
        yield make(
            facts, TODAY, "chat-left-text",
            title=ngettext(
                "Een school maakt bezwaar bij %(n)s plaats",
                "Scholen maken bezwaar bij %(n)s plaatsen",
                facts.objections,
            ) % {"n": facts.objections},
            text=_("Zoek eerst een oplossing met de school. Antwoord binnen 2 werkdagen."),
            to="round-answers", button=_("Bekijk de bezwaren"),
        )  # fmt: skip
    if facts.returned:
        yield make(
            facts, THIS_WEEK, "person-dash",
            title=ngettext(
                "%(n)s student gaf de plaats terug", "%(n)s studenten gaven hun plaats terug", facts.returned
            ) % {"n": facts.returned},
            text=_("Ze staan op de reservelijst."),
            to="round-answers", button=_("Bekijk de antwoorden"),
        )  # fmt: skip


def about_requests(facts: Facts) -> Iterator[Item]:
    if facts.stale:
        yield make(
            facts, THIS_WEEK, "clock-history",
            title=ngettext(
                "%(n)s aanvraag is al 60 dagen niet bevestigd", "%(n)s aanvragen zijn al 60 dagen niet bevestigd",
                facts.stale,
            ) % {"n": facts.stale},
            text=_("Vraag de school of het nog klopt. Eén klik volstaat."),
            to="round-check", query="#oud", button=_("Bekijk welke"),
        )  # fmt: skip
    if facts.no_place_on_map:
        yield make(
            facts, LATER, "geo-alt",
            title=ngettext(
                "%(n)s adres kon niet op de kaart", "%(n)s adressen konden niet op de kaart", facts.no_place_on_map
            ) % {"n": facts.no_place_on_map},
            text=_("Zonder plek op de kaart kan een student niet meedoen."),
            to="round-check", query="#adres", button=_("Bekijk welke"),
        )  # fmt: skip
    if facts.maybe:
        yield make(
            facts, LATER, "question-circle",
            title=ngettext(
                "%(n)s school antwoordde ‘Misschien’", "%(n)s scholen antwoordden ‘Misschien’", facts.maybe
            ) % {"n": facts.maybe},
            text=_("Vraag het opnieuw zodra je plaatsen mist."),
            to="round-participants", query="?wie=scholen&antwoord=maybe", button=_("Bekijk de lijst"),
        )  # fmt: skip


def make(
    facts: Facts,
    group: str,
    icon: str,
    *,
    title: str,
    text: str,
    to: str,
    button: str,
    query: str = "",
    number: int = 0,
) -> Item:
    """An item whose button goes to the page `to` of the round, or of its run `number`."""
    keys = [facts.round.pk, number] if number else [facts.round.pk]
    url = reverse(to, args=keys) + query
    tone = {TODAY: "probleem", THIS_WEEK: "letop", LATER: "klaar"}[group]
    return Item(group=group, round=facts.round, tone=tone, icon=icon, title=title, text=text, url=url, button=button)


IN_PHASE: dict[RoundState, Callable[[Facts, Any, datetime], Iterator[Item]]] = {
    RoundState.DRAFT: in_draft,
    RoundState.OPEN: while_open,
    RoundState.CLOSED: before_the_plan,
    RoundState.MATCHING: before_the_plan,
    RoundState.REVIEW: under_review,
    RoundState.APPROVED: approved,
    RoundState.WITH_SCHOOLS: after_sending,
    RoundState.PUBLISHED: after_sending,
}
