"""Which registrations exist for whom, and which schools a student can wish for."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import MatchRound
from accounts.states import RoundState
from students.models import Registration, Student, Wish
from students.queries import own, staff
from students.queries.schools import Hidden, hidden_schools, schools_named, schools_to_wish
from tests.schools import rows
from tests.students.conftest import place, register


def shown(registration, text=""):
    found = schools_to_wish(viewer=registration.student.user, registration=registration, text=text)
    return [(choice.school.name, choice.minutes, len(choice.requests)) for choice in found]


def hidden(registration, text):
    found = hidden_schools(viewer=registration.student.user, registration=registration, text=text)
    return [(choice.school.name, choice.hidden) for choice in found]


def test_a_student_has_the_own_registration_only(noor, fien):
    assert own.current_registration(viewer=noor.student.user) == noor
    assert list(Registration.objects.visible_to(noor.student.user)) == [noor]
    assert own.wishes_of(viewer=noor.student.user, registration=fien) == []
    assert own.coordinator_of(viewer=noor.student.user, registration=fien) is None


def test_who_is_not_a_student_has_no_registration(noor, coordinator):
    assert own.current_registration(viewer=coordinator) is None
    assert own.current_registration(viewer=AnonymousUser()) is None


def test_the_open_round_comes_before_a_newer_one_that_is_not_open(noor, college):
    newer = rows.make_round(college, "Najaar 2027", state=RoundState.CLOSED)
    Registration.objects.create(round=newer, student=noor.student, levels=["lager"])

    assert own.current_registration(viewer=noor.student.user) == noor


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.ARCHIVED])
def test_a_round_that_is_not_begun_or_is_over_is_no_round_now(noor, state):
    MatchRound.objects.update(state=state)

    assert own.current_registration(viewer=noor.student.user) is None


def test_another_students_wishes_are_not_read(noor, fien, schools):
    Wish.objects.create(registration=fien, tier=1, school=schools[0])

    assert own.wishes_of(viewer=noor.student.user, registration=fien) == []
    assert [str(wish) for wish in own.wishes_of(viewer=fien.student.user, registration=fien)] == [f"1: {schools[0]}"]


def test_schools_that_ask_come_first_then_the_nearest(noor, schools, match_round):
    noor.max_minutes = 90
    before = shown(noor)
    rows.make_request(schools[1], match_round)

    assert before == [("De Zeven Populieren", 2, 0), ("De Schippersbrug", 61, 0)]
    assert shown(noor) == [("De Schippersbrug", 61, 1), ("De Zeven Populieren", 2, 0)]


def test_schools_are_found_by_name_and_place(noor, schools):
    noor.max_minutes = 90

    assert shown(noor, "schip wetteren") == [("De Schippersbrug", 61, 0)]
    assert shown(noor, "niets") == []


def test_each_hidden_school_has_the_rule_that_hides_it(noor, network, schools, match_round, college):
    names = ("Te jong", "Te vroeg", "Andere hogeschool", "Deels passend")
    young, early, elsewhere, partly = (rows.make_school(network, f"20{at}", name) for at, name in enumerate(names))
    noor.avoided.create(school=schools[0], reason="family")
    rows.make_request(young, match_round, "A1", levels=["kleuter"])
    rows.make_request(early, match_round, "A2", min_phase=4)
    other = rows.make_college(network, "arteveld")
    rows.make_request(elsewhere, match_round, "A3").colleges.add(other)
    rows.make_request(partly, match_round, "A4", levels=["kleuter"])
    rows.make_request(partly, match_round, "A5").colleges.add(college)

    assert hidden(noor, "Gent") == [
        ("Andere hogeschool", Hidden.OTHER_COLLEGE),
        ("Te jong", Hidden.OTHER_LEVEL),
        ("Te vroeg", Hidden.OTHER_YEAR),
        ("De Zeven Populieren", Hidden.AVOIDED),
    ]
    assert hidden(noor, "Brugge") == [("Het Lantaarntje", Hidden.TOO_FAR)]
    assert (hidden(noor, " "), shown(noor)) == ([], [("Deels passend", 2, 2)])


def test_a_request_that_does_not_stand_is_not_counted(noor, schools, match_round):
    rows.make_request(schools[0], match_round, "A1", withdrawn_at=rows.NOW, levels=["kleuter"])

    assert shown(noor) == [("De Zeven Populieren", 2, 0)]


def test_schools_of_another_network_are_not_there(noor, schools):
    other = rows.make_network("k4k", "NL")
    rows.make_school(other, "16AH00", "De Zeven Provinciën")

    assert shown(noor, "zeven") == [("De Zeven Populieren", 2, 0)]
    assert len(schools_named(viewer=noor.student.user, registration=noor, text="zeven")) == 1


def test_the_list_costs_the_same_for_one_school_and_for_ten(noor, network, match_round, django_assert_num_queries):
    rows.make_request(rows.make_school(network), match_round)
    with django_assert_num_queries(5):
        shown(noor)
    for number in range(10):
        school = rows.make_school(network, f"30{number}", f"S{number}", **place("Aalst", 51.05, 3.73))
        rows.make_request(school, match_round, f"B{number}")
    with django_assert_num_queries(5):
        assert len(shown(noor)) == 11


def test_a_coordinator_sees_the_students_of_the_own_college_only(noor, fien, coordinator, network, match_round):
    elsewhere = register(match_round, rows.make_college(network, "arteveld"), "Tom Claes", "S7")

    assert list(staff.staff_registrations(viewer=coordinator)) == [fien, noor]
    with pytest.raises(Student.DoesNotExist):
        staff.get_staff_student(viewer=coordinator, pk=elsewhere.student_id)
    with pytest.raises(Registration.DoesNotExist):
        staff.get_staff_registration(viewer=coordinator, student_pk=elsewhere.student_id, pk=elsewhere.pk)
    assert staff.find_partner(viewer=coordinator, registration=noor, number="S7") is None


def test_a_student_is_no_staff(noor, fien):
    assert list(staff.staff_registrations(viewer=noor.student.user)) == []
    with pytest.raises(Student.DoesNotExist):
        staff.get_staff_student(viewer=noor.student.user, pk=fien.student_id)


def test_staff_search_and_filter(noor, fien, coordinator):
    Registration.objects.filter(pk=fien.pk).update(submitted_at=rows.NOW)

    def found(**filters):
        return list(staff.staff_registrations(viewer=coordinator, **filters))

    assert (found(text="noor peet"), found(text="S2"), found(text="zz")) == ([noor], [fien], [])
    assert (found(status="submitted"), found(status="busy"), found(status="withdrawn")) == ([fien], [noor], [])
    assert (found(round_pk=noor.round_id), found(round_pk=noor.round_id + 1)) == ([fien, noor], [])


def test_a_partner_is_found_by_number_within_the_round(noor, fien, coordinator):
    assert staff.find_partner(viewer=coordinator, registration=noor, number="s2 ") == fien
    assert staff.find_partner(viewer=coordinator, registration=noor, number="S1") is None
