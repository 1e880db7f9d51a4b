"""Reads of uploads and of what they may be imported into."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import MatchRound, Network
from accounts.states import RoundState
from placements.models import Upload

STILL_FILLING = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)


def get_upload(*, viewer: Any, pk: int) -> Upload:
    """The upload, or Upload.DoesNotExist."""
    return Upload.objects.visible_to(viewer).select_related("round", "network", "by").get(pk=pk)


def list_uploads(*, viewer: Any) -> QuerySet[Upload]:
    """The viewer's uploads, newest first."""
    return Upload.objects.visible_to(viewer).select_related("round", "network").defer("rows")


def rounds_to_fill(*, viewer: Any) -> QuerySet[MatchRound]:
    """The viewer's rounds that still take registrations from files."""
    return MatchRound.objects.visible_to(viewer).filter(state__in=STILL_FILLING)


def networks_to_fill(*, viewer: Any) -> QuerySet[Network]:
    """The networks whose register the viewer may bring: only a network's own coordinator or an administrator."""
    if viewer.is_superuser:
        return Network.objects.all()
    return Network.objects.filter(Q(memberships__user=viewer)).distinct()
