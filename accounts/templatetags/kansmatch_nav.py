"""Where am I and where can I go: the entries of the top bar, the tabs of a round, its phases."""

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.template.context import Context
from django.template.defaultfilters import capfirst
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MatchRound
from accounts.states import RoundState
from accounts.templatetags.kansmatch import short_day

register = template.Library()

SECTIONS = (
    ("todo", gettext_lazy("Te doen")),
    ("round-list", gettext_lazy("Rondes")),
    ("student-list", gettext_lazy("Studenten")),
    ("school-list", gettext_lazy("Scholen")),
    ("network", gettext_lazy("Netwerk")),
)
TABS = (
    ("round", gettext_lazy("Overzicht"), RoundState.DRAFT),
    ("round-participants", gettext_lazy("Deelnemers"), RoundState.DRAFT),
    ("round-check", gettext_lazy("Controle"), RoundState.DRAFT),
    ("round-runs", gettext_lazy("Berekeningen"), RoundState.DRAFT),
    ("round-review", gettext_lazy("Nazicht"), RoundState.MATCHING),
    ("round-changes", gettext_lazy("Wijzigingen"), RoundState.MATCHING),
    ("round-approve", gettext_lazy("Goedkeuren"), RoundState.REVIEW),
    ("round-send", gettext_lazy("Versturen"), RoundState.APPROVED),
    ("round-answers", gettext_lazy("Antwoorden"), RoundState.WITH_SCHOOLS),
)
WITHIN = {
    "run": "round-runs",
    "review-student": "round-review",
    "round-settings": "round",
    "round-tell-schools": "round-send",
    "round-tell-students": "round-send",
    "round-new": "round-list",
    "import": "round-list",
    "staff-school": "school-list",
    "staff-student": "student-list",
    "staff-registration": "student-list",
}
"""Pages without a tab of their own light up the tab they were opened from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry; without `url` it cannot be opened yet, and `why` says from when."""

    name: str
    label: str
    url: str
    current: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step in the life of a round; `look` is "done", "now" or "later"."""

    number: int
    name: str
    when: str
    look: str


@register.simple_tag(takes_context=True)
def staff_nav(context: Context) -> list[Link]:
    """The entries of the top bar that exist, the one of this page marked."""
    here = _url_name(context)
    section = WITHIN.get(here, here)
    if section in {name for name, _label, _from in TABS}:
        section = "round-list"
    links = [Link(name=name, label=str(label), url=_url(name), current=name == section) for name, label in SECTIONS]
    return [link for link in links if link.url]


@register.simple_tag(takes_context=True)
def round_tabs(context: Context, match_round: MatchRound) -> list[Link]:
    """The tabs of a round that exist; one that is too early has no url but says from which phase it opens."""
    here = _url_name(context)
    phases = RoundState.values
    tabs = []
    for name, label, first in TABS:
        early = phases.index(match_round.state) < phases.index(first)
        why = _("Kan vanaf fase %(phase)s") % {"phase": capfirst(str(first.label))} if early else ""
        url = _url(name, match_round.pk)
        tabs.append(
            (url, Link(name=name, label=str(label), url="" if early else url, current=_tab(here) == name, why=why))
        )
    return [tab for url, tab in tabs if url]


@register.simple_tag
def round_phases(match_round: MatchRound) -> list[Phase]:
    """The ten phases with the dates that are known."""
    now = RoundState.values.index(match_round.state)
    when = _dates(match_round)
    return [
        Phase(
            number=at + 1,
            name=capfirst(str(state.label)),
            when=when.get(state, ""),
            look="done" if at < now else "now" if at == now else "later",
        )
        for at, state in enumerate(RoundState)
    ]


@register.simple_tag
def phase_numbers(count: int | str) -> range:
    """1 to `count`."""
    return range(1, int(count) + 1)


def _dates(match_round: MatchRound) -> dict[RoundState, str]:
    return {
        RoundState.OPEN: _span(match_round.opens_at, match_round.closes_at),
        RoundState.CLOSED: _span(match_round.closes_at),
        RoundState.WITH_SCHOOLS: _span(match_round.schools_told_on),
        RoundState.PUBLISHED: _span(match_round.students_told_on),
        RoundState.RUNNING: _span(match_round.starts_on, match_round.ends_on),
    }


def _span(*days: date | datetime | None) -> str:
    words = [short_day(day).split(" ")[1:] for day in days if day]
    if len(words) == 2 and words[0][1:] == words[1][1:]:
        words[0] = words[0][:1]
    return " – ".join(" ".join(word) for word in words)


def _tab(url_name: str) -> str:
    return WITHIN.get(url_name, url_name)


def _url_name(context: Context) -> str:
    match = getattr(context.get("request"), "resolver_match", None)
    return (match.url_name if match else "") or ""


def _url(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
