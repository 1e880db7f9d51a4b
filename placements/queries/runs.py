"""What coordinators read about runs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import MatchRound
from placements.models import Run


def runs_of(*, viewer: Any, match_round: MatchRound) -> QuerySet[Run]:
    """The round's runs, newest first, without their long texts."""
    return (
        Run.objects.visible_to(viewer)
        .filter(round=match_round)
        .select_related("by", "snapshot", "proposal")
        .defer("solution", "snapshot__problem")
    )


def get_run(*, viewer: Any, match_round: MatchRound, number: int) -> Run:
    """One run of the round, or Run.DoesNotExist."""
    runs = Run.objects.visible_to(viewer).filter(round=match_round).select_related("by", "snapshot", "round")
    return runs.defer("snapshot__problem").get(number=number)
