"""What a coordinator corrects in a registration, and the duos a coordinator decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts.forms import HalfDaysField, VersionedForm
from accounts.models import MatchRound
from accounts.terms import Mode
from schools.queries.places import find_postcode
from students.forms.own import LEVELS
from students.models import Duo, Registration


class CorrectionForm(VersionedForm):
    """The fields a coordinator may correct, at any moment before approval."""

    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Niveaus"), choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )
    phase = forms.IntegerField(label=gettext_lazy("Fase"), min_value=1, max_value=5)
    postcode = forms.CharField(label=gettext_lazy("Postcode thuis"), max_length=10)
    term_postcode = forms.CharField(label=gettext_lazy("Postcode kot"), max_length=10, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Vervoer"), choices=Mode.choices)
    max_minutes = forms.IntegerField(label=gettext_lazy("Langste rit in minuten"), min_value=1, max_value=300)
    half_days = HalfDaysField(label=gettext_lazy("Beschikbaar op"))
    travel_weight = forms.IntegerField(
        label=gettext_lazy("Gewicht van de reistijd"),
        help_text=gettext_lazy("1 is gewoon; meer als een vorige stage ver was. Hoogstens 9."),
        min_value=1,
        max_value=9,
    )

    def __init__(self, *args: Any, registration: Registration, **options: Any) -> None:
        super().__init__(*args, **options)
        self.country = registration.round.network.country
        self.fields["half_days"].offer(registration.round.closed_half_days)  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        return self._known(self.cleaned_data["postcode"])

    def clean_term_postcode(self) -> str:
        typed = self.cleaned_data["term_postcode"].strip()
        return self._known(typed) if typed else ""

    def _known(self, typed: str) -> str:
        place = find_postcode(country=self.country, text=typed)
        if place is None:
            raise forms.ValidationError(gettext_lazy("We vinden deze postcode niet."))
        return place.code


class EnrolForm(forms.Form):
    """In which round, and for which level and year."""

    round = forms.ModelChoiceField(label=gettext_lazy("Ronde"), queryset=MatchRound.objects.none())
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Niveaus"), choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )
    phase = forms.IntegerField(label=gettext_lazy("Fase"), min_value=1, max_value=5)

    def __init__(self, *args: Any, rounds: QuerySet[MatchRound], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined] # a ModelChoiceField


class StaffDuoForm(forms.Form):
    """Who goes with whom, as a wish or as a must."""

    partner = forms.CharField(label=gettext_lazy("Studentennummer of e-mail van de medestudent"), max_length=254)
    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=Duo.Kind.choices)
