"""What one change by hand did, in a few words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from placements.models import Edit
from schools.models import SupportRequest

Kind = Edit.Kind


def what_was_done(edit: Edit) -> str:
    """The change with its schools: where from, where to, or what was fixed, freed, forbidden or allowed."""
    if edit.kind == Kind.MOVE:
        return _moved(edit)
    about = {"school": _school(edit.request_to or edit.request_from)}
    text = {
        Kind.PIN: _("Vastgezet bij %(school)s"),
        Kind.UNPIN: _("Losgemaakt bij %(school)s"),
        Kind.BAN: _("Verboden: %(school)s"),
        Kind.UNBAN: _("Weer toegelaten: %(school)s"),
    }[Kind(edit.kind)]
    return text % about


def moved_along(parts: Iterable[Edit]) -> int:
    """How many other students got another place, or none, to make room; other half-days alone do not count."""
    return sum(part.request_from_id != part.request_to_id for part in parts)


def _moved(edit: Edit) -> str:
    schools = {"before": _school(edit.request_from), "after": _school(edit.request_to)}
    if edit.request_to is None:
        lost = _("Plaats verloren bij %(before)s") if edit.part_of_id else _("Uit het plan gehaald bij %(before)s")
        return lost % schools
    if edit.request_from is None:
        return _("Geplaatst bij %(after)s") % schools
    if edit.request_from_id == edit.request_to_id:
        return _("Andere halve dagen bij %(after)s") % schools
    return _("Verplaatst van %(before)s naar %(after)s") % schools


def _school(request: SupportRequest | None) -> str:
    return str(request.school) if request else ""
