"""Asks for a search, stops it, and leads the round into and out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import MatchRound, goals_are_known
from accounts.states import RoundState, move
from matching import exchange
from matching.rules import Goal
from placements import problem_builder
from placements.actions.rounds import change_round
from placements.models import Proposal, Run, Snapshot
from placements.queue import enqueue
from placements.states import OPEN_RUN_STATES, ProposalState, RunState

TASK = "placements.carry_out_run"


class AlreadyRunningError(Exception):
    """A search for this round is waiting or under way."""


class RoundNotReadyError(Exception):
    """The round is in a phase in which nothing is searched: a draft, or approved already."""


class AwaitingApprovalError(Exception):
    """A proposal of this round waits for its approval; another plan would pull it away from under it."""


class NothingToMatchError(Exception):
    """No registration or no request of this round can take part."""


@transaction.atomic
def start_run(
    *,
    match_round: MatchRound,
    seconds: int,
    by: Any,
    at: datetime,
    name: str = "",
    trial: bool = False,
    goals: Sequence[str] | None = None,
    here: bool = False,
) -> Run:
    """A queued run of the round as its rows are now; an open round is closed by it, unless it is only a trial.

    `goals` is another order of goals than the round's; but for a trial it becomes the round's own.
    `here` is for a command that carries the run out in its own process: nothing is sent to a worker.
    Raises AlreadyRunningError, RoundNotReadyError, AwaitingApprovalError, NothingToMatchError, ValidationError
    when the goals are none, or exchange.BadInputError when the rows contradict each other.
    """
    fresh = MatchRound.objects.select_for_update().get(pk=match_round.pk)
    refuse_at_wrong_time(fresh, trial=trial)
    if goals is not None and list(goals) != fresh.goals:
        take_goals(fresh, list(goals), trial=trial, by=by, at=at)
    run = Run.objects.create(
        round=fresh,
        snapshot=take_snapshot(match_round=fresh, at=at),
        progress=planned([*fresh.goals, Goal.LOTTERY]),
        number=(fresh.runs.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=name,
        trial=trial,
        seconds=seconds,
        by=by,
        queued_at=at,
        heartbeat_at=at,
    )
    if not trial:
        lead_to_matching(fresh, by=by, at=at)
        match_round.state = fresh.state
    if not here:
        enqueue(TASK, run_id=run.pk)
    return run


def planned(goals: Iterable[str]) -> list[dict[str, Any]]:
    """A line per goal for a search that has not begun; `points` are seconds, value and bound."""
    empty: dict[str, Any] = {"value": None, "bound": None, "proven": False, "seconds": 0, "points": []}
    return [{"goal": str(goal), **empty} for goal in goals]


def take_goals(match_round: MatchRound, goals: list[str], *, trial: bool, by: Any, at: datetime) -> None:
    """A trial looks at the goals once; else they are the round's from now on."""
    if trial:
        goals_are_known(goals)
        match_round.goals = goals
    else:
        change_round(match_round=match_round, by=by, at=at, goals=goals)


def refuse_at_wrong_time(match_round: MatchRound, *, trial: bool) -> None:
    if match_round.runs.filter(state__in=OPEN_RUN_STATES).exists():
        raise AlreadyRunningError
    if match_round.state not in (RoundState.OPEN, RoundState.CLOSED, RoundState.MATCHING, RoundState.REVIEW):
        raise RoundNotReadyError(match_round.state)
    waiting = (ProposalState.SUBMITTED, ProposalState.APPROVED)
    if not trial and match_round.proposals.filter(state__in=waiting).exists():
        raise AwaitingApprovalError


def take_snapshot(*, match_round: MatchRound, at: datetime) -> Snapshot:
    """The round's problem, frozen; the same rows give the same snapshot."""
    problem = problem_builder.build(match_round)
    if not problem.students or not problem.requests:
        raise NothingToMatchError
    snapshot, _ = Snapshot.objects.get_or_create(
        round=match_round,
        digest=exchange.digest(problem),
        defaults={"problem": exchange.dump(exchange.problem_to_data(problem)), "made_at": at},
    )
    return snapshot


def lead_to_matching(match_round: MatchRound, *, by: Any, at: datetime) -> None:
    if match_round.state == RoundState.OPEN:
        move(match_round, RoundState.CLOSED, by=by, at=at)
    if match_round.state != RoundState.MATCHING:
        move(match_round, RoundState.MATCHING, by=by, at=at)


def lead_out_of_matching(match_round: MatchRound, *, at: datetime) -> None:
    """After a search: to the review when there is a plan to review, else back to closed."""
    fresh = MatchRound.objects.select_for_update().get(pk=match_round.pk)
    if fresh.state == RoundState.MATCHING:
        live = Proposal.objects.filter(round=fresh, state=ProposalState.DRAFT).exists()
        move(fresh, RoundState.REVIEW if live else RoundState.CLOSED, by=None, at=at)


@transaction.atomic
def stop_run(*, run: Run, by: Any, at: datetime) -> None:
    """Ask a running search to stop and keep its best plan; one that still waits has none, and is cancelled."""
    if Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(stop_asked=True):
        return
    cancel_run(run=run, by=by, at=at)


@transaction.atomic
def cancel_run(*, run: Run, by: Any, at: datetime) -> None:
    """No plan is wanted: a waiting run stops now, a running one as soon as its worker hears of it."""
    fresh = Run.objects.select_for_update().get(pk=run.pk)
    if fresh.state == RunState.QUEUED:
        move(fresh, RunState.STOPPED, by=by, at=at, finished_at=at)
        lead_out_of_matching(fresh.round, at=at)
    elif fresh.state == RunState.RUNNING:
        Run.objects.filter(pk=run.pk).update(stop_asked=True, cancel_asked=True)
