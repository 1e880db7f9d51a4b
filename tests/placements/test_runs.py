"""A run is asked for, stopped or cancelled, judged, stored and laid out for review."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event, MatchRound
from accounts.states import RoundState
from matching import exchange
from placements.actions.claims import beat, claim_run
from placements.actions.proposals import make_proposal
from placements.actions.results import fail_run, finish_run, judge
from placements.actions.runs import (
    AlreadyRunningError,
    AwaitingApprovalError,
    NothingToMatchError,
    RoundNotReadyError,
    cancel_run,
    start_run,
    stop_run,
)
from placements.models import Ban, Pin, Proposal, Run, Snapshot
from placements.states import MoveNotAllowedError, ProposalState, RunState, move
from students.models import Registration
from tests.placements.searching import claimed, solved, start
from tests.placements.small_round import AT, PLAN, answer, found

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def closed(small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.CLOSED)
    small.round.refresh_from_db()
    return small


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def test_a_run_freezes_the_round_as_it_is(closed):
    run = start(closed, name="Standaard")
    assert (run.number, run.name, run.state, run.by) == (1, "Standaard", "queued", closed.hilde)
    assert [line["goal"] for line in run.progress] == [*closed.round.goals, "lottery"]
    assert exchange.read_problem(run.snapshot.problem) == closed.problem()
    assert run.snapshot.digest == exchange.digest(closed.problem())
    assert state_of(closed.round) == RoundState.MATCHING


def test_the_same_rows_share_a_snapshot(closed):
    first = start(closed)
    cancel_run(run=first, by=closed.hilde, at=AT)
    second = start(closed)
    assert (second.number, second.snapshot) == (2, first.snapshot)
    assert Snapshot.objects.count() == 1


def test_a_run_is_sent_to_the_worker_only_after_commit(closed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        run = start_run(match_round=closed.round, seconds=60, by=closed.hilde, at=AT)
    assert [callback.args for callback in sent] == [("placements.carry_out_run", {"run_id": run.pk})]


def test_searching_closes_an_open_round(small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.OPEN)
    start(small)
    moves = (
        Event.objects.filter(verb="moved", target_id=small.round.pk).order_by("pk").values_list("details", flat=True)
    )
    assert list(moves) == [{"from": "open", "to": "closed"}, {"from": "closed", "to": "matching"}]


def test_a_trial_leaves_the_round_as_it_was(small):
    MatchRound.objects.filter(pk=small.round.pk).update(state=RoundState.OPEN)
    small.round.refresh_from_db()
    run = claimed(small, trial=True)
    assert finish_run(run=run, at=LATER, **solved(small)) == RunState.DONE
    assert state_of(small.round) == RoundState.OPEN
    assert Proposal.objects.count() == 0


def test_two_searches_at_once_are_refused(closed):
    start(closed)
    with pytest.raises(AlreadyRunningError):
        start(closed)
    assert Run.objects.count() == 1


def test_the_database_refuses_two_open_runs_too(closed):
    run = start(closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(round=closed.round, snapshot=run.snapshot, number=9, seconds=1, queued_at=AT)


@pytest.mark.parametrize("state", ["draft", "approved", "with_schools", "published", "running", "archived"])
def test_a_round_in_another_phase_is_not_searched(small, state):
    MatchRound.objects.filter(pk=small.round.pk).update(state=state)
    with pytest.raises(RoundNotReadyError):
        start(small)
    assert (Run.objects.count(), state_of(small.round)) == (0, state)


def test_a_proposal_that_waits_for_approval_is_not_pulled_away(small, proposal):
    move(proposal, ProposalState.SUBMITTED, by=small.hilde, at=AT, submitted_by=small.hilde)
    with pytest.raises(AwaitingApprovalError):
        start(small)
    assert (state_of(small.round), state_of(proposal)) == (RoundState.REVIEW, "submitted")


def test_a_round_without_students_is_not_searched(closed):
    Registration.objects.update(withdrawn_at=AT)
    with pytest.raises(NothingToMatchError):
        start(closed)
    assert (Run.objects.count(), state_of(closed.round)) == (0, RoundState.CLOSED)


def test_a_pair_both_pinned_and_banned_is_told(closed):
    pair = {"registration": closed.registrations["noor"], "request": closed.requests["schip"]}
    for kind in (Pin, Ban):
        kind.objects.create(round=closed.round, reason="duo", by=closed.hilde, at=AT, **pair)
    with pytest.raises(exchange.BadInputError) as refused:
        start(closed)
    assert refused.value.faults == ("pins[0]: this pair is banned too",)


def test_a_found_plan_is_stored_and_comes_under_review(closed):
    run = claimed(closed)
    assert finish_run(run=run, at=LATER, **solved(closed)) == RunState.DONE
    row = Run.objects.get()
    assert (row.state, row.finished_at, row.failure) == ("done", LATER, "")
    assert exchange.read_solution(row.solution, closed.problem()) == solved(closed)["solution"]
    assert row.progress[0] == {
        "goal": "placed", "value": 4, "bound": 4, "proven": True, "seconds": 0.1, "points": []
    }  # fmt: skip
    assert [line["goal"] for line in row.progress] == [*closed.round.goals, "lottery"]
    assert (row.proposal.state, state_of(closed.round)) == (ProposalState.DRAFT, RoundState.REVIEW)
    assert closed.place_of(row.proposal)["noor"] == "schip"


def test_a_plan_that_breaks_a_limit_is_never_stored(closed):
    run = claimed(closed)
    plan = PLAN | {"robbe": ("populieren", ["mon-am", "tue-am"])}
    assert finish_run(run=run, at=LATER, **solved(closed, plan)) == RunState.FAILED
    row = Run.objects.get()
    assert (row.solution, row.failure.splitlines()[0]) == ("", "faults")
    assert f"r{closed.requests['populieren'].pk}" in row.failure
    assert (Proposal.objects.count(), state_of(closed.round)) == (0, RoundState.CLOSED)


def test_pins_that_contradict_each_other_are_kept_as_ids(closed):
    who, where = closed.registrations, closed.requests
    for name in ("noor", "ilias"):
        Pin.objects.create(
            round=closed.round,
            registration=who[name],
            request=where["populieren"],
            reason="duo",
            by=closed.hilde,
            at=AT,
        )
    run = claimed(closed)
    pins = [{"student": f"s{who[name].pk}", "request": f"r{where['populieren'].pk}"} for name in ("noor", "ilias")]
    problem = closed.problem()
    told = answer(closed, problem, {}) | {"status": "infeasible", "assignments": [], "unplaced": [], "goals": []}
    told["conflict"] = [{"limit": "places", "pins": pins, "ids": [f"r{where['populieren'].pk}"]}]
    solution = exchange.read_solution(json.dumps(told), problem)
    assert finish_run(run=run, solution=solution, faults=judge(problem, solution), progress=[], at=LATER) == "failed"
    row = Run.objects.get()
    assert (row.failure, json.loads(row.solution)["conflict"]) == ("conflict", told["conflict"])
    assert state_of(closed.round) == RoundState.CLOSED


def test_a_cancelled_run_keeps_nothing(closed):
    run = claimed(closed)
    cancel_run(run=run, by=closed.hilde, at=LATER)
    assert beat(run=run, progress=[], at=LATER) is True
    assert finish_run(run=run, at=LATER, **solved(closed)) == RunState.STOPPED
    assert (Run.objects.get().solution, Proposal.objects.count()) == ("", 0)
    assert state_of(closed.round) == RoundState.CLOSED


def test_a_run_that_still_waits_is_cancelled_at_once(closed):
    run = start(closed)
    stop_run(run=run, by=closed.hilde, at=LATER)
    assert (state_of(run), state_of(closed.round)) == (RunState.STOPPED, RoundState.CLOSED)
    assert claim_run(run=run, worker="one:1", at=LATER) is None


def test_after_a_failed_rerun_the_plan_under_review_is_back(small, proposal):
    run = claimed(small)
    assert state_of(small.round) == RoundState.MATCHING
    fail_run(run=run, failure="error\nMemoryError", at=LATER)
    assert (state_of(small.round), state_of(proposal)) == (RoundState.REVIEW, ProposalState.DRAFT)


def test_a_rerun_waits_beside_the_plan_under_review(small, proposal):
    run = claimed(small)
    finish_run(run=run, at=LATER, **solved(small))
    assert (state_of(proposal), Run.objects.get(pk=run.pk).proposal.state) == ("draft", "discarded")
    assert state_of(small.round) == RoundState.REVIEW


@pytest.mark.parametrize("end", ["done", "failed", "stopped"])
def test_an_ended_run_never_comes_back(small, end):
    run = found(small, PLAN)
    Run.objects.filter(pk=run.pk).update(state=end)
    for wanted in RunState.values:
        with pytest.raises(MoveNotAllowedError):
            move(run, wanted, by=None, at=LATER)
    assert state_of(run) == end


def test_a_done_run_has_a_solution_says_the_database(small):
    run = found(small, PLAN)
    make_proposal(run=run, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(solution="")
