"""The API: everybody sees their own rows and no others, faults name the field, conflicts say what stands in the way."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import College, Network
from matching import exchange
from placements.actions import approval, publication
from placements.models import Placement, Run
from tests.placements.small_round import AT, coordinator

pytestmark = pytest.mark.django_db
KINDS = ("schools", "requests", "registrations", "rounds", "runs", "proposals", "assignments", "placements")


def api(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def seen(user) -> dict[str, int]:
    """How many rows of each kind somebody sees."""
    return {kind: api(user).get(f"/api/v1/{kind}/").json()["count"] for kind in KINDS}


@pytest.fixture
def with_schools(small, proposal):
    """The round with its plan told to schools."""
    submitted = approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    approval.approve(proposal=submitted, by=small.bart, at=AT)
    publication.tell_schools(match_round=small.round, by=small.hilde, at=AT)
    return small


def test_everybody_sees_their_own_rows_and_no_others(with_schools):
    small = with_schools
    other = coordinator("Els", "Elders", small.registrations["ilias"].student.college)
    nothing = dict.fromkeys(KINDS, 0)

    assert seen(small.hilde) == {
        "schools": 4, "requests": 4, "registrations": 4, "rounds": 1, "runs": 1, "proposals": 1, "assignments": 4,
        "placements": 4,
    }  # fmt: skip
    assert seen(other) == seen(small.hilde) | {"registrations": 1, "assignments": 1}
    assert seen(small.contacts["schip"]) == nothing | {"schools": 1, "requests": 1, "placements": 2}
    assert seen(small.registrations["noor"].student.user) == nothing | {
        "schools": 4, "requests": 4, "registrations": 1
    }  # fmt: skip


def test_students_are_named_only_to_whoever_may_know_them(with_schools):
    small = with_schools
    other = coordinator("Els", "Elders", small.registrations["ilias"].student.college)

    def names(user):
        return [row["student"] for row in api(user).get("/api/v1/placements/").json()["results"]]

    assert names(small.hilde) == ["Noor Vandenbussche", "Fien Goossens", None, "Lotte Verhaeghe"]
    assert names(other) == [None, None, "Ilias Benali", None]
    assert names(small.contacts["schip"]) == ["Noor Vandenbussche", "Fien Goossens"]


def test_need_is_told_to_staff_only(small):
    def needs(user):
        return [row["need"] for row in api(user).get("/api/v1/schools/?name=lantaarn").json()["results"]]

    official = {"value": "0.50", "school_year": "2025-2026", "source": "register", "official": False}
    assert needs(small.hilde) == [official]
    assert needs(small.registrations["noor"].student.user) == [None]
    assert needs(small.contacts["lantaarn"]) == [None]


def test_nobody_without_a_login_reads_anything(small):
    assert [APIClient().get(f"/api/v1/{kind}/").status_code for kind in KINDS] == [401] * len(KINDS)


def test_a_token_is_as_good_as_a_session(small):
    token = APIClient().post("/api/v1/token/", {"username": "hilde@example.org", "password": "a long password"})
    client = APIClient(headers={"Authorization": f"Token {token.json()['token']}"})

    assert client.get("/api/v1/rounds/").json()["results"][0]["name"] == "Voorjaar 2027"


def test_another_colleges_round_is_not_found(small):
    elsewhere = College.objects.create(network=Network.objects.create(name="N", slug="n"), code="x", name="X")
    stranger = coordinator("Vera", "Vreemd", elsewhere)

    assert api(stranger).get(f"/api/v1/rounds/{small.round.pk}/").status_code == 404
    assert api(stranger).post("/api/v1/runs/", {"round": small.round.pk}).json() == {
        "round": [f"Ongeldige pk \"{small.round.pk}\" - object bestaat niet."]
    }  # fmt: skip


def test_a_run_is_started_watched_and_refused_twice(small):
    client = api(small.hilde)

    started = client.post("/api/v1/runs/", {"round": small.round.pk, "seconds": 30})
    again = client.post("/api/v1/runs/", {"round": small.round.pk})

    run = Run.objects.get()
    assert (started.status_code, started.json()["id"], started.json()["state"]) == (201, run.pk, "queued")
    assert (again.status_code, again.json()) == (409, {"detail": "Er loopt al een berekening."})
    problem = client.get(f"/api/v1/runs/{run.pk}/problem/").json()
    assert exchange.digest(exchange.problem_from_data(problem)) == started.json()["digest"]
    assert client.get(f"/api/v1/runs/{run.pk}/solution/").status_code == 404
    assert client.post(f"/api/v1/runs/{run.pk}/stop/").json()["state"] == "stopped"


def test_faults_name_the_field(small):
    client = api(small.hilde)

    wrong_run = client.post("/api/v1/runs/", {"round": small.round.pk, "seconds": 0})
    wrong_round = client.post("/api/v1/rounds/", {"name": "", "colleges": ["elders"], "goals": ["placed", "luck"]})

    assert (wrong_run.status_code, list(wrong_run.json())) == (400, ["seconds"])
    assert (wrong_round.status_code, sorted(wrong_round.json())) == (400, ["colleges", "goals", "name"])


def test_a_round_is_made_for_own_colleges_and_opened(small):
    client = api(small.hilde)

    made = client.post("/api/v1/rounds/", {"name": "Najaar", "colleges": ["ter-leie"], "goals": ["placed", "fit"]})
    opened = client.post(f"/api/v1/rounds/{made.json()['id']}/open/")

    assert (made.status_code, made.json()["state"], made.json()["goals"]) == (201, "draft", ["placed", "fit"])
    assert opened.json()["state"] == "open"
    assert client.post(f"/api/v1/rounds/{made.json()['id']}/open/").status_code == 409
    assert client.post("/api/v1/rounds/", {"name": "Z", "colleges": ["de-kouter"]}).status_code == 400


def test_who_submits_does_not_approve(small, proposal):
    where = f"/api/v1/proposals/{proposal.pk}"
    submitted = api(small.hilde).post(f"{where}/submit/", {"version": proposal.version})
    own = api(small.hilde).post(f"{where}/approve/")
    second = api(small.bart).post(f"{where}/approve/")

    assert submitted.json()["state"] == "submitted"
    assert (own.status_code, own.json()["detail"]) == (409, "Jij vroeg de goedkeuring. Een ander moet ze geven.")
    assert (second.status_code, second.json()["state"]) == (200, "approved")


def test_an_old_version_is_not_submitted(small, proposal):
    answer = api(small.hilde).post(f"/api/v1/proposals/{proposal.pk}/submit/", {"version": proposal.version + 1})

    assert (answer.status_code, answer.json()) == (409, {"detail": "Iemand wijzigde dit plan intussen."})


def test_a_student_accepts_and_a_school_objects(with_schools):
    small = with_schools
    publication.tell_students(match_round=small.round, by=small.hilde, at=AT)
    noor = Placement.objects.get(registration=small.registrations["noor"])
    ilias = Placement.objects.get(registration=small.registrations["ilias"])

    accepted = api(noor.registration.student.user).post(f"/api/v1/placements/{noor.pk}/accept/")
    no_reason = api(small.contacts["populieren"]).post(f"/api/v1/placements/{ilias.pk}/object/", {"reason": "mood"})
    objected = api(small.contacts["populieren"]).post(f"/api/v1/placements/{ilias.pk}/object/", {"reason": "no_mentor"})
    strange = api(noor.registration.student.user).post(f"/api/v1/placements/{ilias.pk}/accept/")

    assert (accepted.status_code, accepted.json()["state"]) == (200, "confirmed")
    assert (no_reason.status_code, list(no_reason.json())) == (400, ["reason"])
    assert (objected.json()["state"], objected.json()["reason_code"]) == ("objected", "no_mentor")
    assert strange.status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_costs_the_same_queries_for_one_row_and_for_many(with_schools, kind):
    client = api(with_schools.hilde)
    costs = []
    for size in (1, 50):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/api/v1/{kind}/", {"page_size": size})
        costs.append(len(queries))
        assert answer.status_code == 200

    assert costs[0] == costs[1]
