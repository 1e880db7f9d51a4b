"""Which schools, rounds and requests exist for whom; each refusal has a row that could have leaked."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import MatchRound, User
from accounts.states import RoundState
from schools.models import Interest, NeedFigure, School, SupportRequest
from schools.queries import own, staff
from schools.queries.places import find_postcode
from students.models import Registration, Student
from tests.schools import rows


@pytest.fixture
def other_school(network):
    school = rows.make_school(network, "1002", "Het Lantaarntje", municipality="Lokeren", town="Lokeren")
    rows.make_contact(school, "Jef Maes")
    return school


def test_a_contact_has_only_the_own_schools(contact, school, other_school):
    assert list(own.own_schools(viewer=contact)) == [school]
    with pytest.raises(School.DoesNotExist):
        own.get_own_school(viewer=contact, pk=other_school.pk)


def test_nobody_who_is_not_logged_in_has_a_school(school):
    assert list(own.own_schools(viewer=AnonymousUser())) == []


def test_a_coordinator_does_not_answer_for_schools(college, school):
    assert list(own.own_schools(viewer=rows.make_coordinator(college))) == []


def test_another_schools_request_does_not_exist_for_a_contact(contact, school, other_school, match_round):
    request = rows.make_request(other_school, match_round)

    with pytest.raises(SupportRequest.DoesNotExist):
        own.get_own_request(viewer=contact, school=school, pk=request.pk)
    with pytest.raises(School.DoesNotExist):
        own.get_own_request(viewer=contact, school=other_school, pk=request.pk)


def test_a_school_sees_open_rounds_and_those_it_takes_part_in(contact, school, college):
    made = {state: rows.make_round(college, state, state=state) for state in RoundState.values}
    for state in ("review", "published", "draft", "archived"):
        Interest.objects.create(school=school, round=made[state], answer="yes", confirmed_at=rows.NOW)

    found = own.rounds_of_school(viewer=contact, school=school)

    assert sorted(found, key=lambda one: one.pk) == [made["open"], made["review"], made["published"]]


def test_another_networks_round_does_not_concern_a_school(contact, school, match_round):
    other = rows.make_round(rows.make_college(rows.make_network("k4k", "NL"), "pabo"), "Drenthe")

    assert list(own.rounds_of_school(viewer=contact, school=school)) == [match_round]
    with pytest.raises(MatchRound.DoesNotExist):
        own.get_round_of_school(viewer=contact, school=school, pk=other.pk)


def test_the_last_request_of_an_earlier_round_fills_in_a_new_one(contact, school, college):
    before, now = rows.make_round(college, "2026", state="archived"), rows.make_round(college, "2027")
    rows.make_request(school, before, "A1")
    last = rows.make_request(school, before, "A2")
    rows.make_request(school, before, "A3", withdrawn_at=rows.NOW)
    rows.make_request(school, now, "A1")

    assert own.request_of_last_time(viewer=contact, school=school, match_round=now) == last
    assert own.request_of_last_time(viewer=contact, school=school, match_round=before) is None


def test_a_postcode_is_found_by_its_digits(db):
    ghent = rows.make_postcode("9000", "Gent")

    assert [find_postcode(country="BE", text=text) for text in (" 9000 ", "9000 Gent", "9001", "")] == [
        ghent,
        ghent,
        None,
        None,
    ]
    assert find_postcode(country="NL", text="9000") is None


def test_need_figures_are_for_staff_only(network, college, school, contact):
    NeedFigure.objects.create(school=school, value="1.40", school_year="2024-2025", source="Agodi", official=True)
    NeedFigure.objects.create(school=school, value="1.60", school_year="2025-2026", source="Agodi", official=True)
    NeedFigure.objects.create(school=school, value=None, school_year="2026-2027", source="Agodi", official=True)

    def seen(viewer):
        return [(one.name, float(one.need), one.need_year) for one in staff.staff_schools(viewer=viewer)]

    assert seen(rows.make_coordinator(college)) == [("De Zeven Populieren", 1.6, "2025-2026")]
    assert seen(contact) == []


def test_a_coordinator_of_another_network_sees_no_school(school):
    stranger = rows.make_coordinator(rows.make_college(rows.make_network("k4k", "NL"), "pabo"), "An Vos")

    assert list(staff.staff_schools(viewer=stranger)) == []
    with pytest.raises(School.DoesNotExist):
        staff.get_staff_school(viewer=stranger, pk=school.pk)


def test_staff_search_by_name_place_number_and_answer(college, school, other_school, match_round):
    Interest.objects.create(school=school, round=match_round, answer="maybe", confirmed_at=rows.NOW)
    viewer = rows.make_coordinator(college)

    def found(**filters):
        return list(staff.staff_schools(viewer=viewer, **filters))

    assert found(text="lantaarn lokeren") == [other_school]
    assert found(text="1001") == [school]
    assert found(municipality="Lokeren") == [other_school]
    assert (found(answer="maybe"), found(answer="none"), found(answer="yes")) == ([school], [other_school], [])


def test_a_school_stands_once_in_a_list_however_many_people_share_its_network(college, network, school):
    viewer = rows.make_coordinator(college)
    for number in range(3):
        rows.make_coordinator(rows.make_college(network, f"c{number}"), f"Co {number}")
        rows.make_contact(school, f"Contact {number}")
        user = rows.make_user(f"Student {number}")
        Student.objects.create(college=college, user=user, number=str(number), first_name="S", last_name=str(number))

    admin = User.objects.create_superuser("root@example.org", "a long password")
    assert list(School.objects.visible_to(viewer)) == list(School.objects.visible_to(admin)) == [school]


def test_a_student_sees_the_requests_of_the_own_round_only(college, network, school, match_round):
    mine = rows.make_request(school, match_round)
    elsewhere = rows.make_round(rows.make_college(network, "arteveld"), "Elders")
    rows.make_request(school, elsewhere)
    user = rows.make_user("Noor Peeters")
    student = Student.objects.create(college=college, user=user, number="1", first_name="Noor", last_name="Peeters")
    Registration.objects.create(round=match_round, student=student, levels=["lager"])

    assert list(SupportRequest.objects.visible_to(user)) == [mine]
