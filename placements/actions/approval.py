"""A plan is approved by a second person, on a record that is frozen at that moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Event, MatchRound, User
from accounts.states import RoundState
from placements.actions.changes import NotUnderReviewError, lock
from placements.judgement import Fault, judge, problem_of, solution_data
from placements.models import Edit, Proposal
from placements.states import ProposalState, move


class StillFaultsError(Exception):
    """The plan breaks limits; they are mended before anybody is asked to approve."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__([fault["rule"] for fault in faults])


class TrialRunError(Exception):
    """The plan comes from a trial run, which is never approved."""


class SamePersonError(Exception):
    """Who asked for approval does not give it."""


class ChangedByApproverError(Exception):
    """Who changed the plan by hand does not approve it."""


class ReasonMissingError(Exception):
    """Going back needs a reason."""


@transaction.atomic
def submit(*, proposal: Proposal, by: User, at: datetime, version: int) -> Proposal:
    """Ask a second person to approve. Raises StillFaultsError, TrialRunError, and what `lock` raises."""
    fresh = lock(proposal, version)
    if fresh.run.trial:
        raise TrialRunError
    refuse_faults(fresh)
    return move(fresh, ProposalState.SUBMITTED, by=by, at=at, submitted_by=by, submitted_at=at)


@transaction.atomic
def send_back(*, proposal: Proposal, by: User, at: datetime, question: str) -> Proposal:
    """Back to review with a question; who asked for approval may take that back the same way. ReasonMissingError."""
    if not question.strip():
        raise ReasonMissingError
    fresh = held(proposal, ProposalState.SUBMITTED)
    fresh.comments.create(text=question.strip(), by=by, at=at)
    return move(fresh, ProposalState.DRAFT, by=by, at=at, submitted_by=None, submitted_at=None)


@transaction.atomic
def approve(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Approve the submitted plan and freeze its record; the round is approved with it.

    Raises NotUnderReviewError, SamePersonError, ChangedByApproverError and StillFaultsError. The database
    holds the second person too (`approved_by_a_second_person`).
    """
    fresh = held(proposal, ProposalState.SUBMITTED)
    refuse_approver(fresh, by)
    refuse_faults(fresh)
    record = frozen_record(fresh, by=by, at=at)
    approved = move(fresh, ProposalState.APPROVED, by=by, at=at, approved_by=by, approved_at=at, record=record)
    move(MatchRound.objects.get(pk=fresh.round_id), RoundState.APPROVED, by=by, at=at)
    return approved


@transaction.atomic
def reopen(*, proposal: Proposal, by: User, at: datetime, reason: str) -> Proposal:
    """Take the approval back, before schools are told; its record stays in the history. ReasonMissingError."""
    if not reason.strip():
        raise ReasonMissingError
    fresh = held(proposal, ProposalState.APPROVED)
    move(MatchRound.objects.get(pk=fresh.round_id), RoundState.REVIEW, by=by, at=at, reason=reason.strip())
    Event.record(fresh, verb="approval_withdrawn", by=by, at=at, reason=reason.strip(), details=fresh.record)
    nobody: dict[str, Any] = {
        "submitted_by": None,
        "submitted_at": None,
        "approved_by": None,
        "approved_at": None,
        "record": {},
    }
    return move(fresh, ProposalState.DRAFT, by=by, at=at, reason=reason.strip(), **nobody)


def refuse_approver(proposal: Proposal, by: User) -> None:
    """SamePersonError or ChangedByApproverError when `by` may not approve this very plan."""
    if proposal.submitted_by_id == by.pk:
        raise SamePersonError
    if proposal.edits.filter(by=by, undone_at=None).exists():
        raise ChangedByApproverError


def refuse_faults(proposal: Proposal) -> None:
    """StillFaultsError when the referee, asked again, finds a broken limit."""
    faults = judge(proposal).faults
    if faults:
        raise StillFaultsError(faults)


def held(proposal: Proposal, state: ProposalState) -> Proposal:
    """The proposal read again and locked; NotUnderReviewError when it is not in `state` (any more)."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("run__snapshot")
    fresh = rows.get(pk=proposal.pk)
    if fresh.state != state:
        raise NotUnderReviewError
    return fresh


def frozen_record(proposal: Proposal, *, by: User, at: datetime) -> dict[str, Any]:
    """What was approved: question, answer, seed, values with bounds, changes by hand, and by whom. No names."""
    solution = solution_data(proposal)
    return {
        "run": proposal.run.number,
        "digest": proposal.run.snapshot.digest,
        "engine": solution["engine"],
        "status": solution["status"],
        "seed": problem_of(proposal).seed,
        "goals": proposal.goals,
        "version": proposal.version,
        "assignments": list(proposal.assignments.order_by("registration").values(*ASSIGNMENT)),
        "edits": [_edit(edit) for edit in proposal.edits.filter(undone_at=None).order_by("pk")],
        "submitted_by": proposal.submitted_by_id,
        "approved_by": by.pk,
        "approved_at": at.isoformat(),
    }


ASSIGNMENT = ("registration", "request", "half_days", "rank", "minutes", "origin")


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "kind": edit.kind,
        "registration": edit.registration_id,
        "from": edit.request_from_id,
        "to": edit.request_to_id,
        "reason": edit.reason,
        "by": edit.by_id,
        "at": edit.at.isoformat(),
    }
