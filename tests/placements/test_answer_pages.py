"""The pages where students and schools see who goes where, and answer."""

import pytest
from django.urls import reverse

from accounts.models import MatchRound
from placements.actions import answers, approval, review
from placements.actions.publication import tell_schools, tell_students
from placements.messages import letter_of
from placements.models import Placement, SentMail
from tests.placements.small_round import AT, make_request

PEOPLE = ("Noor Vandenbussche", "Fien Goossens", "Ilias Benali", "Lotte Verhaeghe", "Robbe Steyaert")
MINE = reverse("student-placement")


@pytest.fixture
def with_schools(small, proposal):
    publish(small, proposal)


def publish(small, proposal):
    approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    approval.approve(proposal=proposal, by=small.bart, at=AT)
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    open_for_answers(small)


@pytest.fixture
def told(small, with_schools):
    tell_students(match_round=small.round, by=small.hilde, at=AT)


def open_for_answers(small):
    """The pages use the clock of today."""
    small.round.refresh_from_db()
    small.round.schools_answer_by = small.round.students_answer_by = None
    small.round.save()


def as_student(client, small, name):
    client.force_login(small.registrations[name].student.user)
    return client


def as_school(client, small, name):
    client.force_login(small.contacts[name])
    return client, address_at(small, "school-proposal", name)


def address_at(small, page, school, match_round=None):
    return reverse(page, kwargs={"pk": small.schools[school].pk, "round_pk": (match_round or small.round).pk})


def another_round(small, state):
    """A round in which the school asked too, and gets nobody."""
    match_round = MatchRound.objects.create(network=small.round.network, name="Najaar 2026", state=state)
    make_request(match_round, small.schools["schip"], max_students=1, half_days=["fri-am"])
    return match_round


def named(response):
    return [name for name in PEOPLE if name in response.content.decode()]


def place_of(small, name):
    return Placement.objects.get(registration=small.registrations[name])


def test_a_student_sees_the_own_place_and_why(client, small, told):
    page = as_student(client, small, "noor").get(MINE).content.decode()
    for text in (
        "De Schippersbrug",
        "Dit was je tweede wens.",
        "Je komt 2 halve dagen per week. De school vroeg deze dagen en jij kan dan.",
        "56 minuten met het openbaar vervoer, onder jouw grens van 60 minuten.",
        "Waarom niet wens 1?",
        "Meer studenten pasten op De Zeven Populieren dan er plaatsen waren.",
        "Twee coördinatoren keken na en keurden goed op 10 februari.",
        "Ik aanvaard deze plaats",
    ):
        assert text in page
    assert [name for name in PEOPLE[1:] if name in page] == []


def test_before_students_are_told_the_page_says_when(client, small, with_schools):
    small.round.students_told_on = AT.date()
    small.round.save()
    page = as_student(client, small, "noor").get(MINE).content.decode()
    assert "Je voorstel komt op woensdag 10 februari." in page
    assert [school.name for school in small.schools.values() if school.name in page] == []


def test_a_student_without_a_place_reads_so(client, small, told):
    page = as_student(client, small, "robbe").get(MINE).content.decode()
    assert "Je hebt nog geen plaats." in page
    assert "Ik aanvaard" not in page


def home_of(client, small, name):
    return as_student(client, small, name).get(reverse("student-home")).content.decode()


def test_the_own_page_promises_a_place_only_to_who_has_one(client, small, told):
    none = home_of(client, small, "robbe")
    assert "Je hebt nog geen plaats. Jouw coördinator belt je." in none
    assert [text for text in ("Je voorstel staat klaar", "Antwoord ten laatste") if text in none] == []
    assert "Je voorstel staat klaar" in home_of(client, small, "noor")
    client.post(reverse("student-placement-accept"))
    assert "Je aanvaardde deze plaats." in home_of(client, small, "noor")


def test_the_own_page_says_nothing_of_a_place_before_students_are_told(client, small, with_schools):
    pages = [home_of(client, small, name) for name in ("noor", "robbe")]
    assert ["plaats. Jouw coördinator" in page or "Je voorstel staat klaar" in page for page in pages] == [False, False]


def test_who_lost_the_place_by_a_ban_reads_that_a_person_decided(client, small, proposal):
    about = {"registration": small.registrations["lotte"], "reason": "school_agreed", "by": small.hilde, "at": AT}
    review.ban(proposal=proposal, request=small.requests["bijenkorf"], version=proposal.version, **about)
    proposal.refresh_from_db()
    publish(small, proposal)
    tell_students(match_round=small.round, by=small.hilde, at=AT)
    page = as_student(client, small, "lotte").get(MINE).content.decode()
    assert "Je hebt nog geen plaats." in page
    assert "Een coördinator wijzigde dit op 10 februari: afspraak met de school." in page


def test_accepting_by_the_button(client, small, told):
    response = as_student(client, small, "noor").post(reverse("student-placement-accept"), follow=True)
    assert "Je aanvaardde deze plaats." in response.content.decode()
    assert place_of(small, "noor").state == "confirmed"


def test_giving_back_asks_a_reason_then_says_what_it_means(client, small, told):
    as_student(client, small, "noor")
    address = reverse("student-placement-return")
    assert "Kies een reden." in client.post(address, {}).content.decode()
    assert "Je komt op de reservelijst." in client.post(address, {"reason": "days"}).content.decode()
    assert place_of(small, "noor").state == "offered"
    client.post(address, {"reason": "days", "sure": "on"})
    assert (place_of(small, "noor").state, place_of(small, "noor").reason_code) == ("returned", "days")


def test_after_the_last_day_nothing_is_answered(client, small, told):
    small.round.refresh_from_db()
    small.round.students_answer_by = AT.date().replace(year=2020)
    small.round.save()
    response = as_student(client, small, "noor").post(reverse("student-placement-accept"), follow=True)
    assert "De termijn is voorbij." in response.content.decode()
    assert place_of(small, "noor").state == "offered"


def test_the_calendar_holds_a_weekly_entry_per_day(client, small, told):
    answer = as_student(client, small, "noor").get(reverse("student-placement-calendar"))
    lines = answer.content.decode().split("\r\n")
    assert [line for line in lines if line.startswith(("SUMMARY", "DTSTART", "RRULE"))] == [
        "SUMMARY:Stage De Schippersbrug: maandag voormiddag",
        "DTSTART;VALUE=DATE:20270308",
        "RRULE:FREQ=WEEKLY;UNTIL=20270528",
        "SUMMARY:Stage De Schippersbrug: dinsdag voormiddag",
        "DTSTART;VALUE=DATE:20270309",
        "RRULE:FREQ=WEEKLY;UNTIL=20270528",
    ]


def test_a_school_sees_names_only_once_it_is_told(client, small, proposal):
    client, address = as_school(client, small, "schip")
    assert client.get(address).status_code == 404


def test_a_school_sees_only_its_own_students(client, small, with_schools):
    client, address = as_school(client, small, "schip")
    response = client.get(address)
    assert named(response) == ["Noor Vandenbussche", "Fien Goossens"]
    assert "Jullie krijgen de 2 studenten die jullie vroegen." in response.content.decode()


def test_another_schools_page_is_not_there(client, small, with_schools):
    client, _own = as_school(client, small, "schip")
    for name, method in (
        ("school-proposal", "get"),
        ("school-object", "get"),
        ("school-proposal-confirm", "post"),
    ):
        assert getattr(client, method)(address_at(small, name, "populieren")).status_code == 404
    assert place_of(small, "ilias").school_confirmed_at is None


@pytest.mark.parametrize("state", ["review", "with_schools"])
def test_each_round_has_its_own_proposal(client, small, with_schools, state):
    other = another_round(small, state)
    client, address = as_school(client, small, "schip")
    pages = {
        name: client.get(address_at(small, "school-proposal", "schip", match_round))
        for name, match_round in (("this", small.round), ("other", other))
    }
    assert named(pages["this"]) == ["Noor Vandenbussche", "Fien Goossens"]
    assert pages["other"].status_code == (200 if state == "with_schools" else 404)
    assert named(pages["other"]) == []
    assert (b"Najaar 2026" in pages["other"].content) == (state == "with_schools")
    home = client.get(reverse("school-home", kwargs={"pk": small.schools["schip"].pk})).content.decode()
    links = [address, address_at(small, "school-proposal", "schip", other)]
    assert [f'href="{link}"' in home for link in links] == [True, state == "with_schools"]


def test_confirming_one_round_leaves_the_other(client, small, with_schools):
    other = another_round(small, "with_schools")
    client, _address = as_school(client, small, "schip")
    client.post(address_at(small, "school-proposal-confirm", "schip", other))
    assert place_of(small, "noor").school_confirmed_at is None


def test_a_round_in_which_the_school_asked_nothing_is_not_there(client, small, with_schools):
    other = MatchRound.objects.create(network=small.round.network, name="Najaar 2026", state="with_schools")
    client, _address = as_school(client, small, "schip")
    for name, method in (("school-proposal", "get"), ("school-object", "get"), ("school-proposal-confirm", "post")):
        assert getattr(client, method)(address_at(small, name, "schip", other)).status_code == 404


def test_the_mail_leads_to_the_round_it_is_about(small, with_schools):
    mail = SentMail.objects.get(kind="school_proposal", school=small.schools["schip"])
    assert letter_of(mail).link.endswith(address_at(small, "school-proposal", "schip"))


def test_a_school_without_students_reads_why(client, small, with_schools):
    client, address = as_school(client, small, "lantaarn")
    assert "Jullie krijgen deze ronde niemand." in client.get(address).content.decode()


def test_a_school_confirms_everybody_with_one_button(client, small, with_schools):
    client, _address = as_school(client, small, "schip")
    confirm = address_at(small, "school-proposal-confirm", "schip")
    assert "Jullie bevestigden 2 studenten." in client.post(confirm, follow=True).content.decode()
    assert "Jullie antwoord was al binnen." in client.post(confirm, follow=True).content.decode()


def test_the_schools_own_page_asks_until_it_has_answered(client, small, with_schools):
    asks = "Het voorstel is er: kijk wie er bij jullie komt."
    client, address = as_school(client, small, "schip")
    home = reverse("school-home", kwargs={"pk": small.schools["schip"].pk})
    seen = [client.get(home).content.decode()]
    client.post(address_at(small, "school-proposal-confirm", "schip"))
    seen.append(client.get(home).content.decode())
    assert [asks in page for page in seen] == [True, False]
    assert [f'href="{address}"' in page for page in seen] == [True, True]


def test_a_school_objects_to_one_student_for_a_coded_reason(client, small, with_schools):
    client, _address = as_school(client, small, "schip")
    address = address_at(small, "school-object", "schip")
    page = client.post(address, {"reason": "no_mentor"}).content.decode()
    assert "Kies minstens één student." in page
    assert place_of(small, "noor").state == "offered"
    client.post(address, {"reason": "no_mentor", "placements": [place_of(small, "noor").pk]})
    assert [place_of(small, name).state for name in ("noor", "fien")] == ["objected", "offered"]


def test_a_school_cannot_object_to_another_schools_student(client, small, with_schools):
    client, _address = as_school(client, small, "schip")
    address = address_at(small, "school-object", "schip")
    client.post(address, {"reason": "no_mentor", "placements": [place_of(small, "ilias").pk]})
    assert place_of(small, "ilias").state == "offered"


def test_a_place_under_objection_is_not_shown_to_the_student(client, small, with_schools):
    answers.object_for_school(placements=[place_of(small, "noor")], reason="other", by=small.contacts["schip"], at=AT)
    tell_students(match_round=small.round, by=small.hilde, at=AT, despite_objections=True)
    page = as_student(client, small, "noor").get(MINE).content.decode()
    assert "We bekijken jouw plaats nog met de school." in page
    assert "De Schippersbrug" not in page
