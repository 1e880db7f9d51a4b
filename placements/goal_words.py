"""Goals in words: what each is about, and what its value says to somebody who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import GoalName
from matching.rules import MORE_IS_BETTER, Goal

LONG_TRIPS = ("> 90", "76–90", "61–75", "46–60", "31–45")


def about(goal: str) -> str:
    """One sentence on what the goal does."""
    return {
        Goal.PLACED: _("Zo veel mogelijk studenten krijgen een plaats."),
        Goal.COVERAGE: _("Een school met een hoger kansencijfer telt zwaarder, haar eerste student het meest."),
        Goal.WISHES_GENEROUS: _("Vermijd eerst plaatsen buiten de wensen, dan de laagste wens."),
        Goal.WISHES_GREEDY: _("Zo veel mogelijk eerste wensen, dan tweede wensen."),
        Goal.WISHES_COST: _("Een lagere wens telt steeds zwaarder."),
        Goal.TRAVEL_TOTAL: _("De som van alle ritten zo kort mogelijk."),
        Goal.TRAVEL_LONGEST: _("Eerst de langste ritten korter."),
        Goal.CHANGES: _("Blijf zo dicht mogelijk bij het vorige plan."),
        Goal.DUOS: _("Zo veel mogelijk duo’s op dezelfde school."),
        Goal.FIT: _("Talen die helpen, het gewenste niveau en de gewenste gemeente."),
        Goal.LOTTERY: _("Wat dan nog gelijk is, beslist het lot: voor iedereen gelijk."),
    }[Goal(goal)]


def name_of(goal: str) -> str:
    """The goal's name; the lottery has one too."""
    return str(_("Loting")) if goal == Goal.LOTTERY else str(GoalName(goal).label)


def direction(goal: str) -> str:
    """Which way is better."""
    return _("Meer is beter.") if Goal(goal) in MORE_IS_BETTER else _("Minder is beter.")


def value_in_words(goal: str, value: int | Sequence[int] | None, *, students: int) -> str:
    """A value as somebody would say it; a dash when it is not known. `students` is how many take part."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return number_in_words(Goal(goal), value, students)
    return list_in_words(Goal(goal), list(value)) or _("geen")


def number_in_words(goal: Goal, value: int, students: int) -> str:
    number = number_format(value, force_grouping=True)
    if goal == Goal.PLACED:
        return _("%(number)s van %(students)s") % {"number": number, "students": students}
    if goal == Goal.TRAVEL_TOTAL:
        return _("%(number)s minuten") % {"number": number}
    if goal == Goal.CHANGES:
        return ngettext("%(number)s wijziging", "%(number)s wijzigingen", value) % {"number": number}
    if goal == Goal.DUOS:
        return ngettext("%(number)s duo", "%(number)s duo’s", value) % {"number": number}
    if goal == Goal.LOTTERY:
        return number
    return ngettext("%(number)s punt", "%(number)s punten", value) % {"number": number}


def list_in_words(goal: Goal, values: list[int]) -> str:
    """The parts that are not zero, most telling first."""
    if goal == Goal.TRAVEL_LONGEST:
        parts = [(f"{count} × {minutes} min", count) for minutes, count in zip(LONG_TRIPS, values, strict=False)]
    elif goal == Goal.WISHES_GREEDY:
        parts = [(rank_in_words(rank, len(values), count), count) for rank, count in enumerate(values, start=1)]
    else:
        ranks = range(len(values) + 1, 1, -1)
        last = len(values) + 1
        parts = [(rank_in_words(rank, last, count), count) for rank, count in zip(ranks, values, strict=True)]
    return ", ".join(text for text, count in parts if count)


def rank_in_words(rank: int, outside: int, count: int) -> str:
    """So many students at one wish; the last rank is outside the wishes."""
    if rank == outside:
        return _("%(count)s buiten de wensen") % {"count": count}
    return _("%(count)s op wens %(rank)s") % {"count": count, "rank": rank}


def chart_points(line: dict[str, Any]) -> list[dict[str, Any]]:
    """Points (seconds, value, bound) of one goal for a chart.

    Of a list only one part is drawn: the first in which value and bound still differ, else the first.
    """
    part = part_to_draw(line.get("value"), line.get("bound"))
    return [
        {"seconds": seconds, "value": part_of(value, part), "bound": part_of(bound, part)}
        for seconds, value, bound in line.get("points", [])
    ]


def part_to_draw(value: Any, bound: Any) -> int:
    if not isinstance(value, list) or not isinstance(bound, list):
        return 0
    return next((at for at, (one, other) in enumerate(zip(value, bound, strict=True)) if one != other), 0)


def part_of(value: Any, part: int) -> int | None:
    return value[part] if isinstance(value, list) else value


def gap_in_words(line: dict[str, Any]) -> str:
    """How much better a plan could still be on this goal, as far as that is known."""
    points = chart_points(line)
    if line.get("proven"):
        return _("Dit is het best mogelijke, bewezen.")
    if not points or points[-1]["value"] is None or points[-1]["bound"] is None:
        return _("Er is nog geen grens bekend.")
    value, bound = points[-1]["value"], points[-1]["bound"]
    share = 100 * abs(value - bound) / max(abs(value), abs(bound), 1)
    return _(
        "Het plan is hoogstens %(share)s %% slechter dan het best mogelijke."
        " De lijnen komen samen als het bewijs rond is."
    ) % {"share": number_format(round(share, 1), 1)}
