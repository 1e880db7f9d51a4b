"""The worker's tasks in this process: the real solver, the watch beside it, and what follows from its answer."""

import signal
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from accounts.models import MatchRound
from accounts.states import RoundState
from matching import exchange
from matching.check import check
from matching.generate import generate
from placements.actions.claims import claim_run
from placements.actions.runs import start_run
from placements.actions.search import carry_out
from placements.actions.watch import Lines, thinned
from placements.models import Pin, Proposal, Run
from placements.tasks import carry_out_run, reap_silent_runs
from tests.placements.rows import round_for
from tests.placements.small_round import AT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queued(small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.CLOSED)
    small.round.refresh_from_db()
    return start_run(match_round=small.round, seconds=60, by=small.hilde, at=AT, here=True)


def test_a_task_finds_the_best_plan(queued):
    carry_out_run(run_id=queued.pk)
    run = Run.objects.get()
    problem = exchange.read_problem(run.snapshot.problem)
    solution = exchange.read_solution(run.solution, problem)
    assert (run.state, run.failure, str(solution.status)) == ("done", "", "optimal")
    assert check(problem, solution) == []
    assert [line["proven"] for line in run.progress] == [True] * 7
    assert run.progress[0]["value"] == run.proposal.assignments.exclude(request=None).count() == 5


def test_a_task_told_twice_does_it_once(queued):
    carry_out_run(run_id=queued.pk)
    first = Run.objects.get()
    carry_out_run(run_id=queued.pk)
    assert (Run.objects.get().finished_at, Proposal.objects.count()) == (first.finished_at, 1)


def test_a_task_for_a_run_that_is_gone_does_nothing(db):
    carry_out_run(run_id=999)
    assert Run.objects.count() == 0


def test_the_reaper_task_takes_up_a_run_that_fell_silent(queued):
    claim_run(run=queued, worker="gone:1", at=now() - timedelta(hours=1))
    reap_silent_runs()
    assert (Run.objects.get().state, Run.objects.get().attempts) == ("queued", 1)


def test_a_broken_snapshot_fails_with_the_kind_of_error_and_no_data(queued):
    queued.snapshot.problem = '{"format": "kansmatch-problem/1"}'
    queued.snapshot.save()
    carry_out_run(run_id=queued.pk)
    run = Run.objects.get()
    assert (run.state, run.failure) == ("failed", "error\nBadInputError")
    assert MatchRound.objects.get(pk=run.round_id).state == RoundState.CLOSED


def test_a_round_that_the_memory_cannot_hold_fails_and_says_so(queued, monkeypatch):
    monkeypatch.setenv("KANSMATCH_MEMORY_MB", "1")

    carry_out_run(run_id=queued.pk)
    run = Run.objects.get()
    assert (run.state, run.failure.partition("\n")[0]) == ("failed", "memory")
    assert run.failure.endswith("and 0 MB is free")


def test_pins_that_cannot_stand_together_are_found(small):
    decided = {"round": small.round, "reason": "other", "by": small.hilde, "at": AT}
    for name in ("noor", "ilias"):
        Pin.objects.create(registration=small.registrations[name], request=small.requests["populieren"], **decided)
    run = start_run(match_round=small.round, seconds=60, by=small.hilde, at=AT, here=True)
    assert carry_out(run=run, clock=now) == "failed"
    assert Run.objects.get().failure == "conflict"


def test_an_interrupted_search_keeps_its_best_plan(db):
    match_round = round_for(generate(150, seed=2, side=True))
    run = start_run(match_round=match_round, seconds=300, by=None, at=AT, here=True)
    heard = []
    state = carry_out(run=run, clock=now, told=heard.append, interrupted=lambda: any(news.proven for news in heard))
    row = Run.objects.get()
    problem = exchange.read_problem(row.snapshot.problem)
    solution = exchange.read_solution(row.solution, problem)
    assert (state, str(solution.status), check(problem, solution)) == ("done", "feasible", [])
    assert len([line for line in row.progress if line["proven"]]) < len(row.progress)


def test_the_watch_writes_while_the_solver_works(db):
    match_round = round_for(generate(150, seed=3, side=True))
    run = start_run(match_round=match_round, seconds=300, by=None, at=AT, here=True)
    seen = threading.Event()

    def interrupted():
        row = Run.objects.get()
        if row.heartbeat_at > row.started_at and row.progress[0]["points"]:
            seen.set()
        return seen.is_set()

    carry_out(run=run, clock=now, interrupted=interrupted)
    assert seen.is_set()


def test_lines_keep_the_first_and_last_point_when_they_are_thinned():
    points = [[second, second, 100] for second in range(81)]
    assert thinned(points)[0] == points[0]
    assert thinned(points)[-1] == points[-1]
    assert len(thinned(points)) < 45
    assert thinned(points[:80]) == points[:80]


def test_lines_begin_as_planned():
    planned = [{"goal": "placed", "value": None, "bound": None, "proven": False, "seconds": 0, "points": []}]
    assert Lines(planned).rows() == planned


def test_waiting_in_the_command_keeps_signals_as_they_were(queued, capsys):
    before = signal.getsignal(signal.SIGTERM)
    Run.objects.all().delete()
    call_command("run_round", str(queued.round_id), "--wait")
    assert signal.getsignal(signal.SIGTERM) is before
    assert Run.objects.get().state == "done"


def test_a_command_that_waits_says_why_there_is_no_plan(small):
    decided = {"round": small.round, "reason": "other", "by": small.hilde, "at": AT}
    for name in ("noor", "ilias"):
        Pin.objects.create(registration=small.registrations[name], request=small.requests["populieren"], **decided)
    with pytest.raises(CommandError, match="Er is geen plan mogelijk: de vaste plaatsen spreken elkaar tegen"):
        call_command("run_round", str(small.round.pk), "--wait")
