"""The goals of a plan as somebody reads them who has to approve it."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from matching.rules import Goal
from placements.goal_words import name_of, value_in_words
from placements.models import Proposal

NUMBERS_APART = (Goal.COVERAGE, Goal.LOTTERY)
"""Goals whose bare number says nothing to people."""


def goals_in_words(proposal: Proposal) -> list[dict[str, Any]]:
    """Each goal with `name`, `value`, `bound` in words, `state` (proven, hand or open), and `number` to look up."""
    students = proposal.assignments.count()
    changed = _changed_by_hand(proposal)
    return [
        {
            "name": name_of(row["goal"]),
            "value": _value(row, students),
            "bound": _bound(row, students),
            "state": "proven" if row["proven"] else "hand" if row["goal"] in changed else "open",
            "number": number_format(row["value"], force_grouping=True) if row["goal"] in NUMBERS_APART else "",
        }
        for row in proposal.goals
    ]


def _changed_by_hand(proposal: Proposal) -> list[str]:
    """The first goal that a person changed, and all after it: their proofs held for the plan as found."""
    changed = [row["value"] != row["was"] for row in proposal.goals]
    return [row["goal"] for at, row in enumerate(proposal.goals) if any(changed[: at + 1])]


def _value(row: dict[str, Any], students: int) -> str:
    if row["goal"] == Goal.LOTTERY:
        return _("beslist wat gelijk is")
    if row["goal"] == Goal.COVERAGE:
        return _need(row)
    return value_in_words(row["goal"], row["value"], students=students)


def _bound(row: dict[str, Any], students: int) -> str:
    if row["goal"] in NUMBERS_APART or row["bound"] is None:
        return "–"
    return value_in_words(row["goal"], row["bound"], students=students)


def _need(row: dict[str, Any]) -> str:
    """In percent of what no plan can beat, or else of what was found."""
    text = _("%(share)s %% van wat kan") if row["bound"] else _("%(share)s %% van het berekende plan")
    share = 100 * row["value"] / (row["bound"] or row["was"] or 1)
    return text % {"share": number_format(round(share, 1), 1)}
