"""What coordinators fill in about a round: its name, colleges, dates and rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import College, MatchRound
from accounts.terms import HalfDay
from placements.queries.rounds import colleges_to_choose

DATES = {
    "opens_at": gettext_lazy("Inschrijven vanaf"),
    "closes_at": gettext_lazy("Inschrijven tot"),
    "review_by": gettext_lazy("Nazicht klaar op"),
    "schools_told_on": gettext_lazy("Voorstel naar scholen op"),
    "schools_answer_by": gettext_lazy("Scholen antwoorden tot"),
    "students_told_on": gettext_lazy("Voorstel naar studenten op"),
    "students_answer_by": gettext_lazy("Studenten antwoorden tot"),
    "starts_on": gettext_lazy("Stage begint op"),
    "ends_on": gettext_lazy("Stage eindigt op"),
}
MOMENTS = ("opens_at", "closes_at")
MOMENT_FORMAT = "%Y-%m-%dT%H:%M"


class RoundForm(forms.ModelForm):
    """A round's own fields. Each remembers what it showed, so that only what was typed is saved."""

    class Meta:
        model = MatchRound
        fields = ["name", *DATES, "min_half_days", "max_wishes"]
        labels = {"name": gettext_lazy("Naam van de ronde"), **DATES}
        help_texts = {
            "name": gettext_lazy("Bijvoorbeeld: Voorjaar 2027."),
            "closes_at": gettext_lazy("Na dit moment kan niemand nog inschrijven of wijzigen."),
        }
        widgets = {
            **{name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in DATES},
            **{name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT) for name in MOMENTS},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.overtaken: set[str] = set()
        for field in self.fields.values():
            field.show_hidden_initial = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what somebody else changed since the form was shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now = MatchRound.objects.filter(pk=self.instance.pk).first()
        for name in self.changed_data if now else ():
            if self.shown(name) != getattr(now, name):
                self.overtaken.add(name)
                self.add_error(name, self.changed_meanwhile(getattr(now, name)))
        return cleaned

    def changed_meanwhile(self, value: Any) -> str:
        return _("Een collega wijzigde dit intussen. Nu staat er: %(now)s.") % {"now": value or "–"}

    def shown(self, name: str) -> Any:
        """The value that the form held when it was opened."""
        field, hidden = self.fields[name], self.fields[name].hidden_widget()
        return field.to_python(hidden.value_from_datadict(self.data, self.files, self[name].html_initial_name))

    def shown_values(self) -> SafeString:
        """The hidden fields that remember what was shown; after an overtaking, what stands there now."""
        names = [name for name, field in self.fields.items() if field.show_hidden_initial]
        anew = type(self)(instance=MatchRound.objects.get(pk=self.instance.pk)) if self.overtaken else self
        remembering = [anew[name] if name in self.overtaken else self[name] for name in names]
        return format_html_join("", "{}", ((field.as_hidden(only_initial=True),) for field in remembering))

    def changes(self) -> dict[str, Any]:
        """What was typed, by field."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class NewRoundForm(RoundForm):
    """A first look at a round: its colleges cannot change later."""

    colleges = forms.ModelMultipleChoiceField(
        queryset=College.objects.none(),
        label=gettext_lazy("Hogescholen"),
        help_text=gettext_lazy("Studenten van deze hogescholen kunnen inschrijven. Ze horen bij hetzelfde netwerk."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één hogeschool.")},
    )
    field_order = ["name", "colleges"]

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: Any = self.fields["colleges"]
        choices.queryset = colleges_to_choose(viewer=viewer)

    def dates(self) -> dict[str, Any]:
        """All but name and colleges, for the action that makes the round."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("name", "colleges")}


class SettingsForm(RoundForm):
    """A round that exists: also when schools are closed."""

    closed_half_days = forms.MultipleChoiceField(
        label=gettext_lazy("Halve dagen waarop de scholen dicht zijn"),
        choices=HalfDay.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(RoundForm.Meta):
        fields = [*RoundForm.Meta.fields, "closed_half_days"]


class ReasonForm(forms.Form):
    """Why a round goes back to an earlier phase."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom gaat de ronde terug?"),
        help_text=gettext_lazy("Een paar woorden. Schrijf hier niets over gezondheid."),
        max_length=200,
        error_messages={"required": gettext_lazy("Schrijf waarom.")},
    )
