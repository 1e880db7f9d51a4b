"""One change of a plan by hand: locked, judged as a whole, priced, and written down or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from accounts.models import User
from matching.rules import Limit
from placements.judgement import Fault, Judgement, judge
from placements.models import Assignment, Ban, Edit, Pin, Proposal
from placements.states import ProposalState
from students.models import Registration

CURABLE = (Limit.PIN, Limit.DUO)
"""Broken half-way through several moves and mended by the next one; they block approval, not the move."""


class Asked(TypedDict):
    """What every change by hand says: about whom in which version of which plan, why, by whom and when."""

    proposal: Proposal
    registration: Registration
    version: int
    reason: str
    by: User
    at: datetime


class NotUnderReviewError(Exception):
    """The plan is submitted, approved or put aside: nothing of it changes."""


class ChangedMeanwhileError(Exception):
    """Somebody else changed the plan after the page was made."""

    def __init__(self, by: User | None, at: datetime | None) -> None:
        self.by, self.at = by, at
        super().__init__()


class OverfullError(Exception):
    """The change would break limits that no further move mends: too many students somewhere, or no half-days."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__([fault["rule"] for fault in faults])


def lock(proposal: Proposal, version: int) -> Proposal:
    """The proposal read again and held; NotUnderReviewError, or ChangedMeanwhileError when `version` is old."""
    fresh = Proposal.objects.select_for_update(of=("self",)).select_related("run__snapshot").get(pk=proposal.pk)
    if fresh.state != ProposalState.DRAFT:
        raise NotUnderReviewError
    if fresh.version != version:
        raise ChangedMeanwhileError(fresh.changed_by, fresh.changed_at)
    return fresh


@transaction.atomic
def change(*, kind: str, write: Callable[[Assignment], dict[str, Any]], **asked: Unpack[Asked]) -> Edit:
    """Let `write` change the student's rows, judge the whole plan anew, and write the change down with its price.

    `write` gets the locked assignment and answers the edit's `request_from_id` and `request_to_id`.
    Raises what `lock` raises, what `write` raises, and OverfullError; then nothing is changed.
    """
    fresh = lock(asked["proposal"], asked["version"])
    row = fresh.assignments.select_for_update().get(registration=asked["registration"])
    before = remembered(row)
    requests = write(row)
    return Edit.objects.create(
        proposal=fresh,
        registration=row.registration,
        kind=kind,
        reason=asked["reason"],
        before=before,
        half_days_from=before["half_days"],
        half_days_to=row.half_days,
        price=rejudge(fresh, by=asked["by"], at=asked["at"]),
        by=asked["by"],
        at=asked["at"],
        **requests,
    )


def rejudge(proposal: Proposal, *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Judge the changed plan and save it as the next version; each goal before and after. OverfullError."""
    judged = judge(proposal)
    refuse_overfull(proposal.faults, judged)
    then = {row["goal"]: row["value"] for row in proposal.goals}
    save_judgement(proposal, judged, by=by, at=at)
    return [{"goal": row["goal"], "before": then[row["goal"]], "after": row["value"]} for row in judged.goals]


def save_judgement(proposal: Proposal, judged: Judgement, *, by: User | None, at: datetime) -> None:
    """What the plan is worth now and breaks now, as its next version."""
    proposal.goals, proposal.faults = judged.goals, judged.faults
    proposal.version += 1
    proposal.changed_by, proposal.changed_at = by, at
    proposal.save(update_fields=["goals", "faults", "version", "changed_by", "changed_at"])


def refuse_overfull(before: list[Fault], judged: Judgement) -> None:
    """OverfullError when the plan breaks a limit anew that taking in or moving others cannot mend."""
    worse = [fault for fault in judged.faults if fault not in before and not curable(fault)]
    if worse:
        raise OverfullError(worse)


def curable(fault: Fault) -> bool:
    """A request with too few students, half a duo or an empty pin waits for a next move."""
    return fault["rule"] in CURABLE or (fault["rule"] == Limit.PLACES and not fault["over"])


def remembered(assignment: Assignment) -> dict[str, Any]:
    """The student's row, pin and bans as plain values, for `restore`."""
    row = ("request_id", "half_days", "rank", "minutes", "origin", "unplaced_reason", "unplaced_rules")
    pin = Pin.objects.filter(round=assignment.proposal.round_id, registration=assignment.registration_id)
    bans = Ban.objects.filter(round=assignment.proposal.round_id, registration=assignment.registration_id)
    return {
        **{name: getattr(assignment, name) for name in row},
        "pins": [_decision(row) for row in pin],
        "bans": [_decision(row) for row in bans],
    }


def restore(assignment: Assignment, before: dict[str, Any]) -> None:
    """Make the student's row, pin and bans as they were."""
    for name, value in before.items():
        if name not in ("pins", "bans"):
            setattr(assignment, name, value)
    assignment.save()
    whose = {"round_id": assignment.proposal.round_id, "registration_id": assignment.registration_id}
    Pin.objects.filter(**whose).delete()
    Ban.objects.filter(**whose).delete()
    Pin.objects.bulk_create(Pin(**whose, **_row(decision)) for decision in before["pins"])
    Ban.objects.bulk_create(Ban(**whose, **_row(decision)) for decision in before["bans"])


def _decision(row: Pin | Ban) -> dict[str, Any]:
    return {"request_id": row.request_id, "reason": row.reason, "by_id": row.by_id, "at": row.at.isoformat()}


def _row(decision: dict[str, Any]) -> dict[str, Any]:
    return {**decision, "at": datetime.fromisoformat(decision["at"])}
