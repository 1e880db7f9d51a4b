"""Parts of forms that students' and schools' pages share: half-days, choices with hints, the version that was seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import week
from accounts.terms import HalfDay, in_week_order
from accounts.versions import last_change


class HalfDaysField(forms.MultipleChoiceField):
    """Half-days of the week, in week order; those of `closed` are not offered."""

    def __init__(self, *, closed: Collection[str] = (), **options: Any) -> None:
        options.setdefault("error_messages", {"required": gettext_lazy("Kies minstens één halve dag.")})
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**options)
        self.offer(closed)

    def offer(self, closed: Collection[str]) -> None:
        """Offer every half-day that is not in `closed`."""
        self.choices = [choice for choice in HalfDay.choices if choice[0] not in closed]

    def clean(self, value: Any) -> list[str]:
        return in_week_order(super().clean(value))


class HintedChoiceField(forms.ChoiceField):
    """One of some cards, each with a line about it."""

    def __init__(self, *, hints: Mapping[Any, Any] | None = None, **options: Any) -> None:
        options.setdefault("widget", forms.RadioSelect)
        super().__init__(**options)
        self.choice_hints = dict(hints or {})


class HintedChoicesField(forms.MultipleChoiceField):
    """Some of the cards, each with a line about it."""

    def __init__(self, *, hints: Mapping[Any, Any] | None = None, **options: Any) -> None:
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**options)
        self.choice_hints = dict(hints or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that somebody else saved differently from what was typed."""

    label: str
    saved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """That a row changed while somebody was typing: by whom (or by the reader, elsewhere), when, and to what."""

    who: str
    own: bool
    at: datetime | None
    differences: list[Difference]


class VersionedForm(forms.Form):
    """A form that remembers which version of the row it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def stored(cls, row: Any) -> dict[str, Any]:
        """The row's values under the names of the form's fields."""
        return {name: getattr(row, name) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def differences(self, row: Any) -> list[Difference]:
        """What the row holds now where it is not what was typed."""
        stored = self.stored(row)
        return [
            Difference(label=str(self.fields[name].label), saved=in_words(self.fields[name], stored[name]))
            for name, value in self.cleaned_data.items()
            if not self.fields[name].widget.is_hidden and name in stored and stored[name] != value
        ]

    def conflict_with(self, row: Any, *, reader: Any) -> Conflict:
        """Keep what was typed, now on top of the newest version; tells who changed it, and to what."""
        newest = last_change(row)
        by = newest.history_user if newest else None
        conflict = Conflict(
            who="" if by is None or by == reader else str(by),
            own=by is not None and by == reader,
            at=newest.history_date if newest else None,
            differences=self.differences(row),
        )
        sent: Any = self.data
        sent = sent.copy()
        for name, value in self.stored(row).items():
            if self.fields[name].widget.is_hidden:
                sent[self.add_prefix(name)] = "" if value is None else value
        self.data = sent
        return conflict


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def looked_for(request: HttpRequest, name: str = "q") -> str:
    """What somebody searches for, short and without what a database cannot look up."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]


def in_words(field: forms.Field, value: Any) -> str:
    """A saved value as people read it."""
    if isinstance(field, HalfDaysField):
        return week.in_words(value)
    if isinstance(field, forms.BooleanField):
        return _("ja") if value else _("nee")
    if isinstance(field, forms.ChoiceField):
        return chosen_labels(field, value) or _("niets")
    return str(value) if value not in (None, "") else _("niets")


def chosen_labels(field: forms.ChoiceField, value: Any) -> str:
    values: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    choices: Any = field.choices
    labels = {str(code): str(label) for code, label in choices if not isinstance(label, list | tuple)}
    return ", ".join(labels[str(one)] for one in values if str(one) in labels)
