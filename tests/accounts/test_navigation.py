"""Where one is and where one can go: the top bar, the tabs and the phases of a round."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context
from django.utils import translation

from accounts.models import MatchRound
from accounts.states import RoundState
from accounts.templatetags import kansmatch_nav


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def on_page(url_name: str) -> Context:
    return Context({"request": SimpleNamespace(resolver_match=SimpleNamespace(url_name=url_name))})


@pytest.mark.parametrize(
    ("page", "section"),
    [
        ("todo", "Te doen"),
        ("round-list", "Rondes"),
        ("round", "Rondes"),
        ("run", "Rondes"),
        ("review-student", "Rondes"),
        ("student-list", "Studenten"),
        ("staff-student", "Studenten"),
        ("staff-school", "Scholen"),
    ],
)
def test_the_top_bar_marks_the_section_of_the_page(page, section):
    assert [link.label for link in kansmatch_nav.staff_nav(on_page(page)) if link.current] == [section]


def test_a_page_outside_the_sections_marks_none():
    assert not any(link.current for link in kansmatch_nav.staff_nav(on_page("privacy")))
    assert not any(link.current for link in kansmatch_nav.staff_nav(Context({})))


def test_a_tab_that_is_too_early_stays_and_says_from_when():
    tabs = kansmatch_nav.round_tabs(on_page("round-check"), MatchRound(pk=7, state=RoundState.CLOSED))
    assert [(tab.label, tab.why) for tab in tabs if not tab.url] == [
        ("Nazicht", "Kan vanaf fase Berekend"),
        ("Wijzigingen", "Kan vanaf fase Berekend"),
        ("Goedkeuren", "Kan vanaf fase Nazicht"),
        ("Versturen", "Kan vanaf fase Goedgekeurd"),
        ("Antwoorden", "Kan vanaf fase Naar scholen"),
    ]
    assert [tab.label for tab in tabs if tab.current] == ["Controle"]


def test_in_the_last_phase_every_tab_is_open():
    tabs = kansmatch_nav.round_tabs(on_page("run"), MatchRound(pk=7, state=RoundState.ARCHIVED))
    assert all(tab.url for tab in tabs)
    assert [tab.label for tab in tabs if tab.current] == ["Berekeningen"]


def test_the_phases_tell_the_dates_that_are_known():
    match_round = MatchRound(
        state=RoundState.CLOSED,
        opens_at=datetime(2027, 1, 11, 8, tzinfo=UTC),
        closes_at=datetime(2027, 1, 29, 16, tzinfo=UTC),
        starts_on=date(2027, 3, 8),
        ends_on=date(2027, 5, 28),
    )
    assert [
        (phase.number, phase.name, phase.when, phase.look) for phase in kansmatch_nav.round_phases(match_round)
    ] == [
        (1, "Concept", "", "done"),
        (2, "Open", "11 – 29 jan", "done"),
        (3, "Gesloten", "29 jan", "now"),
        (4, "Berekend", "", "later"),
        (5, "Nazicht", "", "later"),
        (6, "Goedgekeurd", "", "later"),
        (7, "Naar scholen", "", "later"),
        (8, "Naar studenten", "", "later"),
        (9, "Lopend", "8 mrt – 28 mei", "later"),
        (10, "Gearchiveerd", "", "later"),
    ]


def test_a_round_without_dates_has_phases_without_dates():
    assert {phase.when for phase in kansmatch_nav.round_phases(MatchRound())} == {""}
