"""What gets better or worse on each goal when a plan changes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules import MORE_IS_BETTER, Goal
from placements.goal_words import LONG_TRIPS, name_of

PriceLine = dict[str, Any]
OF_THOSE_PLACED = (
    Goal.WISHES_GENEROUS, Goal.WISHES_GREEDY, Goal.WISHES_COST, Goal.TRAVEL_TOTAL, Goal.TRAVEL_LONGEST,
)  # fmt: skip
"""Goals on which a plan looks better as soon as somebody loses a place, so that nothing can be read off them then."""


def better(goal: str, before: Any, after: Any) -> int:
    """1 when `after` is better on the goal, -1 when worse, 0 when equal."""
    if before == after:
        return 0
    return 1 if (after > before) == (Goal(goal) in MORE_IS_BETTER) else -1


def price_lines(price: list[dict[str, Any]]) -> list[PriceLine]:
    """The goals that change, each with `text`, `better` (1, -1, or 0 where that cannot be said) and `number`.

    `number` is the bare value before and after where the text leaves it out, else empty. The lottery is left out.
    """
    rows: list[tuple[Goal, Any, Any]] = [(Goal(row["goal"]), row["before"], row["after"]) for row in price]
    more = next((after - before for goal, before, after in rows if goal == Goal.PLACED), 0)
    return [
        {
            "text": change_in_words(goal, before, after, more_placed=more),
            "better": 0 if more and goal in OF_THOSE_PLACED else better(goal, before, after),
            "number": _bare(goal, before, after) if goal in (Goal.COVERAGE, Goal.WISHES_COST, Goal.FIT) else "",
        }
        for goal, before, after in rows
        if before != after and goal != Goal.LOTTERY
    ]


def change_in_words(goal: Goal, before: Any, after: Any, *, more_placed: int = 0) -> str:
    """One goal's change. `more_placed` is how many students more have a place: of them a list does not count all."""
    if goal == Goal.PLACED:
        return _students(after - before, _("met een plaats"), first=True)
    if goal == Goal.COVERAGE:
        return need_in_words(before, after)
    if goal in (Goal.WISHES_GENEROUS, Goal.WISHES_GREEDY):
        return ", ".join(_wishes(goal, before, after, more_placed))
    if goal == Goal.TRAVEL_TOTAL:
        return _("Reistijd samen: %(minutes)s min") % {"minutes": signed(after - before)}
    if goal == Goal.TRAVEL_LONGEST:
        return ", ".join(_trips(before, after))
    if goal == Goal.CHANGES:
        return _more_or_less(after - before, _("wijziging"), _("wijzigingen"))
    if goal == Goal.DUOS:
        return _more_or_less(after - before, _("duo"), _("duo’s")) + " " + _("samen")
    change = _("beter") if better(goal, before, after) > 0 else _("minder goed")
    return f"{name_of(goal)}: {change}"


def need_in_words(before: int, after: int) -> str:
    """How much of the schools' need is met more or less, in percent of what was met; the number itself says nothing."""
    if before == after:
        return _("Nood: gelijk")
    share = round(100 * abs(after - before) / max(abs(before), 1), 1)
    text = _("Nood: %(share)s %% beter gedekt") if after > before else _("Nood: %(share)s %% minder gedekt")
    if not share:
        text = _("Nood: iets beter gedekt") if after > before else _("Nood: iets minder gedekt")
    return text % {"share": number_format(share, 1)}


def what_suffers(goal: Goal | None) -> str:
    """Why a free place was not taken: the first goal that gets worse by it; None when that takes more than one move."""
    if goal is None:
        return _("er is plaats; bij de prijzen staat wat dat van anderen vraagt")
    return {
        Goal.PLACED: _("er is plaats, maar dan krijgen minder studenten een plaats"),
        Goal.COVERAGE: _("er is plaats, maar dan is de nood van de scholen minder gedekt"),
        Goal.WISHES_GENEROUS: _("er is plaats, maar dan zijn de wensen van allen samen minder goed vervuld"),
        Goal.WISHES_GREEDY: _("er is plaats, maar dan zijn de wensen van allen samen minder goed vervuld"),
        Goal.WISHES_COST: _("er is plaats, maar dan zijn de wensen van allen samen minder goed vervuld"),
        Goal.TRAVEL_TOTAL: _("er is plaats, maar dan is de reistijd van allen samen langer"),
        Goal.TRAVEL_LONGEST: _("er is plaats, maar dan zijn er meer lange ritten"),
        Goal.CHANGES: _("er is plaats, maar dan wijzigt er meer aan het vorige plan"),
        Goal.DUOS: _("er is plaats, maar dan is een duo niet samen"),
        Goal.FIT: _("er is plaats, maar dan passen school en student minder goed bij elkaar"),
        Goal.LOTTERY: _("er is plaats en het blijft gelijk, maar de loting besliste anders"),
    }[goal]


def signed(number: int) -> str:
    """+24 or −24."""
    return f"{number:+d}".replace("-", "−")


def _bare(goal: Goal, before: int, after: int) -> str:
    numbers = [number_format(value, force_grouping=True) for value in (before, after)]
    return f"{name_of(goal)}: {' → '.join(numbers)}"


def _wishes(goal: Goal, before: Sequence[int], after: Sequence[int], more_placed: int) -> Iterator[str]:
    """From wish 1 down to outside the wishes, who gains and who loses; the list in the generous order has no wish 1."""
    changes = [now - was for was, now in zip(before, after, strict=True)]
    if goal == Goal.WISHES_GENEROUS:
        changes = [more_placed - sum(changes), *reversed(changes)]
    first = True
    for rank, change in enumerate(changes, start=1):
        where = _("buiten de wensen") if rank == len(changes) else _("op wens %(rank)s") % {"rank": rank}
        if change:
            yield _students(change, where, first=first)
            first = False


def _students(change: int, where: str, *, first: bool) -> str:
    """1 student minder op wens 1; after the first, the word student is left out."""
    text = _("%(count)s meer %(where)s") if change > 0 else _("%(count)s minder %(where)s")
    if first:
        more = ngettext("%(count)s student meer %(where)s", "%(count)s studenten meer %(where)s", abs(change))
        less = ngettext("%(count)s student minder %(where)s", "%(count)s studenten minder %(where)s", abs(change))
        text = more if change > 0 else less
    return text % {"count": abs(change), "where": where}


def _trips(before: Sequence[int], after: Sequence[int]) -> Iterator[str]:
    for was, now, minutes in zip(before, after, LONG_TRIPS, strict=False):
        if was != now:
            yield _more_or_less(now - was, _("rit"), _("ritten")) + f" ({minutes} min)"


def _more_or_less(change: int, one: str, many: str) -> str:
    text = _("%(count)s %(what)s meer") if change > 0 else _("%(count)s %(what)s minder")
    return text % {"count": abs(change), "what": one if abs(change) == 1 else many}
