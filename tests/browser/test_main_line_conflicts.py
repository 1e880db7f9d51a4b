"""Where two people or two presses meet on the main line, and whose pages stay shut: said clearly, nothing lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import MatchRound
from placements.models import Assignment, Edit, Pin, Proposal, SentMail, Upload
from schools.models import SupportRequest
from students.models import Registration, Student
from tests.browser.before_the_round import STUDENTS_OF_SCHELDEDAL, as_file
from tests.browser.cast import PATIENCE, press, said
from tests.browser.demonstration import demonstration, kept_demonstration  # noqa: F401 - fixtures
from tests.browser.visits import PEOPLE, ROUND, SCHOOL, STAFF, asking, by_email, phase, placed
from tests.browser.worker import empty_the_queue, work
from tests.schools.rows import make_college, make_coordinator, make_network

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every page"), pytest.mark.usefixtures("demonstration")]
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


@pytest.fixture
def page_of(make_page):
    """`page_of("bart")`: a browser in which this person is logged in."""

    def open_it(name: str, **options):
        client = Client()
        client.force_login(PEOPLE[name]() if name in PEOPLE else by_email(name)())
        page = make_page(cookies=client.cookies, **options)
        page.set_default_timeout(PATIENCE)
        return page

    return open_it


def the_plan() -> list[tuple]:
    """What people decided about the plan under review."""
    rows = Assignment.objects.filter(proposal__round__state="review").order_by("registration")
    return list(rows.values_list("registration", "request", "origin"))


@BOTH
def test_two_people_change_one_plan(page_of, javascript):
    row, before = placed(), the_plan()
    address = f"/werk/rondes/{row.proposal.round_id}/nazicht/{row.registration_id}/"
    hilde, bart = page_of("hilde", javascript=javascript), page_of("bart", javascript=javascript)
    hilde.goto(address)
    bart.goto(address)
    other = hilde.locator("select[name=request_other] option").nth(1).get_attribute("value")
    bart.get_by_label("Reden (verplicht bij een wijziging)").select_option("duo")
    press(bart, "Zet vast")
    said(bart, "blijft op deze plaats bij een nieuwe berekening.")
    hilde.locator("select[name=request_other]").select_option(other)
    hilde.get_by_label("Reden (verplicht bij een wijziging)").select_option("student_agreed")
    press(hilde, "Verplaats")

    said(hilde, "Bekijk het verschil.")
    assert re.search(r"Bart wijzigde dit om \d\d\.\d\d uur\.", hilde.locator("main").inner_text())
    expect(hilde.locator("select[name=request_other]")).to_have_value(other)
    expect(hilde.get_by_label("Reden (verplicht bij een wijziging)")).to_have_value("student_agreed")
    assert the_plan() == before
    assert Pin.objects.get(registration=row.registration_id).by.first_name == "Bart"
    assert Edit.objects.filter(registration=row.registration_id).count() == 1


def test_schools_are_told_once_however_often_it_is_pressed(page_of):
    match_round = MatchRound.objects.get(state="approved")
    first, second = page_of("hilde"), page_of("bart")
    for page in (first, second):
        page.goto(f"/werk/rondes/{match_round.pk}/versturen/")
        page.get_by_role("link", name=re.compile(r"^Verstuur \d+ mails? naar scholen$")).click()
    button = re.compile(r"^Ja, verstuur \d+ mails? naar scholen$")
    first.get_by_role("button", name=button).click()
    said(first, "In de rij")
    asked = SentMail.objects.filter(round=match_round).count()
    second.get_by_role("button", name=button).click()
    said(second, "Dit is al verstuurd. Er vertrok niets een tweede keer.")

    assert SentMail.objects.filter(round=match_round).count() == asked > 0
    assert Proposal.objects.get(round=match_round).state == "published"


@BOTH
def test_a_new_request_sent_twice_is_one(page_of, javascript):
    school, before = asking("open").school_id, SupportRequest.objects.count()
    page = page_of("school", javascript=javascript, width=390)
    page.goto(f"/school/{school}/ronde/{MatchRound.objects.get(state='open').pk}/klassen/")
    page.get_by_role("checkbox", name="1ste en 2de leerjaar").check()
    press(page, "Bewaren en verder")
    for _time in range(2):
        page.get_by_role("checkbox", name="vrijdag voormiddag").check()
        page.get_by_role("spinbutton", name="Hoeveel halve dagen per week per student?").fill("1")
        press(page, "Bewaren en verder")
        page.wait_for_url("**/nakijken/")
        page.go_back()
        expect(page.get_by_role("heading", name="Wanneer en hoeveel?")).to_be_visible()

    assert SupportRequest.objects.count() == before + 1


def test_students_of_another_college_are_refused_by_row(page_of):
    empty_the_queue()
    match_round, before = MatchRound.objects.get(state="open"), Student.objects.count()
    hilde = page_of("hilde")
    hilde.goto(f"/werk/import/?ronde={match_round.pk}")
    hilde.locator("input[name=kind][value=students]").check()
    rows = [row | {"wishes": "", "postcode": "9000"} for row in STUDENTS_OF_SCHELDEDAL]
    hilde.locator("input[type=file]").set_input_files(as_file(rows, "van de anderen.csv"))
    press(hilde, "Kijk na")
    said(hilde, "We kijken de rijen na")
    assert work() == ["check_upload"]
    said(hilde, "1 rij kan niet ingelezen worden")

    upload = Upload.objects.get(file_name="van de anderen.csv")
    assert [(row[1], row[2], len(row[3])) for row in upload.rows] == [("6", "refused", 1)]
    said(hilde, upload.rows[0][3][0])
    assert hilde.get_by_role("button", name="Lees in").count() == 0
    assert Student.objects.count() == before
    assert page_of("els").goto(f"/werk/import/{upload.pk}/").status == 404


def test_a_date_that_is_none_is_said_at_its_field_and_what_was_typed_stays(page_of):
    hilde, before = page_of("hilde"), MatchRound.objects.count()
    hilde.goto("/werk/rondes/nieuw/")
    hilde.get_by_label("Naam van de ronde").fill("Zomer")
    hilde.get_by_role("checkbox", name="Hogeschool Ter Leie").check()
    starts = hilde.get_by_label("Stage begint op")
    starts.evaluate("field => field.type = 'text'")  # as in a browser without a calendar of its own
    starts.fill("31/02/2027")
    press(hilde, "Maak de ronde")

    summary = hilde.locator("#k-error-summary")
    expect(summary.get_by_role("heading")).to_have_text("Kijk één ding na")
    expect(summary.get_by_role("link")).to_have_text("Stage begint op: Voer een geldige datum in.")
    assert summary.evaluate("box => document.activeElement === box")
    expect(hilde.get_by_label("Naam van de ronde")).to_have_value("Zomer")
    expect(hilde.get_by_role("checkbox", name="Hogeschool Ter Leie")).to_be_checked()
    assert "31/02/2027" in hilde.content()
    assert MatchRound.objects.count() == before


def test_two_dates_the_wrong_way_round(page_of):
    hilde, today = page_of("hilde"), timezone.localdate()
    hilde.goto(f"/werk/rondes/{MatchRound.objects.get(state='draft').pk}/gegevens/")
    hilde.get_by_label("Stage begint op").fill(str(today + timedelta(days=9)))
    hilde.get_by_label("Stage eindigt op").fill(str(today + timedelta(days=2)))
    press(hilde, "Bewaren")

    said(hilde, "De stage kan niet eindigen voor ze begint.")
    expect(hilde.get_by_label("Stage eindigt op")).to_have_value(str(today + timedelta(days=2)))
    assert MatchRound.objects.get(state="draft").ends_on != today + timedelta(days=2)


def test_a_student_answers_after_the_last_day(page_of):
    MatchRound.objects.filter(state="open").update(closes_at=timezone.now() + timedelta(seconds=60))
    page = page_of("student", width=390)
    page.goto("/student/adres/")
    MatchRound.objects.filter(state="open").update(closes_at=timezone.now() - timedelta(seconds=1))
    before = Registration.objects.filter(round__state="open").order_by("pk").values_list("mode", "max_minutes")[0]
    page.get_by_role("radio", name="Te voet").check()
    press(page, "Bewaren en verder")

    said(page, "Het was te laat: de ronde sloot op")
    after = Registration.objects.filter(round__state="open").order_by("pk").values_list("mode", "max_minutes")[0]
    assert after == before


def stranger():
    """A coordinator of a college in another network."""
    return make_coordinator(make_college(make_network("elders"), "elders"), "Vera Vreemd")


OUTSIDERS = {"coordinator of another network": stranger, "student": PEOPLE["student"], "newcomer": PEOPLE["newcomer"]}
OF_SOMEBODY = [visit for visit in (*SCHOOL, *ROUND, *STAFF) if visit.rows.keys() - {"kind"}]
OF_STAFF = [visit for visit in STAFF if not visit.rows.keys() - {"kind"}]  # a kind of file is nobody's


@pytest.mark.parametrize("who", OUTSIDERS)
def test_pages_of_others_are_not_found(client, who):
    client.force_login(OUTSIDERS[who]())
    shut = OF_SOMEBODY if who == "coordinator of another network" else OF_SOMEBODY + OF_STAFF
    answers = {str(visit): client.get(visit.address()).status_code for visit in shut}

    assert answers == dict.fromkeys(map(str, shut), 404)


def test_pages_of_another_school_are_not_found(client):
    client.force_login(PEOPLE["school with a proposal"]())
    shut = [visit for visit in SCHOOL if visit.rows and visit.who != "school with a proposal"]
    answers = {str(visit): client.get(visit.address()).status_code for visit in shut}

    assert phase("open")["pk"]()
    assert answers == dict.fromkeys(map(str, shut), 404)
