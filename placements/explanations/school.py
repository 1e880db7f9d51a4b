"""Why these students, told to a school: its own numbers and days only, no other school's."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import in_week_order
from accounts.week import in_words
from placements.models import Placement
from schools.models import SupportRequest


def who_comes(requests: Iterable[SupportRequest], placements: list[Placement]) -> list[str]:
    """How many of those asked, on which of the days asked, and which minimum was not reached."""
    asked = list(requests)
    most = sum(request.max_students for request in asked)
    if len(placements) >= most:
        return [_all(len(placements))]
    numbers = {"coming": len(placements), "asked": most}
    found = [_("Jullie krijgen %(coming)d van de %(asked)d gevraagde studenten.") % numbers]
    return found + _days(asked, placements) + _minimum(asked, placements)


def _all(count: int) -> str:
    text = ngettext(
        "Jullie krijgen de student die jullie vroegen.",
        "Jullie krijgen de %(count)d studenten die jullie vroegen.",
        count,
    )
    return text % {"count": count}


def _days(requests: list[SupportRequest], placements: list[Placement]) -> list[str]:
    asked = {day for request in requests for day in request.half_days}
    filled = {day for placement in placements for day in placement.half_days}
    empty = in_week_order(list(asked - filled))
    if not placements or not empty:
        return []
    return [
        _("Er komt iemand op: %(filled)s. Niet op: %(empty)s. Niemand uit de buurt was dan nog vrij.")
        % {"filled": in_words(filled), "empty": in_words(empty)}
    ]


def _minimum(requests: list[SupportRequest], placements: list[Placement]) -> list[str]:
    filled = {placement.request_id for placement in placements}
    return [
        _("Jullie minimum van %(least)d studenten voor aanvraag %(number)s werd niet gehaald.")
        % {"least": request.min_students, "number": request.number}
        for request in requests
        if request.pk not in filled and request.min_students > 1
    ]
