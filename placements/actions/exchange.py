"""Carries out a priced alternative: one student goes where asked, and others make room as was computed."""

from __future__ import annotations

from typing import Any, Unpack

from django.db import transaction

from matching.problem import Pair
from matching.referee.lookup import Lookup
from placements.actions.changes import Asked, ChangedMeanwhileError, lock, rejudge, remembered
from placements.actions.half_days import share_half_days
from placements.actions.review import decide_pin
from placements.judgement import pair_facts, problem_of, why_unplaced
from placements.models import AlternativePrice, Assignment, Edit
from placements.problem_builder import request_id, row_of, student_id
from schools.models import SupportRequest

Rows = dict[int, Assignment]
NOWHERE: dict[str, Any] = {"request_id": None, "half_days": [], "rank": None, "minutes": None}


class NotPricedError(Exception):
    """No price of this place is known for the plan as it is, so that nobody can say who would move."""


@transaction.atomic
def move_with_others(*, prices: AlternativePrice, request: SupportRequest, **asked: Unpack[Asked]) -> Edit:
    """Place the student at `request`, pin the pair, and move the others as `prices` tells.

    Every other move is an edit that is part of the one returned. Raises NotPricedError, and what `change` raises.
    """
    fresh = lock(asked["proposal"], asked["version"])
    if prices.version != fresh.version:
        raise ChangedMeanwhileError(fresh.changed_by, fresh.changed_at)
    targets = _targets(prices, request)
    rows = {row.registration_id: row for row in fresh.assignments.select_for_update().select_related("registration")}
    before = {key: remembered(row) for key, row in rows.items() if _touched(row, targets)}
    decide_pin(rows[prices.registration_id], request, asked)
    _seat(rows, targets, Lookup(problem_of(fresh)))
    price = rejudge(fresh, by=asked["by"], at=asked["at"])
    main = _edit(rows.pop(prices.registration_id), before, asked, price=price)
    changed = [row for key, row in rows.items() if key in before and _differs(row, before[key])]
    for row in changed:
        _edit(row, before, asked, part_of=main)
    return main


def _targets(prices: AlternativePrice, request: SupportRequest) -> dict[int, str | None]:
    """Where everybody goes who moves, by registration."""
    wanted = request_id(request.pk)
    for row in prices.prices:
        if row["request"] == wanted and row["price"] is not None:
            return {row_of(move["student"]): move["to"] for move in row["moves"]}
    raise NotPricedError


def _touched(row: Assignment, targets: dict[int, str | None]) -> bool:
    """Whoever moves, and whoever is where somebody comes: their half-days may have to make room."""
    return row.registration_id in targets or (row.request_id and request_id(row.request_id)) in targets.values()


def _seat(rows: Rows, targets: dict[int, str | None], lookup: Lookup) -> None:
    for key, target in targets.items():
        _move(rows[key], target, lookup)
    for target in sorted({target for target in targets.values() if target}):
        there = [row for row in rows.values() if row.request_id == row_of(target)]
        students = [lookup.students[student_id(row.registration_id)] for row in there]
        now = {student_id(row.registration_id): row.half_days for row in there}
        half_days = share_half_days(lookup.requests[target], students, now)
        for row in there:
            row.half_days = half_days[student_id(row.registration_id)]
            row.save()


def _move(row: Assignment, target: str | None, lookup: Lookup) -> None:
    student = student_id(row.registration_id)
    values: dict[str, Any] = {**NOWHERE, **why_unplaced(lookup, student)} if target is None else {
        "request_id": row_of(target), "half_days": [], "unplaced_reason": "", "unplaced_rules": {},
        **pair_facts(lookup, Pair(student, target)),
    }  # fmt: skip
    for name, value in {**values, "origin": Assignment.Origin.HAND}.items():
        setattr(row, name, value)
    row.save()


def _differs(row: Assignment, before: dict[str, Any]) -> bool:
    return (row.request_id, row.half_days) != (before["request_id"], before["half_days"])


def _edit(row: Assignment, before: dict[int, dict[str, Any]], asked: Asked, **fields: Any) -> Edit:
    was = before[row.registration_id]
    return Edit.objects.create(
        proposal=asked["proposal"],
        kind=Edit.Kind.MOVE,
        registration=row.registration,
        request_from_id=was["request_id"],
        request_to_id=row.request_id,
        half_days_from=was["half_days"],
        half_days_to=row.half_days,
        reason=asked["reason"],
        before=was,
        by=asked["by"],
        at=asked["at"],
        **fields,
    )
