"""Why this place and what another would cost, told to coordinators."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import GoalName, Mode
from matching.reasons import MissedWish, Reasons
from matching.referee.lookup import Lookup
from matching.rules import MORE_IS_BETTER, Goal
from matching.solution import Assignment as Placed
from matching.why.causes import Cause
from placements.explanations.limits import LIMIT_NAMES
from placements.explanations.names import Names
from placements.models import Assignment
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
        "Kan op %(shared)d van de %(asked)d gevraagde halve dagen, komt %(used)d keer. Rit: %(minutes)d min %(mode)s."
    ) % {
        "shared": len(here.shared_half_days),
        "asked": len(lookup.requests[here.request].half_days),
        "used": len(here.half_days),
        "minutes": here.minutes,
        "mode": Mode(registration.mode).label,
    }
    return [fits, *_needed(here.request, lookup, plan, names), *_duo(reasons, names), *found]


def why_unplaced(row: Assignment, requests: int) -> str:
    """Per rule how many requests fall away; one request may fall away for several."""
    if row.unplaced_reason != "no_eligible_request":
        return _("Er zijn aanvragen die passen, maar geen plaats die de doelen beter maakt.")
    ruled_out = sorted(row.unplaced_rules.items(), key=lambda rule: -rule[1])
    counted = ", ".join(f"{LIMIT_NAMES[rule]} {count}" for rule, count in ruled_out)
    return _("Geen van de %(requests)d aanvragen past. Per regel valt weg: %(counted)s.") % {
        "requests": requests,
        "counted": counted,
    }


def goal_name(goal: str) -> str:
    """A goal in words; the lottery has one too."""
    return str(_("Loting")) if goal == Goal.LOTTERY else str(GoalName(goal).label)


def value_in_words(value: Any) -> str:
    """A goal's value; a list as its parts, `0, 3, 21`."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def better(goal: str, before: Any, after: Any) -> int:
    """1 when `after` is better on the goal, -1 when worse, 0 when equal."""
    if before == after:
        return 0
    return 1 if (after > before) == (Goal(goal) in MORE_IS_BETTER) else -1


def price_lines(price: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The goals that change, each with `name`, `before`, `after` and `better` (1 or -1); the lottery is left out."""
    lines = []
    for row in price:
        before, after = row.get("before", row.get("now")), row.get("after", row.get("then"))
        change = better(row["goal"], before, after)
        if change and row["goal"] != Goal.LOTTERY:
            lines.append(
                {
                    "name": goal_name(row["goal"]),
                    "before": value_in_words(before),
                    "after": value_in_words(after),
                    "better": change,
                }
            )
    return lines


def _needed(request: str, lookup: Lookup, plan: tuple[Placed, ...], names: Names) -> list[str]:
    """A request that just reaches its least number loses the others too."""
    asked, there = lookup.requests[request], sum(row.request == request for row in plan)
    if asked.min_students < 2 or there != asked.min_students:
        return []
    return [
        _("%(school)s vraagt minstens %(least)d studenten: zonder deze student vallen ook de andere plaatsen weg.")
        % {"school": names.school_of(request), "least": asked.min_students}
    ]


def _duo(reasons: Reasons, names: Names) -> list[str]:
    if reasons.duo is None:
        return []
    text = _("Samen met duo %(student)s.") if reasons.duo.together else _("Niet samen met duo %(student)s.")
    return [text % {"student": names.student(reasons.duo.with_student)}]


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
        Cause.OTHER_GOALS: _("er is plaats, maar de doelen hebben het liever zo"),
    }[found.cause]
    return _("Wens %(rank)d, %(school)s: %(why)s.") % {"rank": missed.rank, "school": school, "why": why}
