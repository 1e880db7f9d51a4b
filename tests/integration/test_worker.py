"""Worker processes as in production, on a folder and on Redis: done once, stopped, killed, taken over."""

import time

import pytest

from accounts.models import MatchRound
from matching import exchange
from matching.check import check
from matching.generate import generate
from placements.actions.runs import cancel_run, stop_run
from placements.models import Proposal, Run
from tests.placements.rows import AT, round_for

PATIENCE_SECONDS = 90
QUICK, LONG = 40, 400  # students; a long search is always stopped or killed

BROKERS = [pytest.param("site", id="folder"), pytest.param("redis_site", id="redis", marks=pytest.mark.redis)]


@pytest.fixture(params=BROKERS)
def running(request, transactional_db):
    """The site on each broker in turn."""
    return request.getfixturevalue(request.param)


def wait_for(what):
    """What `what` returns once it is true; it fails when that takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := what()):
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)
    return found


def ended(pk):
    return Run.objects.filter(pk=pk, state__in=("done", "failed", "stopped")).first()


def asked_for(running, students, seconds=300):
    """A queued run of a made-up round, sent as a command sends it."""
    match_round = round_for(generate(students, seed=1, side=students == LONG))
    said = running.command("run_round", str(match_round.pk), "--seconds", str(seconds))
    assert (said.returncode, said.stderr) == (0, "")
    return Run.objects.get(round=match_round)


def test_a_worker_finds_the_plan_and_lays_it_out_for_review(running):
    run = asked_for(running, QUICK)
    running.start_worker("one")
    row = wait_for(lambda: ended(run.pk))
    problem = exchange.read_problem(row.snapshot.problem)
    solution = exchange.read_solution(row.solution, problem)
    assert (row.state, row.attempts, row.failure) == ("done", 1, "")
    assert (str(solution.status), check(problem, solution)) == ("optimal", [])
    assert row.proposal.assignments.count() == QUICK
    assert MatchRound.objects.get(pk=run.round_id).state == "review"


def test_a_run_delivered_twice_is_done_once(running):
    run = asked_for(running, QUICK)
    again = f"from placements.queue import send; send('placements.carry_out_run', {{'run_id': {run.pk}}})"
    sent = running.command("shell", "-c", again)
    assert sent.returncode == 0, sent.stderr
    first, second = running.start_worker("one"), running.start_worker("two")
    row = wait_for(lambda: ended(run.pk))
    wait_for(lambda: (first.words() + second.words()).count("succeeded in") >= 2)
    assert (row.state, row.attempts, Proposal.objects.count()) == ("done", 1, 1)


def test_stopping_keeps_the_best_plan(running):
    run = asked_for(running, LONG)
    running.start_worker("one")
    row = wait_for(lambda: Run.objects.filter(pk=run.pk, state="running", progress__0__proven=True).first())
    stop_run(run=row, by=None, at=AT)
    row = wait_for(lambda: ended(run.pk))
    problem = exchange.read_problem(row.snapshot.problem)
    solution = exchange.read_solution(row.solution, problem)
    assert (row.state, str(solution.status), check(problem, solution)) == ("done", "feasible", [])
    assert row.proposal.state == "draft"


def test_cancelling_keeps_nothing(running):
    run = asked_for(running, LONG)
    running.start_worker("one")
    row = wait_for(lambda: Run.objects.filter(pk=run.pk, state="running").first())
    cancel_run(run=row, by=None, at=AT)
    row = wait_for(lambda: ended(run.pk))
    assert (row.state, row.failure, row.solution, Proposal.objects.count()) == ("stopped", "", "", 0)
    assert MatchRound.objects.get(pk=run.round_id).state == "closed"


def test_a_killed_workers_run_is_finished_by_another(running):
    run = asked_for(running, QUICK)
    first = running.start_worker("one")
    held = wait_for(lambda: Run.objects.filter(pk=run.pk, state="running").first())
    first.kill()
    running.start_worker("two", beat=True)
    row = wait_for(lambda: ended(run.pk))
    assert (row.state, row.attempts, row.failure) == ("done", 2, "")
    assert row.worker != held.worker
    assert Proposal.objects.get().run_id == run.pk
