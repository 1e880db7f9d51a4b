"""Wishes that waited for a request become real ones once the round knows the request."""

from __future__ import annotations

from django.db import transaction

from accounts.models import MatchRound
from students.models import PendingWish, Wish


@transaction.atomic
def settle_pending_wishes(*, match_round: MatchRound) -> list[str]:
    """Turn what can be turned into wishes; returns the numbers that still name nothing, sorted."""
    requests = {row.number: row for row in match_round.requests.all()}
    waiting = list(PendingWish.objects.filter(registration__round=match_round))
    found = [wish for wish in waiting if wish.number in requests]
    Wish.objects.bulk_create(
        [
            Wish(registration_id=w.registration_id, tier=w.tier, order=w.order, request=requests[w.number])
            for w in found
        ],
        batch_size=400,
    )
    PendingWish.objects.filter(pk__in=[wish.pk for wish in found]).delete()
    return sorted({wish.number for wish in waiting if wish.number not in requests})
