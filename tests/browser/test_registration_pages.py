"""Students' and schools' pages in a real browser: reflow, targets, accessibility, keyboard, no JavaScript."""

import re

import pytest
from django.urls import reverse

from schools.models import SupportRequest
from students.models import Registration, Wish
from tests.browser.faults import page_faults
from tests.browser.registration import (
    cookies_of,
    look,
    make_scene,
    school_addresses,
    staff_addresses,
    student_addresses,
)
from tests.schools import rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db):
    return make_scene()


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
