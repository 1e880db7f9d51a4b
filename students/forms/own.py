"""What a student fills in: address, half-days, general wishes, a duo, schools to avoid, and submitting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import HalfDaysField, HintedChoiceField, HintedChoicesField, VersionedForm
from accounts.terms import Kind, Language, Level, Mode
from schools.forms import KIND_HINTS, KINDS
from schools.queries.places import find_postcode
from students.models import AvoidedSchool, Registration

LONGEST_TRIPS = (30, 45, 60, 75, 90)
LEVELS = [
    (Level.KLEUTER, gettext_lazy("Kleuteronderwijs")),
    (Level.LAGER, gettext_lazy("Lager onderwijs")),
]
MODES = [
    (Mode.WALK, gettext_lazy("Te voet")),
    (Mode.BIKE, gettext_lazy("Met de fiets")),
    (Mode.TRANSIT, gettext_lazy("Met het openbaar vervoer")),
    (Mode.CAR, gettext_lazy("Met de auto")),
]
POSTCODE = {"autocomplete": "postal-code", "inputmode": "numeric"}


class AddressForm(VersionedForm):
    """Where from, how, and how far."""

    postcode = forms.CharField(
        label=gettext_lazy("Postcode thuis"),
        max_length=10,
        widget=forms.TextInput(attrs=POSTCODE),
        error_messages={"required": gettext_lazy("Vul je postcode in.")},
    )
    term_postcode = forms.CharField(
        label=gettext_lazy("Postcode van je kot"),
        help_text=gettext_lazy("Enkel als je tijdens de week op kot zit. We rekenen met de kortste rit."),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    mode = HintedChoiceField(
        label=gettext_lazy("Hoe ga je?"),
        choices=MODES,
        error_messages={"required": gettext_lazy("Kies hoe je naar school gaat.")},
    )
    max_minutes = forms.TypedChoiceField(
        label=gettext_lazy("Hoelang mag één rit duren?"),
        help_text=gettext_lazy("Meer tijd geeft meer kans."),
        coerce=int,
    )

    def __init__(self, *args: Any, registration: Registration, **options: Any) -> None:
        super().__init__(*args, **options)
        self.country = registration.round.network.country
        offered = sorted({*LONGEST_TRIPS, registration.max_minutes})
        choices = [(value, _("%(n)d minuten") % {"n": value}) for value in offered]
        self.fields["max_minutes"].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean_postcode(self) -> str:
        return self._known(self.cleaned_data["postcode"])

    def clean_term_postcode(self) -> str:
        typed = self.cleaned_data["term_postcode"].strip()
        return self._known(typed) if typed else ""

    def _known(self, typed: str) -> str:
        place = find_postcode(country=self.country, text=typed)
        if place is None:
            raise forms.ValidationError(
                _("We vinden deze postcode niet. Kijk ze na, of neem die van een buurgemeente.")
            )
        return place.code


class AvailabilityForm(VersionedForm):
    """The half-days on which the student can come, at least as many as the round asks."""

    half_days = HalfDaysField(label=gettext_lazy("Kan je op deze halve dagen?"), required=False)

    def __init__(self, *args: Any, registration: Registration, **options: Any) -> None:
        super().__init__(*args, **options)
        self.least = registration.round.min_half_days
        self.fields["half_days"].offer(registration.round.closed_half_days)  # type: ignore[attr-defined]

    def clean_half_days(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["half_days"]
        if len(chosen) < self.least:
            if self.least == 1:
                raise forms.ValidationError(_("Kies minstens één halve dag."))
            sentence = _("Duid minstens %(least)d halve dagen aan. Nu zijn het er %(n)d.")
            raise forms.ValidationError(sentence % {"least": self.least, "n": len(chosen)})
        return chosen


class GeneralWishesForm(VersionedForm):
    """What the student likes when none of the wished schools works out."""

    wished_levels = forms.MultipleChoiceField(
        label=gettext_lazy("Liefst deze leeftijd"),
        choices=LEVELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wished_municipalities = forms.MultipleChoiceField(
        label=gettext_lazy("Liefst in deze gemeenten"),
        help_text=gettext_lazy("Je ziet de gemeenten die je binnen je langste rit bereikt."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = HintedChoicesField(
        label=gettext_lazy("Welke steun wil je geven?"),
        help_text=gettext_lazy("Niets aangeduid betekent: alles is goed. Duid je iets aan, dan krijg je enkel dat."),
        choices=KINDS,
        hints={Kind.REMOTE: KIND_HINTS[Kind.REMOTE], Kind.CHILDCARE: KIND_HINTS[Kind.CHILDCARE]},
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Welke talen spreek je, naast Nederlands?"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    accepts_other = HintedChoiceField(
        label=gettext_lazy("Wat doen we dan?"),
        choices=[
            ("yes", gettext_lazy("Zoek dan een andere plaats voor mij")),
            ("no", gettext_lazy("Enkel een school uit mijn lijst")),
        ],
        hints={
            "yes": gettext_lazy("Zo is je kans op een stageplaats het grootst."),
            "no": gettext_lazy("Lukt er geen, dan heb je geen plaats."),
        },
        error_messages={"required": gettext_lazy("Kies een van de twee.")},
    )

    def __init__(self, *args: Any, registration: Registration, municipalities: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.registration = registration
        offered = sorted({*municipalities, *registration.wished_municipalities})
        self.fields["wished_municipalities"].choices = [(name, name) for name in offered]  # type: ignore[attr-defined]

    @classmethod
    def stored(cls, row: Registration) -> dict[str, Any]:
        names = ("wished_levels", "wished_municipalities", "languages", "version")
        values = {name: getattr(row, name) for name in names}
        return values | {"kinds": row.kinds or [], "accepts_other": "yes" if row.accepts_other else "no"}

    def clean_accepts_other(self) -> str:
        chosen: str = self.cleaned_data["accepts_other"]
        if chosen == "no" and not self.registration.wishes.exists():
            raise forms.ValidationError(
                _("Je lijst is nog leeg. Voeg eerst een school toe, of kies een andere plaats.")
            )
        return chosen

    def changes(self) -> dict[str, Any]:
        typed = super().changes()
        return typed | {"kinds": typed["kinds"] or None, "accepts_other": typed["accepts_other"] == "yes"}


class DuoForm(forms.Form):
    """A fellow student, by number or e-mail address."""

    wanted = forms.CharField(
        label=gettext_lazy("Studentennummer of e-mail van je medestudent"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": gettext_lazy("Vul een studentennummer of e-mailadres in.")},
    )


class AvoidForm(forms.Form):
    """Why a school must be avoided; only the kind of reason, no text."""

    reason = HintedChoiceField(
        label=gettext_lazy("Waarom niet?"),
        choices=[choice for choice in AvoidedSchool.Reason.choices if choice[0] != AvoidedSchool.Reason.IMPORTED],
        error_messages={"required": gettext_lazy("Kies een reden.")},
    )


class SubmitForm(forms.Form):
    """The consent that submitting needs."""

    consent = forms.BooleanField(
        label=gettext_lazy(
            "Mijn hogeschool mag deze gegevens gebruiken om een stageplaats te zoeken. "
            "Scholen zien nooit mijn adres of mijn wensen."
        ),
        error_messages={"required": gettext_lazy("Vink dit aan om in te dienen.")},
    )
