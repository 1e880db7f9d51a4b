"""The check before computing: what stands in the way, per rule, with the smallest relief."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import MatchRound
from placements.explanations.limits import LIMIT_NAMES
from placements.permissions import can_run
from placements.precheck import Precheck, precheck
from placements.queries import rounds as queries
from placements.views.rounds import round_or_404


@login_required
def round_check(request: HttpRequest, pk: int) -> HttpResponse:
    """All findings with the names that the viewer may know."""
    match_round = round_or_404(request, pk)
    at = timezone.now()
    found = precheck(match_round, at=at)
    context = {
        "match_round": match_round,
        "found": found,
        "at": at,
        "may_run": can_run(request.user, match_round),
        **named(found, viewer=request.user, match_round=match_round),
    }
    return render(request, "placements/round_check.html", context)


def named(found: Precheck, *, viewer: Any, match_round: MatchRound) -> dict[str, Any]:
    """The findings with their rows; a student of another college is None."""
    pks = [row.registration for row in found.stuck] + [pk for duo in found.lonely_duos for pk in duo]
    students = queries.registrations_by_key(viewer=viewer, pks=[*pks, *found.homeless])
    pks = [row.request for row in found.unreached] + [*found.stale, *found.without_place]
    requests = queries.requests_by_key(viewer=viewer, match_round=match_round, pks=pks)
    return {
        "stuck": [(students.get(row.registration), rules_in_words(row.rules), row.relief) for row in found.stuck],
        "unreached": [(requests[row.request], rules_in_words(row.rules)) for row in found.unreached],
        "duos": [(students.get(one), students.get(other)) for one, other in found.lonely_duos],
        "homeless": [students.get(pk) for pk in found.homeless],
        "stale": [requests[pk] for pk in found.stale],
        "without_place": [requests[pk] for pk in found.without_place],
        "short": [row for row in found.balances if row.students > row.places],
    }


def rules_in_words(rules: dict[Any, int]) -> str:
    """Per rule how many it takes away, most first: reistijd 118, halve dagen 22."""
    return ", ".join(f"{LIMIT_NAMES[rule]} {count}" for rule, count in sorted(rules.items(), key=lambda row: -row[1]))
