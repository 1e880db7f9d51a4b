"""The facts per round from which follows what asks action; the same number of queries for any number of rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import MatchRound, Membership
from accounts.states import RoundState
from placements.models import Assignment, Placement, Proposal, Run, SentMail
from placements.states import PlacementState, ProposalState
from schools.models import Interest, SupportRequest
from students.models import Registration

STALE_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One round with its numbers; `run` is the newest that was not a trial, `proposal` the plan that counts."""

    round: MatchRound
    run: Run | None
    proposal: Proposal | None
    busy: int
    submitted: int
    maybe: int
    stale: int
    no_place_on_map: int
    unplaced: int
    unanswered: int
    objections: int
    returned: int
    unconfirmed: int
    failed_mails: int


def facts_of(*, viewer: Any, at: datetime) -> list[Facts]:
    """Facts of every round of the viewer that is not archived, newest first."""
    rounds = list(MatchRound.objects.visible_to(viewer).exclude(state=RoundState.ARCHIVED).select_related("network"))
    known = Registration.objects.visible_to(viewer)
    runs, proposals = newest_runs(rounds), current_proposals(rounds)
    counts = {name: per_round(rows, rounds) for name, rows in what_to_count(known, at).items()}
    unplaced = per_proposal(counted_for(viewer), proposals.values())
    return [
        Facts(
            round=row,
            run=runs.get(row.pk),
            proposal=proposals.get(row.pk),
            unplaced=unplaced.get(proposals[row.pk].pk, 0) if row.pk in proposals else 0,
            **{name: numbers.get(row.pk, 0) for name, numbers in counts.items()},
        )
        for row in rounds
    ]


def counted_for(viewer: Any) -> QuerySet[Registration]:
    """Whom the viewer may know, and to be counted without names all in the rounds of a network they coordinate."""
    networks = Membership.objects.filter(user=viewer, network__isnull=False).values("network")
    known = Registration.objects.visible_to(viewer).values("pk")
    return Registration.objects.filter(Q(pk__in=known) | Q(round__network__in=networks))


def what_to_count(known: QuerySet[Registration], at: datetime) -> dict[str, QuerySet[Any]]:
    """Per fact the rows that are counted; of students only those whom the viewer may know, but all who take part."""
    standing = known.filter(submitted_at__isnull=False, withdrawn_at=None)
    asked = SupportRequest.objects.standing()
    offered = Placement.objects.filter(state=PlacementState.OFFERED)
    return {
        "busy": known.filter(submitted_at=None, withdrawn_at=None),
        "submitted": Registration.objects.standing(),
        "no_place_on_map": standing.filter(latitude=None),
        "maybe": Interest.objects.filter(answer=Interest.Answer.MAYBE),
        "stale": asked.filter(confirmed_at__lt=at - STALE_AFTER),
        "unanswered": offered.filter(student_answered_at=None, registration__in=known),
        "unconfirmed": offered.filter(school_confirmed_at=None),
        "objections": Placement.objects.filter(state=PlacementState.OBJECTED),
        "returned": Placement.objects.filter(state=PlacementState.RETURNED, registration__in=known),
        "failed_mails": SentMail.objects.filter(sent_at=None).exclude(failure=""),
    }


def per_round(rows: QuerySet[Any], rounds: Iterable[MatchRound]) -> dict[int, int]:
    of_these = rows.filter(round__in=[row.pk for row in rounds]).order_by()
    return dict(of_these.values_list("round").annotate(number=Count("pk", distinct=True)))


def per_proposal(known: QuerySet[Registration], proposals: Iterable[Proposal]) -> dict[int, int]:
    """Students without a place, per plan."""
    rows = Assignment.objects.filter(proposal__in=list(proposals), request=None, registration__in=known).order_by()
    return dict(rows.values_list("proposal").annotate(number=Count("pk", distinct=True)))


def newest_runs(rounds: Iterable[MatchRound]) -> dict[int, Run]:
    runs = Run.objects.filter(round__in=list(rounds), trial=False).defer("solution", "progress").order_by("number")
    return {run.round_id: run for run in runs}


def current_proposals(rounds: Iterable[MatchRound]) -> dict[int, Proposal]:
    plans = Proposal.objects.filter(round__in=list(rounds)).exclude(state=ProposalState.DISCARDED).order_by("pk")
    return {plan.round_id: plan for plan in plans.select_related("submitted_by")}
