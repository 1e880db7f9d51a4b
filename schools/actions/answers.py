"""A school's answer to a round: yes, maybe or no, the total it can take, and that it still holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import MatchRound
from accounts.versions import change, save_change
from schools.actions.closing import not_too_late
from schools.models import Interest, School, SupportRequest


class NotAnsweredError(Exception):
    """The school has not answered this round yet, so there is nothing to confirm."""


@transaction.atomic
def answer_round(
    *,
    school: School,
    match_round: MatchRound,
    answer: str,
    reason: str = "",
    version: int,
    by: Any,
    at: datetime,
) -> Interest:
    """Write down the school's answer; `version` is the one that was seen, 0 when there was none.

    Raises RoundClosedError, or ChangedMeanwhileError when a colleague answered otherwise in the meantime.
    """
    not_too_late(match_round, at=at)
    values = {"answer": answer, "reason": reason if answer == Interest.Answer.NO else ""}
    new = {**values, "answered_by": str(by), "confirmed_at": at}
    interest, made = Interest.objects.get_or_create(school=school, round=match_round, defaults=new)
    if made:
        return interest
    return change(
        interest, version=version, by=by, at=at, stamps={"confirmed_at": at, "answered_by": str(by)}, **values
    )


def say_yes(*, school: School, match_round: MatchRound, total: int | None, by: Any, at: datetime) -> Interest:
    """A school that asks for support says yes with it, whatever it said before; `total` is for the whole school."""
    return _answer_with(school, match_round, by=by, at=at, answer=Interest.Answer.YES, reason="", max_students=total)


def set_total(*, school: School, match_round: MatchRound, total: int | None, by: Any, at: datetime) -> Interest:
    """How many students the whole school takes at most."""
    return _answer_with(school, match_round, by=by, at=at, max_students=total)


def _answer_with(school: School, match_round: MatchRound, *, by: Any, at: datetime, **changes: Any) -> Interest:
    new = {"answer": Interest.Answer.YES, "answered_by": str(by), "confirmed_at": at} | changes
    found = Interest.objects.select_for_update()
    interest, _made = found.get_or_create(school=school, round=match_round, defaults=new)
    if all(getattr(interest, name) == value for name, value in changes.items()):
        return interest
    return save_change(interest, by=by, at=at, **changes)


@transaction.atomic
def confirm_answer(*, school: School, match_round: MatchRound, answered_by: str, by: Any, at: datetime) -> Interest:
    """Say that the answer and the requests still hold. Raises RoundClosedError or NotAnsweredError."""
    not_too_late(match_round, at=at)
    interest = Interest.objects.select_for_update().filter(school=school, round=match_round).first()
    if interest is None:
        raise NotAnsweredError(f"school {school.pk}")
    for request in SupportRequest.objects.filter(school=school, round=match_round, withdrawn_at=None):
        request._history_user, request._history_date = by, at  # type: ignore[attr-defined] # read by simple_history
        request.confirmed_at = at
        request.save(update_fields=["confirmed_at"])
    return save_change(interest, by=by, at=at, confirmed_at=at, answered_by=answered_by or interest.answered_by)
