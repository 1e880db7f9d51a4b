"""Turns a run's answer into rows that people can review, and chooses which plan is under review."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import MatchRound, User
from accounts.states import RoundState
from matching.problem import Pair
from matching.referee.lookup import Lookup
from placements.actions.changes import save_judgement
from placements.judgement import frozen, goals_as_found, judge, pair_facts
from placements.models import Assignment, Proposal, Run
from placements.problem_builder import row_of
from placements.states import ProposalState, move


class OtherPlanUnderApprovalError(Exception):
    """Another plan of the round waits for approval or has it: send that one back first."""


class RoundNotUnderReviewError(Exception):
    """Plans are chosen only while the round is under review."""


LIVE_STATES = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.APPROVED)


@transaction.atomic
def make_proposal(*, run: Run, at: datetime) -> Proposal:
    """The plan that `run` found as a proposal with a row per student; asked again, the same proposal.

    While another proposal of the round is under review or approved the new one waits as «discarded»
    until somebody takes it. `run.solution` was judged before it was stored.
    """
    known = Proposal.objects.filter(run=run).first()
    if known:
        return known
    solution = json.loads(run.solution)
    proposal = Proposal.objects.create(
        round_id=run.round_id, run=run, state=_first_state(run), goals=goals_as_found(solution), made_at=at
    )
    lookup = frozen(run.snapshot.problem)
    placed = [_placed(proposal, lookup, row) for row in solution["assignments"]]
    Assignment.objects.bulk_create(placed + [_unplaced(proposal, row) for row in solution["unplaced"]])
    return proposal


@transaction.atomic
def take_proposal(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Put a plan that waits under review, in place of the one that is; that one waits from now on.

    Judged again, as pins and bans may be newer than the plan. Raises OtherPlanUnderApprovalError,
    RoundNotUnderReviewError, and MoveNotAllowedError when the plan does not wait.
    """
    match_round = MatchRound.objects.select_for_update().get(pk=proposal.round_id)
    if match_round.state != RoundState.REVIEW:
        raise RoundNotUnderReviewError
    current = Proposal.objects.filter(round=match_round, state__in=LIVE_STATES).exclude(pk=proposal.pk).first()
    if current:
        if current.state != ProposalState.DRAFT:
            raise OtherPlanUnderApprovalError
        move(current, ProposalState.DISCARDED, by=by, at=at)
    move(proposal, ProposalState.DRAFT, by=by, at=at)
    save_judgement(proposal, judge(proposal), by=by, at=at)
    return proposal


def _first_state(run: Run) -> str:
    under_review = Proposal.objects.filter(round_id=run.round_id, state__in=LIVE_STATES).exists()
    return ProposalState.DISCARDED if under_review else ProposalState.DRAFT


def _placed(proposal: Proposal, lookup: Lookup, row: dict[str, Any]) -> Assignment:
    return Assignment(
        proposal=proposal,
        registration_id=row_of(row["student"]),
        request_id=row_of(row["request"]),
        half_days=row["half_days"],
        **pair_facts(lookup, Pair(row["student"], row["request"])),
    )


def _unplaced(proposal: Proposal, row: dict[str, Any]) -> Assignment:
    return Assignment(
        proposal=proposal,
        registration_id=row_of(row["student"]),
        request=None,
        unplaced_reason=row["reason"],
        unplaced_rules=row.get("rules", {}),
    )
