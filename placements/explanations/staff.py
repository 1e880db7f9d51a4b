"""Why this place and no better wish, told to coordinators."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.kansmatch import minutes
from accounts.terms import Mode
from matching.reasons import MissedWish, Reasons
from matching.referee.lookup import Lookup
from matching.solution import Assignment as Placed
from matching.why.causes import Cause
from placements.explanations.limits import LIMIT_NAMES
from placements.explanations.names import Names
from placements.goal_changes import what_suffers
from students.models import Registration


def why_here(
    reasons: Reasons, registration: Registration, lookup: Lookup, plan: tuple[Placed, ...], names: Names
) -> list[str]:
    """What speaks for the place, who would lose theirs without this student, and why no better wish."""
    found = [_missed(missed, names) for missed in reasons.missed]
    here = reasons.here
    if here is None:
        return found
    fits = _(
        "Kan op %(shared)d van de %(asked)d gevraagde halve dagen, komt %(used)d keer. Rit: %(minutes)s %(mode)s."
    ) % {
        "shared": len(here.shared_half_days),
        "asked": len(lookup.requests[here.request].half_days),
        "used": len(here.half_days),
        "minutes": minutes(here.minutes),
        "mode": Mode(registration.mode).label,
    }
    return [fits, *_needed(here.request, lookup, plan, names), *found]


def _needed(request: str, lookup: Lookup, plan: tuple[Placed, ...], names: Names) -> list[str]:
    """A request that just reaches its least number loses the others too."""
    asked, there = lookup.requests[request], sum(row.request == request for row in plan)
    if asked.min_students < 2 or there != asked.min_students:
        return []
    return [
        _("%(school)s vraagt minstens %(least)d studenten: zonder deze student vallen ook de andere plaatsen weg.")
        % {"school": names.school_of(request), "least": asked.min_students}
    ]


def _missed(missed: MissedWish, names: Names) -> str:
    found, school = missed.obstacle, names.school_of(missed.wish)
    why = {
        Cause.NO_REQUEST: _("vraagt deze ronde niemand"),
        Cause.NOT_ELIGIBLE: _("kan niet: %(limits)s")
        % {"limits": ", ".join(str(LIMIT_NAMES[limit]) for limit in found.limits)},
        Cause.PIN: _("de student is ergens anders vastgezet"),
        Cause.FULL: _("vol, %(taken)s van %(most)s (passende studenten: %(candidates)s)")
        % {"taken": found.taken, "most": found.most, "candidates": missed.candidates},
        Cause.MINIMUM: ngettext(
            "het minimum is niet gehaald, er is %(taken)s student",
            "het minimum is niet gehaald, er zijn %(taken)s studenten",
            found.taken or 0,
        )
        % {"taken": found.taken},
        Cause.SCHEDULE: _("geen plaats meer op deze halve dagen"),
        Cause.DUO: _("geen plaats voor het hele duo"),
        Cause.OTHER_GOALS: what_suffers(missed.goal),
    }[found.cause]
    return _("Wens %(rank)d, %(school)s: %(why)s.") % {"rank": missed.rank, "school": school, "why": why}
