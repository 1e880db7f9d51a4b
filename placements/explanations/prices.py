"""What another place would cost, in words: who moves, who loses a first wish, how many minutes more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.problem import Pair
from matching.referee.lookup import Lookup
from matching.rules import Goal, Limit
from placements.explanations.limits import LIMIT_NAMES, PAIR_SENTENCES
from placements.explanations.names import Names
from placements.goal_changes import need_in_words, signed
from placements.judgement import pair_facts
from placements.problem_builder import row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another place for one student; `cost` is empty and `why` filled when no valid plan holds it."""

    letter: str
    request: int
    school: str
    rank: int
    outside: bool
    minutes: int
    cost: str
    why: str
    exact: bool


def alternatives_in_words(prices: list[dict[str, Any]], lookup: Lookup, names: Names) -> list[Alternative]:
    """The alternatives in their order, lettered from A."""
    return [_alternative(chr(ord("A") + at), row, lookup, names) for at, row in enumerate(prices)]


def _alternative(letter: str, row: dict[str, Any], lookup: Lookup, names: Names) -> Alternative:
    facts = pair_facts(lookup, Pair(row["student"], row["request"]))
    possible = row["price"] is not None
    return Alternative(
        letter=letter,
        request=row_of(row["request"]),
        school=names.school_of(row["request"]),
        rank=facts["rank"],
        outside=facts["rank"] > len(lookup.students[row["student"]].wishes),
        minutes=facts["minutes"],
        cost=_cost(row, lookup) if possible else "",
        why="" if possible else _impossible(row["limits"]),
        exact=row["exact"],
    )


def _impossible(limits: list[str]) -> str:
    told = [str(PAIR_SENTENCES[limit]) for limit in limits if limit in PAIR_SENTENCES]
    if Limit.DUO in limits:
        return " ".join([*told, _("er is geen plaats voor het hele duo.")])
    rest = ", ".join(str(LIMIT_NAMES[limit]) for limit in limits if limit not in PAIR_SENTENCES)
    return " ".join(told) or _("geen geldig plan (%(limits)s).") % {"limits": rest}


def _cost(row: dict[str, Any], lookup: Lookup) -> str:
    others = [move for move in row["moves"] if move["student"] != row["student"]]
    parts = [
        _moving(others),
        _losing_place(others),
        _losing_first_wish(others, lookup),
        _minutes(row["moves"], lookup),
        _need(row["price"]),
    ]
    return " ".join(part for part in parts if part)


def _moving(others: list[dict[str, Any]]) -> str:
    count = sum(move["from"] is not None and move["to"] is not None for move in others)
    if not others:
        return _("Niemand anders verhuist.")
    text = ngettext("%(count)d andere student verhuist.", "%(count)d andere studenten verhuizen.", count)
    return text % {"count": count} if count else ""


def _losing_place(others: list[dict[str, Any]]) -> str:
    lost = sum(move["to"] is None for move in others)
    won = sum(move["from"] is None for move in others)
    losing = ngettext("%(count)d student verliest de plaats.", "%(count)d studenten verliezen hun plaats.", lost)
    winning = ngettext("%(count)d student krijgt een plaats.", "%(count)d studenten krijgen een plaats.", won)
    found = [losing % {"count": lost}] if lost else []
    return " ".join([*found, winning % {"count": won}] if won else found)


def _losing_first_wish(others: list[dict[str, Any]], lookup: Lookup) -> str:
    lost = sum(_rank(move, "from", lookup) == 1 and _rank(move, "to", lookup) != 1 for move in others)
    text = ngettext("%(count)d verliest wens 1.", "%(count)d verliezen wens 1.", lost)
    return text % {"count": lost} if lost else ""


def _rank(move: dict[str, Any], side: str, lookup: Lookup) -> int | None:
    if move[side] is None:
        return None
    return pair_facts(lookup, Pair(move["student"], move[side]))["rank"]


def _minutes(moves: list[dict[str, Any]], lookup: Lookup) -> str:
    def trip(move: dict[str, Any], side: str) -> int:
        return pair_facts(lookup, Pair(move["student"], move[side]))["minutes"] if move[side] else 0

    more = sum(trip(move, "to") - trip(move, "from") for move in moves)
    return _("Samen %(minutes)s min.") % {"minutes": signed(more)}


def _need(price: list[dict[str, Any]]) -> str:
    """Whether the schools with most need get more or less; the number itself says nothing to people."""
    return next((f"{need_in_words(row['now'], row['then'])}." for row in price if row["goal"] == Goal.COVERAGE), "")
