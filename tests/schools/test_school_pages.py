"""A school's pages, clicked through: one form for all colleges, nothing lost, nothing of another school."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import MatchRound
from accounts.states import RoundState
from schools.models import Interest, SupportRequest
from tests.schools import rows

WHO = {"classes": ["l1-l2", "l3-l4"], "kinds": ["small-group"], "languages": ["tr"], "version": 0}
WHEN = {
    "half_days": ["mon-am", "tue-am", "thu-pm"],
    "half_days_needed": 2,
    "min_students": 1,
    "max_students": 2,
    "at_once": "",
    "total": 4,
    "mentor_known": "no",
    "mentor_name": "",
    "version": 0,
}


@pytest.fixture
def match_round(college):
    return rows.make_round(college, closes_at=timezone.now() + timedelta(days=6))


@pytest.fixture
def page(client, contact):
    client.force_login(contact)
    return client


def address(name, school, *more):
    return reverse(name, args=(school.pk, *(getattr(one, "pk", one) for one in more)))


def errors(response):
    return response.context["form"].errors.get_json_data(escape_html=False)


def sentences(response):
    return {name: [one["message"] for one in found] for name, found in errors(response).items()}


def test_a_contact_of_one_school_goes_straight_to_it(page, school):
    assert page.get(reverse("school-list-own")).headers["location"] == address("school-home", school)


def test_who_answers_for_several_schools_chooses(page, school, network, contact):
    other = rows.make_school(network, "1002", "Het Lantaarntje")
    other.contacts.create(user=contact)

    assert list(page.get(reverse("school-list-own")).context["schools"]) == [school, other]


def test_a_yes_leads_through_the_form_to_a_confirmed_request(page, school, match_round, contact):
    step = page.post(address("school-answer", school, match_round), {"answer": "yes", "version": 0})
    assert step.headers["location"] == address("school-request-new", school, match_round)
    step = page.post(step.headers["location"], WHO)
    when = step.headers["location"]
    step = page.post(when, WHEN)
    assert step.headers["location"] == address("school-request-check", school, match_round)
    page.post(step.headers["location"], {"answered_by": "Griet Roels", "role": "directie"})

    request, interest = SupportRequest.objects.get(), Interest.objects.get()
    assert (request.classes, request.levels) == ("1ste en 2de leerjaar, 3de en 4de leerjaar", ["lager"])
    assert (request.kinds, request.languages, request.half_days) == (["small-group"], ["tr"], WHEN["half_days"])
    assert (request.half_days_needed, request.min_students, request.max_students, request.at_once) == (2, 1, 2, None)
    assert (interest.answer, interest.max_students, interest.answered_by) == ("yes", 4, "Griet Roels (directie)")
    assert list(SupportRequest.objects.standing()) == [request]
    assert page.post(when, WHEN).status_code == 302
    assert SupportRequest.objects.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(page, school, match_round):
    when = page.post(address("school-request-new", school, match_round), WHO).headers["location"]

    wrong = WHEN | {"min_students": 2, "max_students": 3, "total": 1, "half_days_needed": 5}
    response = page.post(when, wrong)

    assert sentences(response) == {
        "half_days_needed": ["Jullie duiden 3 halve dagen aan. Zet dit op 3 of minder, of duid er meer aan."],
        "total": ["Het totaal (1) is kleiner dan het minimum (2). Zet het totaal op 2 of meer, of het minimum op 1."],
    }
    assert response.context["form"]["half_days"].value() == WHEN["half_days"]
    assert SupportRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"half_days": []}, {"half_days": ["Kies minstens één halve dag."]}),
        ({"half_days": ["wed-pm"]}, ["half_days"]),
        ({"min_students": 3, "max_students": 2}, {"max_students": ["Hoogstens (2) is kleiner dan minstens (3)."]}),
        ({"min_students": 0}, ["min_students"]),
        ({"max_students": "veel"}, ["max_students"]),
        ({"mentor_known": ""}, {"mentor_known": ["Kies een van de twee."]}),
        (
            {"mentor_known": "yes"},
            {"mentor_name": ["Vul de naam in, of kies ‘We weten het nog niet’."]},
        ),
    ],
)
def test_numbers_and_days_that_cannot_be(page, school, match_round, given, expected):
    when = page.post(address("school-request-new", school, match_round), WHO).headers["location"]

    found = sentences(page.post(when, WHEN | given))

    assert found == expected if isinstance(expected, dict) else list(found) == expected
    assert SupportRequest.objects.count() == 0


def test_a_no_asks_for_a_reason_and_nothing_more(page, school, match_round):
    answer = address("school-answer", school, match_round)
    assert sentences(page.post(answer, {"answer": "no", "version": 0})) == {"reason": ["Kies een reden."]}

    done = page.post(answer, {"answer": "no", "reason": "busy", "version": 0})

    assert done.headers["location"] == address("school-home", school)
    assert [(row.answer, row.reason) for row in Interest.objects.all()] == [("no", "busy")]


def test_the_form_starts_from_last_time(page, school, college, match_round):
    fields = {"classes": "1ste en 2de leerjaar", "kinds": ["remote"], "half_days": ["mon-am", "wed-pm"]}
    rows.make_request(school, match_round, **fields, max_students=3)
    now = rows.make_round(college, "Najaar", closes_at=timezone.now() + timedelta(days=6))

    who = page.get(address("school-request-new", school, now))
    when = page.get(page.post(who.request["PATH_INFO"], WHO).headers["location"])

    assert (who.context["last"].round, who.context["form"]["classes"].value()) == (match_round, ["l1-l2"])
    assert who.context["form"]["kinds"].value() == ["remote"]
    assert (when.context["form"]["half_days"].value(), when.context["form"]["max_students"].value()) == (["mon-am"], 3)


def test_a_colleagues_change_is_shown_and_not_overwritten(page, school, match_round):
    row = rows.make_request(school, match_round, half_days=["mon-am", "tue-am"], half_days_needed=2)
    url = address("school-request-when", school, row)
    mine = WHEN | {"version": 1, "total": "", "total_seen": ""}
    page.post(url, mine | {"max_students": 9})

    response = page.post(url, mine | {"max_students": 5})

    conflict = response.context["conflict"]
    assert (conflict.own, [(one.label, one.saved) for one in conflict.differences]) == (True, [("Hoogstens", "9")])
    assert (response.context["form"]["max_students"].value(), SupportRequest.objects.get().max_students) == ("5", 9)
    again = page.post(url, mine | {"max_students": 5, "version": response.context["form"]["version"].value()})
    assert (again.status_code, SupportRequest.objects.get().max_students) == (302, 5)


def test_two_steps_of_one_request_on_two_screens_do_not_meet(page, school, match_round):
    row = rows.make_request(school, match_round)

    page.post(address("school-request", school, row), WHO | {"version": 1})
    saved = page.post(address("school-request-when", school, row), WHEN | {"version": 1})

    row.refresh_from_db()
    assert (saved.status_code, row.kinds, row.max_students, row.version) == (302, ["small-group"], 2, 3)


def test_after_closing_everything_can_be_read_and_nothing_written(page, school, match_round):
    row = rows.make_request(school, match_round)
    MatchRound.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    check = address("school-request-check", school, match_round)

    for name, more, given in (
        ("school-answer", match_round, {"answer": "no", "reason": "busy", "version": 1}),
        ("school-request-new", match_round, WHO),
        ("school-request", row, WHO | {"version": 1}),
        ("school-request-when", row, WHEN | {"version": 1}),
        ("school-request-withdraw", row, {}),
    ):
        assert page.post(address(name, school, more), given).headers["location"] == check

    read = page.get(check)
    assert (read.context["open"], "Het was te laat" in read.content.decode()) == (False, True)
    row.refresh_from_db()
    assert (row.version, row.withdrawn_at, Interest.objects.get().answer) == (1, None, "yes")


def test_one_click_says_that_it_still_holds_and_opening_says_nothing(page, school, match_round):
    row = rows.make_request(school, match_round)
    url = address("school-confirm", school, match_round)

    assert page.get(url).status_code == 405
    row.refresh_from_db()
    before = row.confirmed_at
    page.post(url)
    row.refresh_from_db()

    assert (before, row.confirmed_at > rows.NOW - timedelta(days=365), Interest.objects.get().answered_by) == (
        rows.NOW,
        True,
        "Griet Roels",
    )
    assert row.confirmed_at != rows.NOW


def test_a_request_is_withdrawn_after_asking_and_can_come_back(page, school, match_round):
    row = rows.make_request(school, match_round)
    url = address("school-request-withdraw", school, row)

    page.get(url)
    asked = list(SupportRequest.objects.standing())
    page.post(url)
    withdrawn = list(SupportRequest.objects.standing())
    page.post(address("school-request-bring-back", school, row))

    assert (asked, withdrawn, list(SupportRequest.objects.standing())) == ([row], [], [row])


def test_another_schools_pages_are_not_found(page, network, match_round, school):
    other = rows.make_school(network, "1002", "Het Lantaarntje")
    theirs = rows.make_request(other, match_round, "B1")
    urls = [
        address("school-home", other),
        address("school-answer", other, match_round),
        address("school-request-new", other, match_round),
        address("school-request-check", other, match_round),
        address("school-request", other, theirs),
        address("school-request", school, theirs),
        address("school-request-when", school, theirs),
        address("school-request-withdraw", school, theirs),
        reverse("school-list"),
        reverse("staff-school", args=[school.pk]),
    ]

    assert [page.get(url).status_code for url in urls] == [404] * len(urls)
    assert page.post(address("school-confirm", other, match_round)).status_code == 404
    assert page.post(address("school-request-bring-back", school, theirs)).status_code == 404


def test_a_visitor_is_asked_to_log_in(client, school, match_round):
    response = client.get(address("school-answer", school, match_round))

    assert (response.status_code, response.headers["location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("state", list(RoundState.values))
def test_the_home_page_opens_in_every_phase(page, school, match_round, state):
    rows.make_request(school, match_round)
    rows.make_request(school, match_round, "A2", withdrawn_at=rows.NOW)
    MatchRound.objects.update(state=state)

    assert page.get(address("school-home", school)).status_code == 200


def test_coordinators_find_a_school_with_its_figures(client, college, school, contact, match_round):
    school.need_figures.create(value="1.40", school_year="2025-2026", source="Register", official=False)
    rows.make_request(school, match_round, classes="1ste en 2de leerjaar")
    client.force_login(rows.make_coordinator(college))

    listed = client.get(reverse("school-list"), {"q": "populieren"})
    one = client.get(reverse("staff-school", args=[school.pk])).content.decode()

    assert [row.name for row in listed.context["page"]] == ["De Zeven Populieren"]
    for words in ("1,40", "2025-2026", "berekend, niet officieel", "griet.roels@example.org", "1ste en 2de leerjaar"):
        assert words.lower() in one.lower()


@pytest.mark.parametrize("text", ["\x00", "%", "x" * 5000, "-1"])
def test_any_search_of_a_coordinator_is_answered(client, college, school, text):
    client.force_login(rows.make_coordinator(college))

    for name in ("q", "gemeente", "antwoord", "page"):
        assert client.get(reverse("school-list"), {name: text}).status_code == 200
    for name in ("q", "ronde", "toestand", "page"):
        assert client.get(reverse("student-list"), {name: text}).status_code == 200


def test_need_is_nowhere_on_a_schools_own_pages(page, school, match_round):
    school.need_figures.create(value="3.14", school_year="2025-2026", source="Register", official=True)
    rows.make_request(school, match_round)

    shown = "".join(
        page.get(url).content.decode()
        for url in (address("school-home", school), address("school-request-check", school, match_round))
    )

    assert [words for words in ("3.14", "3,14", "Kansencijfer") if words in shown] == []
