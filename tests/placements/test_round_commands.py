"""Rounds by command: what a script types, what it hears, and the sentences when it cannot be."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import College, MatchRound, Network
from accounts.terms import DEFAULT_GOALS
from matching import exchange
from placements import problem_builder
from placements.models import Run
from tests.placements.small_round import PLAN, found

pytestmark = pytest.mark.django_db


def said(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out.strip()


def test_a_round_is_made_open_with_its_number(capsys):
    network = Network.objects.create(name="Nederland", slug="nl", country="NL")
    words = said(
        capsys, "create_round", "Drenthe 2026", "--college", "pabo-assen", "--college", "pabo-emmen",
        "--goal", "placed", "--goal", "wishes:generous", "--seed", "-4",
    )  # fmt: skip
    made = MatchRound.objects.get()
    assert words == f"Ronde {made.pk} is gemaakt en open: Drenthe 2026."
    assert (made.network, made.state, made.goals, made.seed) == (network, "open", ["placed", "wishes:generous"], -4)
    assert made.closed_half_days == []
    assert sorted(made.colleges.values_list("code", "network__slug")) == [("pabo-assen", "nl"), ("pabo-emmen", "nl")]


def test_without_goals_the_policy_is_the_services_own(capsys):
    said(capsys, "create_round", "Voorjaar", "--college", "ter-leie", "de-kouter")
    made = MatchRound.objects.get()
    assert (made.goals, made.closed_half_days, made.network.country) == (list(DEFAULT_GOALS), ["wed-pm"], "BE")
    assert made.colleges.count() == 2


def test_a_new_college_joins_the_network_of_the_known_one(capsys, small):
    Network.objects.create(name="Ander", slug="ander")
    said(capsys, "create_round", "Najaar", "--college", "ter-leie", "nieuw")
    assert College.objects.get(code="nieuw").network == small.round.network


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--college", "nieuw"), "Geef een netwerk met --network. Bekend: ander, kk."),
        (("--college", "nieuw", "--network", "nergens"), "Geef een netwerk met --network. Bekend: ander, kk."),
        (("--college", "a b", "--network", "kk"), "“a b” is geen code van een hogeschool"),
        (("--college", "ter-leie", "van-ander"), "De hogescholen van één ronde horen bij één netwerk."),
        (("--college", "ter-leie", "--goal", "placed", "placed"), "goals: Elke keuze mag maar één keer voorkomen."),
        (("--college", "ter-leie", "--goal", "lottery"), "invalid choice: 'lottery'"),
    ],
)
def test_a_round_that_cannot_be_made_is_told_and_nothing_is_kept(small, arguments, sentence):
    other = Network.objects.create(name="Ander", slug="ander")
    College.objects.create(network=other, code="van-ander", name="Van ander")
    before = sorted(College.objects.values_list("code", flat=True))
    with pytest.raises(CommandError) as refused:
        call_command("create_round", "Nieuw", *arguments)
    assert sentence in str(refused.value)
    assert (MatchRound.objects.count(), sorted(College.objects.values_list("code", flat=True))) == (1, before)


def test_a_name_is_taken_once_per_network(small):
    with pytest.raises(CommandError, match="Er is al een ronde met de naam “Voorjaar 2027” in dit netwerk"):
        call_command("create_round", "Voorjaar 2027", "--college", "ter-leie")


def test_running_without_waiting_says_that_it_waits(small, capsys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        words = said(capsys, "run_round", str(small.round.pk), "--seconds", "5")
    run = Run.objects.get()
    assert (words, run.state, run.seconds, len(sent)) == ("Berekening 1 wacht op een worker.", "queued", 5, 1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("run_round", "999"), "Ronde 999 bestaat niet."),
        (("export_problem", "999", "--out", "-"), "Ronde 999 bestaat niet."),
        (("run_round", "{round}", "--seconds", "0"), "Geef minstens 1 seconde."),
        (("export_solution", "{round}", "--out", "-"), "Deze ronde heeft nog geen berekening met een antwoord."),
        (("export_problem", "{round}", "--out", "-", "--run", "7"), "Deze ronde heeft geen berekening 7."),
    ],
)
def test_what_cannot_be_done_is_told(small, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        call_command(*(argument.format(round=small.round.pk) for argument in arguments))
    assert str(refused.value) == sentence


def test_a_second_search_at_once_is_refused(small, capsys):
    said(capsys, "run_round", str(small.round.pk))
    with pytest.raises(CommandError, match="Er wacht of loopt al een berekening voor deze ronde"):
        call_command("run_round", str(small.round.pk), "--wait")


def test_problem_and_solution_of_the_last_answered_run_are_written(small, tmp_path):
    run = found(small, PLAN)
    Run.objects.create(
        round=small.round, snapshot=run.snapshot, number=2, seconds=1, queued_at=run.queued_at, state="failed"
    )
    for kind in ("problem", "solution"):
        call_command(f"export_{kind}", str(small.round.pk), "--out", str(tmp_path / kind))
    problem = exchange.read_problem((tmp_path / "problem").read_bytes())
    assert problem == small.problem()
    assert exchange.read_solution((tmp_path / "solution").read_bytes(), problem).problem_digest == run.snapshot.digest


def test_before_any_run_the_problem_is_that_of_now(small, capsys):
    data = json.loads(said(capsys, "export_problem", str(small.round.pk), "--out", "-"))
    assert exchange.problem_from_data(data) == problem_builder.build(small.round)


def test_a_file_that_cannot_be_written_is_told(small, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_problem", str(small.round.pk), "--out", str(tmp_path / "nowhere" / "p.json"))
