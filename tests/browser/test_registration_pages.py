"""Students' and schools' pages in a real browser: reflow, targets, accessibility, keyboard, no JavaScript."""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import MatchRound
from accounts.versions import change
from schools.models import SupportRequest
from students.models import DuoQuestion, Registration, Wish
from tests.browser.faults import page_faults
from tests.schools import rows
from tests.students.conftest import place, register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("REGISTRATION_PICTURES")
"""A folder to keep a picture of every page in, to look at."""


@pytest.fixture
def scene(transactional_db):
    """A round in the week before it closes, a student half-way, a school with one request, a coordinator."""
    college = rows.make_college(rows.make_network())
    network = college.network
    match_round = rows.make_round(
        college,
        "Voorjaar 2027",
        opens_at=timezone.now() - timedelta(days=9),
        closes_at=timezone.now() + timedelta(days=6),
        review_by=date(2027, 2, 5),
        schools_told_on=date(2027, 2, 15),
        schools_answer_by=date(2027, 2, 19),
        students_told_on=date(2027, 2, 22),
        students_answer_by=date(2027, 3, 1),
        starts_on=date(2027, 3, 8),
        ends_on=date(2027, 5, 28),
        min_half_days=4,
    )
    rows.make_postcode("9000", "Gent")
    rows.make_postcode("9230", "Wetteren", 51.0, 3.88)
    schools = [
        rows.make_school(network, "1001", "Basisschool De Zeven Populieren"),
        rows.make_school(network, "1002", "Vrije basisschool Het Lantaarntje", **place("Ledeberg", 51.04, 3.745)),
        rows.make_school(network, "1003", "Basisschool De Schippersbrug", **place("Wetteren", 51.0, 3.85)),
        rows.make_school(network, "1004", "Gemeenteschool De Klimop", **place("Merelbeke", 51.0, 3.75)),
        rows.make_school(network, "1005", "Sint-Jozefsinstituut basisonderwijs", **place("Brugge", 51.21, 3.22)),
    ]
    request = rows.make_request(
        schools[0],
        match_round,
        levels=["kleuter", "lager"],
        classes="2de en 3de kleuterklas, 1ste en 2de leerjaar",
        kinds=["team-teaching", "small-group"],
        languages=["tr", "ar"],
        half_days=["mon-am", "mon-pm", "tue-am", "wed-am", "thu-am", "thu-pm"],
        half_days_needed=4,
        min_students=2,
        max_students=3,
    )
    noor = register(match_round, college, "Noor Peeters", "S1", max_minutes=60, term_postcode="9000")
    Registration.objects.filter(pk=noor.pk).update(
        postcode="9230", latitude=51.0, longitude=3.88, term_latitude=51.05, term_longitude=3.72
    )
    for tier, school in enumerate(schools[:3], start=1):
        Wish.objects.create(registration=noor, tier=tier, school=school)
    noor.avoided.create(school=schools[3], reason="family")
    fien = register(match_round, college, "Fien Goossens", "S2")
    DuoQuestion.objects.create(asker=fien, wanted="s1", asked_at=timezone.now())
    schools[0].need_figures.create(value="1.42", school_year="2025-2026", source="Register", official=False)
    return {
        "round": match_round,
        "schools": schools,
        "request": request,
        "noor": noor,
        "contact": rows.make_contact(schools[0]),
        "coordinator": rows.make_coordinator(college),
    }


def cookies_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies


def look(page, name, width):
    """Keep a picture when somebody asked for them."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def student_addresses(scene):
    names = ("home", "address", "availability", "wishes", "wish-add", "duo", "avoid", "check", "withdraw")
    pages = {name: reverse(f"student-{name}") for name in names}
    found = {"hidden": f"{reverse('student-hidden')}?q=brugge", "avoid-search": f"{reverse('student-avoid')}?q=basis"}
    return pages | found | {"avoid-add": reverse("student-avoid-add", args=[scene["schools"][1].pk])}


def school_addresses(scene):
    school, match_round, request = scene["schools"][0].pk, scene["round"].pk, scene["request"].pk
    return {
        "school-home": reverse("school-home", args=[school]),
        "school-answer": reverse("school-answer", args=[school, match_round]),
        "school-who": reverse("school-request", args=[school, request]),
        "school-when": reverse("school-request-when", args=[school, request]),
        "school-check": reverse("school-request-check", args=[school, match_round]),
        "school-withdraw": reverse("school-request-withdraw", args=[school, request]),
    }


def staff_addresses(scene):
    noor = scene["noor"]
    return {
        "staff-students": reverse("student-list"),
        "staff-student": reverse("staff-student", args=[noor.student_id]),
        "staff-registration": reverse("staff-registration", args=[noor.student_id, noor.pk]),
        "staff-schools": reverse("school-list"),
        "staff-school": reverse("staff-school", args=[scene["schools"][0].pk]),
    }


def faults_of(page, addresses, *, width, least):
    found = {}
    for name, address in addresses.items():
        answer = page.goto(address)
        look(page, name, width)
        faults = page_faults(page, least=least)
        if answer.status != 200 or faults:
            found[name] = [answer.status, *faults]
    return found


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_students_pages_have_no_faults(scene, make_page, width):
    page = make_page(width=width, cookies=cookies_of(scene["noor"].student.user))

    assert faults_of(page, student_addresses(scene), width=width, least=44) == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_schools_pages_have_no_faults(scene, make_page, width):
    page = make_page(width=width, cookies=cookies_of(scene["contact"]))

    assert faults_of(page, school_addresses(scene), width=width, least=44) == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_coordinators_pages_have_no_faults(scene, make_page, width):
    page = make_page(width=width, cookies=cookies_of(scene["coordinator"]))

    assert faults_of(page, staff_addresses(scene), width=width, least=24) == {}


def names(page):
    return page.locator(".k-wishes > li").evaluate_all("items => items.map(item => item.dataset.name.split(' ').pop())")


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_order_of_wishes_is_made_with_the_keyboard(scene, make_page, javascript):
    page = make_page(width=390, javascript=javascript, cookies=cookies_of(scene["noor"].student.user))
    page.goto(reverse("student-wishes"))

    page.get_by_role("button", name="Vrije basisschool Het Lantaarntje hoger").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Vrije basisschool Het Lantaarntje staat nu op plaats 1 van 3.").wait_for()
    moved = names(page)
    if javascript:
        assert focused(page) == "Vrije basisschool Het Lantaarntje lager"
    page.get_by_role("button", name="Herstel").click()
    page.get_by_text("Vrije basisschool Het Lantaarntje staat nu op plaats 1 van 3.").wait_for(state="detached")

    assert moved == ["Lantaarntje", "Populieren", "Schippersbrug"]
    assert names(page) == ["Populieren", "Lantaarntje", "Schippersbrug"]


def test_a_wish_is_dragged(scene, make_page):
    page = make_page(width=390, cookies=cookies_of(scene["noor"].student.user))
    page.goto(reverse("student-wishes"))

    items = page.locator(".k-wishes > li")
    grip, target = items.nth(2).locator(".k-grip").bounding_box(), items.nth(0).bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(target["x"] + 200, target["y"] + 30, steps=12)
    for nudge in range(20):
        if names(page)[0] == "Schippersbrug":
            break
        page.mouse.move(target["x"] + 200, target["y"] + 20 - nudge, steps=2)
        page.wait_for_timeout(200)
    page.mouse.up()
    page.get_by_text("Je lijst heeft een nieuwe volgorde.").wait_for()

    ranked = Wish.objects.filter(registration=scene["noor"]).order_by("tier").values_list("school__number", flat=True)
    assert (names(page), list(ranked)) == (["Schippersbrug", "Populieren", "Lantaarntje"], ["1003", "1001", "1002"])


@pytest.mark.parametrize("javascript", [True, False])
def test_half_days_are_chosen_by_keyboard_with_a_total(scene, make_page, javascript):
    page = make_page(width=390, javascript=javascript, cookies=cookies_of(scene["noor"].student.user))
    page.goto(reverse("student-availability"))
    quick = "button" if javascript else "link"

    page.get_by_role(quick, name="Alles uit").click()
    page.get_by_role("checkbox", name="maandag voormiddag").press("Space")
    page.get_by_role("button", name="Bewaren en verder").click()
    wrong = page.locator("#k-error-summary").inner_text()
    page.get_by_role(quick, name="Alles aan").click()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.wait_for_url(f"**{reverse('student-wishes')}")

    assert "Duid minstens 4 halve dagen aan. Nu zijn het er 1." in wrong
    assert len(Registration.objects.get(pk=scene["noor"].pk).half_days) == 9


@pytest.mark.parametrize("javascript", [True, False])
def test_a_school_asks_for_support_from_start_to_end(scene, make_page, javascript):
    school, match_round = scene["schools"][1], scene["round"]
    page = make_page(width=390, javascript=javascript, cookies=cookies_of(rows.make_contact(school, "Jef Maes")))

    page.goto(reverse("school-list-own"))
    page.get_by_role("link", name="Geef jullie antwoord").click()
    page.get_by_role("radio", name="Ja, dat willen we").check()
    page.get_by_role("button", name="Verder").click()
    look(page, "school-new-who", 390)
    page.get_by_role("checkbox", name="1ste en 2de leerjaar").check()
    page.get_by_role("checkbox", name="Teamteaching").check()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_role("checkbox", name="maandag voormiddag").check()
    page.get_by_role("checkbox", name="dinsdag voormiddag").check()
    page.get_by_role("spinbutton", name="Minstens").fill("2")
    page.get_by_role("spinbutton", name="Hoogstens", exact=True).fill("3")
    page.get_by_role("spinbutton", name="Totaal voor de hele school").fill("1")
    page.get_by_role("button", name="Bewaren en verder").click()
    look(page, "school-new-when-wrong", 390)
    assert "Het totaal (1) is kleiner dan het minimum (2)." in page.locator("#k-error-summary").inner_text()
    page.get_by_role("spinbutton", name="Totaal voor de hele school").fill("3")
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_label("Jouw rol").select_option("Directie")
    page.get_by_role("button", name="Bevestigen en versturen").click()
    page.get_by_text("Bedankt. Jullie aanvraag is bevestigd.").wait_for()

    made = SupportRequest.objects.get(school=school)
    assert (made.round, made.classes, made.kinds) == (match_round, "1ste en 2de leerjaar", ["team-teaching"])
    assert (made.half_days, made.min_students, made.max_students) == (["mon-am", "tue-am"], 2, 3)


def test_a_student_adds_a_school_found_by_place(scene, make_page):
    Wish.objects.filter(registration=scene["noor"]).delete()
    page = make_page(width=390, javascript=False, cookies=cookies_of(scene["noor"].student.user))
    page.goto(reverse("student-wishes"))
    look(page, "wishes-empty", 390)

    page.get_by_role("link", name="School toevoegen").click()
    page.get_by_role("searchbox", name="Zoek op naam of plaats").fill("ledeberg")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("button", name=re.compile("^Kies")).click()

    assert names(page) == ["Lantaarntje"]


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
