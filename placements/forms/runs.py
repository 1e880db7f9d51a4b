"""What coordinators fill in to start a search: name, order of goals, time limit, trial or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from accounts.terms import GoalName

LIMITS = [
    (60, gettext_lazy("1 minuut")),
    (300, gettext_lazy("5 minuten")),
    (900, gettext_lazy("15 minuten")),
    (3600, gettext_lazy("1 uur")),
]


class RunForm(forms.Form):
    """The goals are read beside the form: their order is changed with buttons."""

    name = forms.CharField(
        label=gettext_lazy("Naam van de berekening"),
        help_text=gettext_lazy("Bijvoorbeeld: standaard, of: nood zwaarder."),
        max_length=100,
        required=False,
    )
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("Hoelang mag het hoogstens duren?"),
        help_text=gettext_lazy("Meestal is het veel vroeger klaar. Stoppen kan altijd: het beste plan blijft."),
        choices=LIMITS,
        coerce=int,
        initial=settings.SOLVE_SECONDS,
    )
    trial = forms.BooleanField(
        label=gettext_lazy("Dit is een proef"),
        help_text=gettext_lazy("Alleen om te vergelijken. De ronde blijft in haar fase, er komt geen voorstel."),
        required=False,
    )


def known_goals(names: Sequence[str]) -> list[str]:
    """The names that are goals, each once, in order."""
    return [name for name in dict.fromkeys(names) if name in GoalName.values]


def other_order(goals: list[str], asked: Mapping[str, str]) -> list[str] | None:
    """The order after a press on «up», «down», «drop» or «add»; None when none of them was pressed."""
    for press, change in (("up", move_up), ("down", move_down), ("drop", drop), ("add", add)):
        if press in asked:
            return change(list(goals), asked[press] or asked.get("goal", ""))
    return None


def move_up(goals: list[str], goal: str) -> list[str]:
    at = goals.index(goal) if goal in goals else 0
    if at > 0:
        goals[at - 1], goals[at] = goals[at], goals[at - 1]
    return goals


def move_down(goals: list[str], goal: str) -> list[str]:
    at = goals.index(goal) if goal in goals else len(goals) - 1
    if at < len(goals) - 1:
        goals[at + 1], goals[at] = goals[at], goals[at + 1]
    return goals


def drop(goals: list[str], goal: str) -> list[str]:
    return [name for name in goals if name != goal] or goals


def add(goals: list[str], goal: str) -> list[str]:
    return known_goals([*goals, goal])
