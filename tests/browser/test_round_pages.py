"""From a new round to a finished search in a real browser: no faults, by keyboard, and without JavaScript."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from accounts.models import MatchRound
from placements.actions.claims import beat, claim_run
from placements.actions.results import finish_run
from placements.actions.runs import start_run
from placements.models import Ban, Run
from tests.browser.faults import page_faults
from tests.placements.searching import solved
from tests.placements.small_round import AT, SmallRound, make_small_plan, make_small_round

pytestmark = pytest.mark.browser


@pytest.fixture
def small(live_server, transactional_db) -> SmallRound:
    return make_small_round()


@pytest.fixture
def open_page(make_page, client, small):
    client.force_login(small.hilde)

    def open_it(address, **options):
        page = make_page(cookies=client.cookies, **options)
        page.goto(address)
        return page

    return open_it


def in_state(small, state):
    MatchRound.objects.filter(pk=small.round.pk).update(state=state)
    small.round.refresh_from_db()


def searching(small):
    """A run that a worker holds and that is at its second goal."""
    in_state(small, "closed")
    run = start_run(match_round=small.round, seconds=60, by=small.hilde, at=now(), here=True)
    run = claim_run(run=run, worker="one:1", at=now())
    tell(run, 2)
    return run


def tell(run, goals):
    lines = [dict(line) for line in run.progress]
    for line in lines[:goals]:
        line |= {"value": 5, "bound": 5, "proven": True, "points": [[0.1, 5, 5]]}
    if goals:
        lines[goals - 1] |= {"value": 900, "bound": 1200, "proven": False}
        lines[goals - 1]["points"] = [[0.2, 500, 1300], [2.0, 900, 1200]]
    beat(run=run, progress=lines, at=now())


def pages(small):
    start = f"/werk/rondes/{small.round.pk}"
    parts = ("", "gegevens/", "deelnemers/", "deelnemers/?wie=scholen", "controle/", "berekeningen/", "berekeningen/1/")
    return ["/werk/", "/werk/rondes/", "/werk/rondes/nieuw/", *(f"{start}/{part}" for part in parts)]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("moment", ["searching", "ended"])
def test_pages_have_no_faults(small, open_page, width, moment):
    for name in ("populieren", "schip", "bijenkorf"):
        who = small.registrations["robbe"]
        Ban.objects.create(
            round=small.round, registration=who, request=small.requests[name], reason="other", by=small.hilde, at=AT
        )
    searching(small) if moment == "searching" else make_small_plan(small)
    faults = {address: page_faults(open_page(address, width=width)) for address in pages(small)}
    assert {address: found for address, found in faults.items() if found} == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_round_from_nothing_to_a_waiting_search(small, open_page, javascript):
    page = open_page("/werk/rondes/nieuw/", javascript=javascript)
    page.get_by_label("Naam van de ronde").fill("Najaar 2027")
    page.get_by_label("Hogeschool ter-leie").check()
    page.get_by_role("button", name="Maak de ronde").click()
    expect(page.get_by_role("heading", name="Volgende stap")).to_be_visible()
    page.get_by_role("button", name="Open de ronde").click()
    page.get_by_role("button", name="Sluit de ronde").click()
    expect(page.get_by_text("De ronde is nu in de fase gesloten.")).to_be_visible()
    assert MatchRound.objects.get(name="Najaar 2027").state == "closed"


@pytest.mark.parametrize("javascript", [True, False])
def test_goals_are_put_in_order_by_keyboard_and_the_search_starts(small, open_page, javascript):
    in_state(small, "closed")
    page = open_page(f"/werk/rondes/{small.round.pk}/berekeningen/", javascript=javascript)
    page.get_by_label("Naam van de berekening").fill("reistijd voor wensen")
    page.get_by_role("button", name="Reistijd samen hoger").press("Enter")
    expect(page.get_by_role("button", name="Reistijd samen hoger")).to_be_focused()
    page.get_by_role("button", name="Reistijd samen hoger").press("Enter")
    assert page.get_by_label("Naam van de berekening").input_value() == "reistijd voor wensen"
    page.get_by_label("Naam van de berekening").press("Enter")
    expect(page.get_by_role("heading", name="Berekening 1 wacht: reistijd voor wensen")).to_be_visible()
    goals = ["placed", "coverage", "travel:total", "wishes:generous", "duos", "fit"]
    assert MatchRound.objects.get(pk=small.round.pk).goals == goals


def test_a_search_is_followed_live_until_its_end(small, open_page):
    run = searching(small)
    page = open_page(f"/werk/rondes/{small.round.pk}/berekeningen/1/")
    expect(page.get_by_text("Doel 2 van 7: Scholen met de grootste nood")).to_be_visible()
    tell(run, 3)
    expect(page.get_by_text("Doel 3 van 7: Wensen, vrijgevig")).to_be_visible(timeout=10_000)
    expect(page.locator("#k-live")).to_have_text("Doel 3: Wensen, vrijgevig")
    finish_run(run=run, at=now(), **solved(small))
    expect(page.get_by_text("Geen enkel plan is beter op deze doelen.")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("link", name="Naar het nazicht")).to_be_visible()


def test_stopping_without_javascript(small, open_page):
    searching(small)
    page = open_page(f"/werk/rondes/{small.round.pk}/berekeningen/1/", javascript=False)
    page.get_by_role("button", name="Stop en bewaar het beste plan").click()
    expect(page.get_by_text("De berekening stopt. Het beste plan blijft bewaard.")).to_be_visible()
    assert Run.objects.get().stop_asked is True
