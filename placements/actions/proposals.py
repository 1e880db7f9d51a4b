"""Turns a run's answer into rows that people can review, and chooses which plan is under review."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from matching.lookup import Lookup
from matching.problem import Pair
from placements.judgement import frozen, pair_facts
from placements.models import Assignment, Proposal, Run
from placements.problem_builder import row_of
from placements.states import ProposalState

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
        round_id=run.round_id, run=run, state=_first_state(run), goals=_as_found(solution), made_at=at
    )
    lookup = frozen(run.snapshot.problem)
    placed = [_placed(proposal, lookup, row) for row in solution["assignments"]]
    Assignment.objects.bulk_create(placed + [_unplaced(proposal, row) for row in solution["unplaced"]])
    return proposal


def _first_state(run: Run) -> str:
    under_review = Proposal.objects.filter(round_id=run.round_id, state__in=LIVE_STATES).exists()
    return ProposalState.DISCARDED if under_review else ProposalState.DRAFT


def _as_found(solution: dict[str, Any]) -> list[dict[str, Any]]:
    """Each goal with its value now and as the solver found it."""
    return [
        {**{key: row[key] for key in ("goal", "value", "bound", "proven")}, "was": row["value"]}
        for row in solution["goals"]
    ]


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
