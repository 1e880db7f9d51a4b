"""All rounds, runs, proposals and placements that somebody may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import College, MatchRound
from placements.models import Assignment, Placement, Proposal, Run
from students.models import Registration


def list_rounds(*, viewer: Any) -> QuerySet[MatchRound]:
    """Rounds with their colleges."""
    return MatchRound.objects.visible_to(viewer).select_related("network").prefetch_related("colleges")


def list_runs(*, viewer: Any) -> QuerySet[Run]:
    """Runs with round and snapshot."""
    return Run.objects.visible_to(viewer).select_related("round", "snapshot", "by")


def list_proposals(*, viewer: Any) -> QuerySet[Proposal]:
    """Plans with round and run."""
    return Proposal.objects.visible_to(viewer).select_related("round", "run__snapshot", "submitted_by", "approved_by")


def list_assignments(*, viewer: Any) -> QuerySet[Assignment]:
    """Rows of plans, only of students the viewer may know."""
    plans = Proposal.objects.visible_to(viewer)
    known = Registration.objects.visible_to(viewer)
    rows = Assignment.objects.filter(proposal__in=plans, registration__in=known)
    return rows.select_related("registration__student", "request__school").order_by("pk")


def list_placements(*, viewer: Any) -> QuerySet[Placement]:
    """Places; `known` says whether the viewer may know who the student is."""
    own = Registration.objects.visible_to(viewer).filter(pk=OuterRef("registration"))
    at_school = Placement.objects.filter(pk=OuterRef("pk"), request__school__contacts__user=viewer.pk)
    rows = Placement.objects.visible_to(viewer).annotate(known=Exists(own) | Exists(at_school))
    return rows.select_related("round", "registration__student__college", "request__school").order_by("pk")


def colleges_of(*, viewer: Any) -> QuerySet[College]:
    """The colleges for which the viewer may make rounds."""
    if viewer.is_superuser:
        return College.objects.all()
    own = College.objects.filter(memberships__user=viewer.pk)
    return (own | College.objects.filter(network__memberships__user=viewer.pk)).distinct()
