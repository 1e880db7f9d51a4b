"""Coordinators find, correct, pair and enrol the students of their own college."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.states import RoundState
from students.models import Duo, Registration
from tests.schools import rows
from tests.students.conftest import register
from tests.students.pages.clicks import saved


def test_coordinators_find_correct_and_pair_students(client, coordinator, noor, fien):
    rows.make_postcode("9000", "Gent")
    client.force_login(coordinator)
    listed = client.get(reverse("student-list"), {"q": "noor", "ronde": noor.round_id})
    url = reverse("staff-registration", args=[noor.student_id, noor.pk])
    form = {"levels": ["lager"], "phase": 3, "postcode": "9000", "mode": "bike", "max_minutes": 60, "version": 1}
    client.post(url, form | {"half_days": ["mon-am"], "travel_weight": 4})
    client.post(reverse("staff-duo", args=[noor.student_id, noor.pk]), {"partner": "S2", "kind": "required"})
    shown = client.get(reverse("staff-student", args=[noor.student_id])).content.decode()

    assert list(listed.context["page"]) == [noor]
    assert (saved(noor).travel_weight, saved(noor).half_days) == (4, ["mon-am"])
    assert [(duo.asker, duo.asked, duo.kind) for duo in Duo.objects.all()] == [(noor, fien, "required")]
    assert "Fien Goossens (enkel samen)" in shown


def test_a_network_coordinator_sees_no_students_and_reads_why(client, network, noor):
    leen = rows.make_user("Leen Claes")
    leen.memberships.create(role="network_coordinator", network=network)
    client.force_login(leen)

    shown = client.get(reverse("student-list"))

    assert (list(shown.context["page"]), "enkel te zien voor de coördinatoren" in shown.content.decode()) == ([], True)
    assert client.get(reverse("staff-student", args=[noor.student_id])).status_code == 404


def test_a_coordinator_enrols_a_student_in_an_open_round(client, coordinator, college, network, noor):
    client.force_login(coordinator)
    later, closed = rows.make_round(college, "Najaar"), rows.make_round(college, "Dicht", state=RoundState.CLOSED)
    elsewhere = rows.make_round(rows.make_college(network, "arteveld"), "Elders")
    url, form = reverse("staff-student", args=[noor.student_id]), {"levels": ["lager"], "phase": 2}

    for wrong in (closed, elsewhere, noor.round):
        assert "round" in client.post(url, form | {"round": wrong.pk}).context["form"].errors
    assert client.post(url, form | {"round": later.pk, "phase": 9}).context["form"].errors.keys() == {"phase"}
    client.post(url, form | {"round": later.pk})

    made = Registration.objects.exclude(pk=noor.pk).get()
    assert (made.round, made.levels, made.phase, made.submitted_at) == (later, ["lager"], 2, None)
    assert client.get(url).context["form"] is None


def test_another_colleges_coordinator_cannot_tell_that_the_student_exists(client, network, match_round, noor):
    stranger = rows.make_coordinator(rows.make_college(network, "arteveld"), "An Vos")
    register(match_round, stranger.memberships.get().college, "Tom Claes", "S7")
    client.force_login(stranger)
    duo = reverse("staff-duo", args=[noor.student_id, noor.pk])

    assert client.get(reverse("staff-student", args=[noor.student_id])).status_code == 404
    assert client.post(duo, {"partner": "S7", "kind": "wish"}).status_code == 404
    assert [str(row) for row in client.get(reverse("student-list")).context["page"]] == ["Tom Claes"]


def test_lists_cost_the_same_for_two_students_and_for_six(client, coordinator, college, match_round, noor, fien):
    client.force_login(coordinator)

    def cost(name):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    rows.make_school(match_round.network, "2000", "De Eerste")
    client.get(reverse("student-list"))
    before = [cost("student-list"), cost("school-list")]
    for at in range(4):
        register(match_round, college, f"Student Nummer{at}", f"N{at}")
        rows.make_contact(rows.make_school(match_round.network, f"200{at + 1}", f"School {at}"), f"Contact {at}")

    assert [cost("student-list"), cost("school-list")] == before
