"""Support requests: asked, changed, withdrawn and brought back by the school."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import MatchRound
from accounts.versions import ChangedMeanwhileError, change, save_change
from schools.actions.answers import say_yes, set_total
from schools.actions.closing import not_too_late
from schools.models import Interest, School, SupportRequest

PREFIX = "V"
NOT_GIVEN = object()


@transaction.atomic
def ask_support(
    *,
    school: School,
    match_round: MatchRound,
    made_with: UUID,
    total: int | None,
    by: Any,
    at: datetime,
    **fields: Any,
) -> SupportRequest:
    """A new request of the school; the same form (`made_with`) sent twice makes one.

    `fields` are those of SupportRequest, `total` the cap for the whole school. Raises RoundClosedError, or
    ValidationError when a field or two together cannot be.
    """
    not_too_late(match_round, at=at)
    MatchRound.objects.select_for_update().get(pk=match_round.pk)  # numbers are given one at a time
    made = SupportRequest.objects.filter(made_with=made_with, school=school).first()
    if made:
        return made
    say_yes(school=school, match_round=match_round, total=total, by=by, at=at)
    request = SupportRequest(
        school=school,
        round=match_round,
        made_with=made_with,
        number=next_number(match_round),
        confirmed_at=at,
        **fields,
    )
    request.full_clean()
    request._history_user, request._history_date = by, at  # type: ignore[attr-defined] # read by simple_history
    request.save()
    return request


def next_number(match_round: MatchRound) -> str:
    """V1, V2, …: the first number after those that pages gave in this round."""
    given = SupportRequest.objects.filter(round=match_round, number__startswith=PREFIX).values_list("number", flat=True)
    used = [int(number[1:]) for number in given if number[1:].isdecimal()]
    return f"{PREFIX}{max(used, default=0) + 1}"


@transaction.atomic
def change_request(*, request: SupportRequest, version: int, by: Any, at: datetime, **changes: Any) -> SupportRequest:
    """Save what the school changed; `total` is for the whole school, `total_seen` what it was when it was shown.

    Raises RoundClosedError, ChangedMeanwhileError or ValidationError.
    """
    not_too_late(request.round, at=at)
    total, seen = changes.pop("total", NOT_GIVEN), changes.pop("total_seen", NOT_GIVEN)
    changed = change(request, version=version, by=by, at=at, stamps={"confirmed_at": at}, **changes)
    if total is not NOT_GIVEN:
        now = Interest.objects.select_for_update().filter(school=request.school_id, round=request.round_id).first()
        if seen is not NOT_GIVEN and now and now.max_students not in (seen, total):
            raise ChangedMeanwhileError(changed)
        set_total(school=request.school, match_round=request.round, total=total, by=by, at=at)
    return changed


def withdraw_request(*, request: SupportRequest, by: Any, at: datetime) -> SupportRequest:
    """Take the request out of the round; twice does no harm. Raises RoundClosedError."""
    return _set_withdrawn(request, True, by=by, at=at)


def bring_back_request(*, request: SupportRequest, by: Any, at: datetime) -> SupportRequest:
    """Undo a withdrawal. Raises RoundClosedError."""
    return _set_withdrawn(request, False, by=by, at=at)


@transaction.atomic
def _set_withdrawn(request: SupportRequest, withdrawn: bool, *, by: Any, at: datetime) -> SupportRequest:
    not_too_late(request.round, at=at)
    fresh = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if bool(fresh.withdrawn_at) == withdrawn:
        return fresh
    return save_change(fresh, by=by, at=at, withdrawn_at=at if withdrawn else None)
