"""What students and schools see when something is the matter: a conflict, a fault, a closed round, no round."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import MatchRound
from accounts.versions import change
from students.models import Registration
from tests.browser.faults import page_faults
from tests.browser.registration import cookies_of, look, make_scene, school_addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db):
    return make_scene()


def conflict_on_the_grid(page, scene):
    page.goto(reverse("student-availability"))
    row = Registration.objects.get(pk=scene["noor"].pk)
    change(row, version=row.version, by=scene["coordinator"], at=timezone.now(), half_days=["mon-am", "mon-pm"])
    page.get_by_role("checkbox", name="vrijdag namiddag").check()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_text("Hilde Dewaele wijzigde dit om").wait_for()


def wrong_address(page, scene):
    page.goto(reverse("student-address"))
    page.get_by_label("Postcode thuis").fill("0000")
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_text("Kijk één ding na").wait_for()


def list_after_a_move(page, scene):
    page.goto(reverse("student-wishes"))
    page.get_by_role("button", name="Basisschool De Schippersbrug hoger").click()
    page.get_by_text("Basisschool De Schippersbrug staat nu op plaats 2 van 3.").wait_for()


def closed(page, scene):
    MatchRound.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    page.goto(reverse("student-home"))


def submitted(page, scene):
    page.goto(reverse("student-check"))
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Indienen").click()
    page.get_by_text("Je inschrijving is ingediend.").wait_for()


def without_round(page, scene):
    MatchRound.objects.update(state="archived")
    page.goto(reverse("student-home"))


STUDENT_STATES = [conflict_on_the_grid, wrong_address, list_after_a_move, closed, submitted, without_round]


@pytest.mark.parametrize("state", STUDENT_STATES, ids=lambda state: state.__name__)
def test_what_students_see_when_something_is_the_matter_has_no_faults(scene, make_page, state):
    page = make_page(width=320, cookies=cookies_of(scene["noor"].student.user))

    state(page, scene)
    look(page, f"state-{state.__name__}", 320)

    assert page_faults(page, least=44) == []


def test_a_closed_school_page_has_no_faults_and_no_fields(scene, make_page):
    MatchRound.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    page = make_page(width=320, cookies=cookies_of(scene["contact"]))
    found = {}
    for name in ("school-home", "school-check"):
        page.goto(school_addresses(scene)[name])
        look(page, f"state-closed-{name}", 320)
        found[name] = [*page_faults(page, least=44), page.locator("main input:not([type=hidden]), main select").count()]

    assert found == {"school-home": [0], "school-check": [0]}
