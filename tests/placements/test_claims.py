"""A worker claims a run once, tells that it lives, and loses the run when it falls silent."""

from datetime import timedelta

import pytest

from accounts.models import MatchRound
from accounts.states import RoundState
from placements.actions.claims import MOST_ATTEMPTS, beat, claim_run, reap_silent_runs
from placements.actions.results import fail_run, finish_run
from placements.actions.runs import cancel_run, stop_run
from placements.models import Run
from placements.states import RunState
from tests.placements.searching import claimed, solved, start
from tests.placements.small_round import AT

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def closed(small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.CLOSED)
    small.round.refresh_from_db()
    return small


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def test_a_run_is_claimed_once(closed):
    run = start(closed)
    mine = claim_run(run=run, worker="one:1", at=LATER)
    assert (mine.state, mine.worker, mine.attempts, mine.started_at) == ("running", "one:1", 1, LATER)
    assert claim_run(run=run, worker="two:2", at=LATER) is None
    assert Run.objects.get().worker == "one:1"


def test_a_beat_keeps_progress_and_brings_the_wish_to_stop(closed):
    run = claimed(closed)
    line = {"goal": "placed", "value": 3, "bound": 4, "proven": False, "seconds": 0.5, "points": [[0.5, 3, 4]]}
    assert beat(run=run, progress=[line], at=LATER) is False
    stop_run(run=run, by=closed.hilde, at=LATER)
    assert beat(run=run, progress=[line], at=LATER) is True
    row = Run.objects.get()
    assert (row.heartbeat_at, row.progress, row.stop_asked, row.cancel_asked) == (LATER, [line], True, False)


def test_a_speaking_worker_is_left_alone(closed):
    run = claimed(closed)
    assert reap_silent_runs(at=AT + timedelta(seconds=59), silent_seconds=60) == 0
    assert state_of(run) == RunState.RUNNING


def test_a_silent_workers_run_goes_back_and_another_takes_it(closed, django_capture_on_commit_callbacks):
    run = claimed(closed)
    with django_capture_on_commit_callbacks() as sent:
        assert reap_silent_runs(at=LATER, silent_seconds=60) == 1
    assert (state_of(run), len(sent)) == (RunState.QUEUED, 1)
    second = claim_run(run=run, worker="two:2", at=LATER)
    assert (second.worker, second.attempts) == ("two:2", 2)


def test_a_worker_thought_dead_writes_nothing_any_more(closed):
    first = claimed(closed)
    reap_silent_runs(at=LATER, silent_seconds=60)
    second = claim_run(run=first, worker="two:2", at=LATER)
    assert beat(run=first, progress=[{"goal": "placed"}], at=LATER) is True
    assert finish_run(run=first, at=LATER, **solved(closed)) == ""
    assert fail_run(run=first, failure="error", at=LATER) == ""
    row = Run.objects.get()
    assert (row.state, row.worker, row.progress) == ("running", "two:2", second.progress)
    assert finish_run(run=second, at=LATER, **solved(closed)) == RunState.DONE


def test_a_run_goes_back_to_the_queue_twice_and_then_fails(closed):
    run = start(closed)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert claim_run(run=run, worker="one:1", at=AT).attempts == attempt
        reap_silent_runs(at=LATER, silent_seconds=60)
    row = Run.objects.get()
    assert (row.state, row.failure, row.attempts) == ("failed", "silent", 3)
    assert state_of(closed.round) == RoundState.CLOSED


def test_a_cancelled_run_of_a_silent_worker_stops(closed):
    run = claimed(closed)
    cancel_run(run=run, by=closed.hilde, at=AT)
    reap_silent_runs(at=LATER, silent_seconds=60)
    assert state_of(run) == RunState.STOPPED


def test_a_run_that_waits_too_long_is_sent_again_once_per_silence(closed, django_capture_on_commit_callbacks):
    start(closed)
    with django_capture_on_commit_callbacks() as sent:
        assert reap_silent_runs(at=LATER, silent_seconds=60) == 1
        assert reap_silent_runs(at=LATER + timedelta(seconds=20), silent_seconds=60) == 0
    assert len(sent) == 1
