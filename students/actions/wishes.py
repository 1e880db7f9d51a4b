"""The ranked list of wishes: added, moved, removed and restored; sent twice, each is done once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.versions import save_change
from schools.actions.closing import not_too_late
from schools.models import School
from students.models import AvoidedSchool, Registration, Wish

Snapshot = list[list[Any]]
"""A list of wishes as plain values, to put it back: [tier, school, request] each."""


class AlreadyWishedError(Exception):
    """The school is in the list already."""


class ListFullError(Exception):
    """The list holds as many wishes as the round takes."""


class AvoidedError(Exception):
    """The school is one that the student avoids."""


class ListChangedError(Exception):
    """The list changed since it was shown, so the order or undo asked does not apply to it."""


@contextmanager
def _list_of(registration: Registration, *, by: Any, at: datetime) -> Iterator[list[Wish]]:
    """The wishes in order with the registration locked; a change of them makes a next version of it."""
    not_too_late(registration.round, at=at)
    with transaction.atomic():
        fresh = Registration.objects.select_for_update().get(pk=registration.pk)
        wishes = list(Wish.objects.filter(registration=fresh).order_by("tier", "order", "pk"))
        before = _values(wishes)
        yield wishes
        if current_list(fresh) != before:
            save_change(fresh, by=by, at=at)


def current_list(registration: Registration) -> Snapshot:
    """The wishes as plain values, in order."""
    return _values(list(Wish.objects.filter(registration=registration).order_by("tier", "order", "pk")))


def _values(wishes: list[Wish]) -> Snapshot:
    return [[wish.tier, wish.school_id, wish.request_id] for wish in wishes]


def add_wish(*, registration: Registration, school: School, by: Any, at: datetime) -> Wish:
    """Put a school at the end of the list.

    Raises RoundClosedError, AlreadyWishedError, ListFullError or AvoidedError.
    """
    with _list_of(registration, by=by, at=at) as wishes:
        if any(wish.school_id == school.pk for wish in wishes):
            raise AlreadyWishedError(str(school.pk))
        if len(wishes) >= registration.round.max_wishes:
            raise ListFullError(str(len(wishes)))
        if AvoidedSchool.objects.filter(registration=registration, school=school).exists():
            raise AvoidedError(str(school.pk))
        last = wishes[-1].tier if wishes else 0
        return Wish.objects.create(registration=registration, school=school, tier=last + 1)


def remove_wish(*, registration: Registration, pk: int, by: Any, at: datetime) -> bool:
    """Take a wish off the list, ties as they were; False when it was gone already. Raises RoundClosedError."""
    with _list_of(registration, by=by, at=at) as wishes:
        left = [wish for wish in wishes if wish.pk != pk]
        Wish.objects.filter(registration=registration, pk=pk).delete()
        _close_gaps(left)
        return len(left) < len(wishes)


def place_wish(*, registration: Registration, pk: int, place: int, by: Any, at: datetime) -> int:
    """Move a wish to `place` (1 is the top); from then on every place is a tier of its own.

    Returns the place where it stands, within the list. Raises RoundClosedError or ListChangedError.
    """
    with _list_of(registration, by=by, at=at) as wishes:
        moved = next((wish for wish in wishes if wish.pk == pk), None)
        if moved is None:
            raise ListChangedError(str(pk))
        place = min(max(place, 1), len(wishes))
        wishes.remove(moved)
        wishes.insert(place - 1, moved)
        _rank(wishes)
        return place


def order_wishes(*, registration: Registration, order: list[int], by: Any, at: datetime) -> None:
    """Put the wishes in the order of their ids. Raises RoundClosedError, or ListChangedError when they are others."""
    with _list_of(registration, by=by, at=at) as wishes:
        by_pk = {wish.pk: wish for wish in wishes}
        if sorted(order) != sorted(by_pk):
            raise ListChangedError(str(order))
        if order != list(by_pk):
            _rank([by_pk[pk] for pk in order])


def restore_wishes(*, registration: Registration, before: Snapshot, after: Snapshot, by: Any, at: datetime) -> None:
    """Undo: make the list `before` again, when it is still as the change left it, `after`.

    Raises RoundClosedError or ListChangedError.
    """
    with _list_of(registration, by=by, at=at) as wishes:
        if _values(wishes) == before:
            return
        if _values(wishes) != after:
            raise ListChangedError(str(registration.pk))
        Wish.objects.filter(registration=registration).delete()
        Wish.objects.bulk_create(
            Wish(registration=registration, tier=tier, order=order, school_id=school, request_id=request)
            for order, (tier, school, request) in enumerate(before)
        )


def _rank(wishes: list[Wish]) -> None:
    """Give each wish a tier of its own, by way of tiers that nobody has so that no two meet."""
    for offset in (len(wishes) + max((wish.tier for wish in wishes), default=0), 0):
        for place, wish in enumerate(wishes, start=1):
            wish.tier, wish.order = offset + place, 0
            wish.save(update_fields=["tier", "order"])


def _close_gaps(wishes: list[Wish]) -> None:
    """Number the tiers 1, 2, … again without splitting a tie."""
    tiers = {tier: place for place, tier in enumerate(sorted({wish.tier for wish in wishes}), start=1)}
    for wish in wishes:
        if wish.tier != tiers[wish.tier]:
            wish.tier = tiers[wish.tier]
            wish.save(update_fields=["tier"])
