"""Schools where a student must not go, with the kind of reason only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.versions import save_change
from schools.actions.closing import not_too_late
from schools.models import School
from students.actions.wishes import remove_wish
from students.models import AvoidedSchool, Registration, Wish


@transaction.atomic
def avoid_school(*, registration: Registration, school: School, reason: str, by: Any, at: datetime) -> AvoidedSchool:
    """Never place the student here; the school leaves the list of wishes. Raises RoundClosedError."""
    not_too_late(registration.round, at=at)
    fresh = Registration.objects.select_for_update().get(pk=registration.pk)
    avoided, made = AvoidedSchool.objects.get_or_create(registration=fresh, school=school, defaults={"reason": reason})
    if not made and avoided.reason != reason:
        avoided.reason = reason
        avoided.save(update_fields=["reason"])
    for wish in Wish.objects.filter(registration=fresh, school=school):
        remove_wish(registration=fresh, pk=wish.pk, by=by, at=at)
    if made:
        save_change(Registration.objects.get(pk=fresh.pk), by=by, at=at)
    return avoided


@transaction.atomic
def stop_avoiding(*, registration: Registration, pk: int, by: Any, at: datetime) -> AvoidedSchool | None:
    """Take a school off the list; returns what was taken off, None when it was gone. Raises RoundClosedError."""
    not_too_late(registration.round, at=at)
    fresh = Registration.objects.select_for_update().get(pk=registration.pk)
    avoided = AvoidedSchool.objects.select_related("school").filter(registration=fresh, pk=pk).first()
    if avoided is None:
        return None
    AvoidedSchool.objects.filter(pk=pk).delete()
    save_change(fresh, by=by, at=at)
    return avoided
