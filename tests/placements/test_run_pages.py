"""The pages of a search: goals put in order, started, followed, stopped, and its end in words."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import College, MatchRound, Membership, Network, User
from accounts.states import RoundState
from placements.actions.claims import beat, claim_run
from placements.actions.results import fail_run, finish_run
from placements.actions.runs import start_run
from placements.models import Pin, Run
from tests.placements.searching import solved
from tests.placements.small_round import AT, PLAN, answer, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.CLOSED)
    small.round.refresh_from_db()
    return small


@pytest.fixture
def hilde(client, small):
    client.force_login(small.hilde)
    return client


def url(small, name, *more):
    return reverse(name, args=[small.round.pk, *more])


def start(small):
    return start_run(match_round=small.round, seconds=60, by=small.hilde, at=AT, here=True)


def words_of(answer):
    return " ".join(answer.content.decode().split())


def goals_shown(answer):
    return [goal["code"] for goal in answer.context["goals"]]


def test_goals_move_up_and_down_and_nothing_typed_is_lost(hilde, closed):
    typed = {"goals": ["placed", "coverage", "fit"], "name": "nood zwaarder", "seconds": "900", "trial": "on"}
    up = hilde.post(url(closed, "round-runs"), typed | {"up": "fit"})
    assert goals_shown(up) == ["placed", "fit", "coverage"]
    assert 'value="nood zwaarder"' in words_of(up)
    assert up.context["form"]["seconds"].value() == "900"
    assert up.context["form"]["trial"].value() == "on"
    assert goals_shown(hilde.post(url(closed, "round-runs"), typed | {"down": "placed"})) == [
        "coverage",
        "placed",
        "fit",
    ]
    assert goals_shown(hilde.post(url(closed, "round-runs"), typed | {"up": "placed"})) == ["placed", "coverage", "fit"]
    assert goals_shown(hilde.post(url(closed, "round-runs"), typed | {"drop": "coverage"})) == ["placed", "fit"]
    added = hilde.post(url(closed, "round-runs"), typed | {"add": "", "goal": "duos"})
    assert goals_shown(added) == ["placed", "coverage", "fit", "duos"]
    assert Run.objects.count() == 0


def test_starting_takes_the_goals_and_goes_to_the_run(hilde, closed):
    typed = {"goals": ["fit", "placed"], "name": "proefje", "seconds": "60", "start": "1"}
    answer = hilde.post(url(closed, "round-runs"), typed)
    run = Run.objects.get()
    assert answer.url == url(closed, "run", 1)
    assert (run.name, run.seconds, run.trial, run.by) == ("proefje", 60, False, closed.hilde)
    assert json.loads(run.snapshot.problem)["goals"] == ["fit", "placed"]
    assert MatchRound.objects.get(pk=closed.round.pk).goals == ["fit", "placed"]


def test_a_trial_with_other_goals_leaves_the_rounds_goals(hilde, closed):
    before = closed.round.goals
    typed = {"goals": ["fit"], "name": "", "seconds": "60", "trial": "on", "start": "1"}
    hilde.post(url(closed, "round-runs"), typed)
    fresh = MatchRound.objects.get(pk=closed.round.pk)
    assert (fresh.goals, fresh.state) == (before, RoundState.CLOSED)
    assert json.loads(Run.objects.get().snapshot.problem)["goals"] == ["fit"]


def test_a_form_sent_twice_starts_one_run(hilde, closed):
    typed = {"goals": ["placed"], "name": "", "seconds": "60", "start": "1"}
    hilde.post(url(closed, "round-runs"), typed)
    again = hilde.post(url(closed, "round-runs"), typed)
    assert "Er wacht of loopt al een berekening voor deze ronde." in words_of(again)
    assert Run.objects.count() == 1


def test_after_approval_nothing_is_computed(hilde, small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.APPROVED)
    assert "In deze fase berekenen we niet meer." in words_of(hilde.get(url(small, "round-runs")))
    assert hilde.post(url(small, "round-runs"), {"goals": ["placed"], "seconds": "60"}).status_code == 403
    assert Run.objects.count() == 0


def test_a_running_search_shows_where_it_is(hilde, closed):
    run = claim_run(run=start(closed), worker="one:1", at=AT)
    progress = [dict(line) for line in run.progress]
    progress[0] |= {"value": 5, "bound": 5, "proven": True, "seconds": 0.1, "points": [[0.0, None, None], [0.1, 5, 5]]}
    progress[1] |= {"value": 1000, "bound": 1200, "seconds": 2.0, "points": [[0.2, 900, 1300], [2.1, 1000, 1200]]}
    beat(run=run, progress=progress, at=AT)
    words = words_of(hilde.get(url(closed, "run", 1)))
    assert "Doel 2 van 7: Scholen met de grootste nood" in words
    assert "<strong>5 van 5</strong>" in words
    assert "Het plan is hoogstens 16,7 % slechter dan het best mogelijke." in words
    assert '<meta http-equiv="refresh" content="10">' in words
    assert words.count("Best mogelijk, bewezen") == 1


def test_polling_brings_only_the_part_that_changes_and_speaks_once_per_goal(hilde, closed):
    run = claim_run(run=start(closed), worker="one:1", at=AT)
    progress = [dict(line) for line in run.progress]
    progress[0] |= {"points": [[0.0, None, None]]}
    beat(run=run, progress=progress, at=AT)
    asked = {"HTTP_HX_REQUEST": "true"}
    first = words_of(hilde.get(url(closed, "run", 1), {"doel": ""}, **asked))
    second = words_of(hilde.get(url(closed, "run", 1), {"doel": "placed"}, **asked))
    assert "<html" not in first
    assert ("Doel 1: Iedereen een plaats" in first, "k-live" in second) == (True, False)


def test_the_last_poll_asks_for_the_whole_page(hilde, closed):
    run = claim_run(run=start(closed), worker="one:1", at=AT)
    finish_run(run=run, at=AT + timedelta(seconds=102), **solved(closed))
    answer = hilde.get(url(closed, "run", 1), HTTP_HX_REQUEST="true")
    assert answer["HX-Refresh"] == "true"
    whole = words_of(hilde.get(url(closed, "run", 1)))
    assert "Geen enkel plan is beter op deze doelen. De berekening duurde 1 min 42 s." in whole
    assert url(closed, "round-review") in whole
    assert "http-equiv" not in whole


def test_stop_and_cancel_are_buttons(hilde, closed):
    run = claim_run(run=start(closed), worker="one:1", at=AT)
    hilde.post(url(closed, "run-stop", 1))
    assert (Run.objects.get().stop_asked, Run.objects.get().cancel_asked) == (True, False)
    hilde.post(url(closed, "run-cancel", 1))
    assert Run.objects.get().cancel_asked is True
    assert finish_run(run=run, at=AT, **solved(closed)) == "stopped"
    assert "De berekening is geannuleerd." in words_of(hilde.get(url(closed, "run", 1)))


def test_stopping_an_ended_run_does_nothing(hilde, small):
    found(small, PLAN)
    for name in ("run-stop", "run-cancel"):
        assert hilde.post(url(small, name, 1)).status_code == 302
    assert (Run.objects.get().state, Run.objects.get().stop_asked) == ("done", False)


def test_a_plan_that_is_not_proven_says_so(hilde, small):
    run = found(small, PLAN)
    lines = [{"goal": "placed", "value": 4, "bound": 5, "proven": False, "seconds": 1, "points": [[1, 4, 5]]}]
    Run.objects.filter(pk=run.pk).update(progress=lines, stop_asked=True)
    words = words_of(hilde.get(url(small, "run", 1)))
    assert "Gestopt, niet alles bewezen" in words
    assert "Niet bewezen: Iedereen een plaats. Het plan is hoogstens 20,0 % slechter" in words


def test_a_plan_is_outdated_when_rows_changed_since(hilde, small):
    found(small, PLAN)
    assert "Verouderd" not in words_of(hilde.get(url(small, "run", 1)))
    small.registrations["noor"].max_minutes = 5
    small.registrations["noor"].save()
    assert "Verouderd" in words_of(hilde.get(url(small, "run", 1)))


def conflict(small):
    who, where = small.registrations, small.requests
    decided = {"round": small.round, "reason": "other", "by": small.hilde, "at": AT}
    for name in ("noor", "ilias"):
        Pin.objects.create(registration=who[name], request=where["populieren"], **decided)
    run = start(small)
    pins = [{"student": f"s{who[name].pk}", "request": f"r{where['populieren'].pk}"} for name in ("noor", "ilias")]
    told = answer(small, small.problem(), {}) | {"status": "infeasible", "assignments": [], "unplaced": [], "goals": []}
    told["conflict"] = [{"limit": "places", "pins": pins, "ids": [f"r{where['populieren'].pk}"]}]
    Run.objects.filter(pk=run.pk).update(state="failed", failure="conflict", solution=json.dumps(told))


def test_a_conflict_names_people_and_rule_but_not_another_colleges_student(hilde, closed):
    conflict(closed)
    words = words_of(hilde.get(url(closed, "run", 1)))
    assert "Er is geen plan mogelijk: de vaste plaatsen spreken elkaar tegen." in words
    assert "Samen kunnen deze vaste plaatsen niet: de school vraagt minder of meer studenten." in words
    assert "Noor Vandenbussche</a> → De Zeven Populieren (A0)" in words
    assert "een student van een andere hogeschool → De Zeven Populieren (A0)" in words
    assert "Benali" not in words


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        ("silent", "De rekenmachine viel drie keer stil."),
        ("faults\nrequest r1 has 3 students", "De controle keurde het gevonden plan af. Er is niets bewaard."),
        ("memory\nthe problem: solving it", "De ronde is te groot voor het geheugen van de rekenmachine."),
        ("error\nMemoryError", "Er ging iets mis bij het rekenen."),
    ],
)
def test_a_failed_search_says_why_in_words(hilde, closed, failure, sentence):
    run = claim_run(run=start(closed), worker="one:1", at=AT)
    fail_run(run=run, failure=failure, at=AT)
    words = words_of(hilde.get(url(closed, "run", 1)))
    assert sentence in words
    assert "MemoryError" not in words


def test_another_networks_coordinator_finds_no_run(client, small):
    found(small, PLAN)
    network = Network.objects.create(name="Ander", slug="ander")
    college = College.objects.create(network=network, code="vreemd", name="Vreemd")
    stranger = User.objects.create_user("vreemd@example.org", "a long password")
    Membership.objects.create(user=stranger, role="coordinator", college=college)
    client.force_login(stranger)
    for name in ("run-stop", "run-cancel"):
        assert client.post(url(small, name, 1)).status_code == 404
    assert client.get(url(small, "run", 1)).status_code == 404
    client.force_login(small.hilde)
    assert client.get(url(small, "run", 1)).status_code == 200
    assert client.get(url(small, "run", 2)).status_code == 404
