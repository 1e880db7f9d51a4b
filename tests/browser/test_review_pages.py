"""From plan to answers in a real browser: nothing sticks out, axe is silent, and all of it works without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from placements.actions import approval
from placements.actions.publication import tell_schools, tell_students
from placements.models import Placement
from tests.browser.faults import page_faults
from tests.placements.small_round import AT, SmallRound, make_small_plan, make_small_round

pytestmark = pytest.mark.browser


@pytest.fixture
def small(live_server, transactional_db) -> SmallRound:
    return make_small_round()


@pytest.fixture
def proposal(small):
    return make_small_plan(small)


@pytest.fixture
def told(small, proposal):
    approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    approval.approve(proposal=proposal, by=small.bart, at=AT)
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    tell_students(match_round=small.round, by=small.hilde, at=AT)
    small.round.refresh_from_db()
    small.round.schools_answer_by = small.round.students_answer_by = timezone.localdate() + timedelta(days=7)
    small.round.save()


@pytest.fixture
def open_page(make_page, client):
    def open_it(user, address, **options):
        client.force_login(user)
        page = make_page(cookies=client.cookies, **options)
        page.goto(address)
        return page

    return open_it


def staff_pages(small):
    start = f"/werk/rondes/{small.round.pk}"
    student = small.registrations["noor"].pk
    return [
        f"{start}/{part}"
        for part in (
            "nazicht/",
            "nazicht/?beeld=scholen",
            f"nazicht/{student}/",
            "wijzigingen/",
            "goedkeuren/",
            "versturen/",
            "antwoorden/",
        )
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_the_plan_have_no_faults(small, proposal, open_page, width):
    faults = {}
    for address in staff_pages(small):
        faults[address] = page_faults(open_page(small.hilde, address, width=width))
    assert faults == {address: [] for address in staff_pages(small)}


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_after_publication_have_no_faults(small, told, open_page, width):
    found = [page_faults(open_page(small.hilde, address, width=width)) for address in staff_pages(small)]
    noor, griet = small.registrations["noor"].student.user, small.contacts["schip"]
    school = small.schools["schip"].pk
    for user, address in (
        (noor, "/student/voorstel/"),
        (noor, "/student/voorstel/teruggeven/"),
        (griet, f"/school/{school}/ronde/{small.round.pk}/voorstel/"),
        (griet, f"/school/{school}/ronde/{small.round.pk}/bezwaar/"),
    ):
        found.append(page_faults(open_page(user, address, width=width), least=44))
    assert found == [[]] * len(found)


@pytest.mark.parametrize("javascript", [True, False])
def test_moving_a_student_by_hand(small, proposal, open_page, javascript):
    page = open_page(small.hilde, f"/werk/rondes/{small.round.pk}/nazicht/", javascript=javascript)
    page.get_by_role("link", name="Robbe Steyaert").click()
    page.get_by_role("heading", name="Robbe Steyaert").wait_for()
    page.get_by_label("Of verplaats enkel deze student naar").select_option(str(small.requests["bijenkorf"].pk))
    page.get_by_label("Reden (verplicht bij een wijziging)").select_option("school_agreed")
    page.get_by_role("button", name="Verplaats").click()
    page.get_by_text("Robbe Steyaert staat nu bij De Bijenkorf").wait_for()
    assert small.place_of(proposal)["robbe"] == "bijenkorf"


def test_keys_walk_the_table_and_the_drawer(small, proposal, open_page):
    page = open_page(small.hilde, f"/werk/rondes/{small.round.pk}/nazicht/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Fien Goossens").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Fien Goossens"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_student_gives_the_place_back(small, told, open_page, javascript):
    page = open_page(small.registrations["noor"].student.user, "/student/voorstel/", width=390, javascript=javascript)
    page.get_by_role("link", name="Ik geef de plaats terug").click()
    page.get_by_label("de dagen").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Ja, geef terug").click()
    page.get_by_text("Je gaf je plaats terug.").wait_for()
    assert Placement.objects.get(registration=small.registrations["noor"]).reason_code == "days"
