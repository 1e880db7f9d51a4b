"""What a school fills in: its answer, for whom and what support, when and how many, and who confirms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import HalfDaysField, HintedChoiceField, HintedChoicesField, VersionedForm
from accounts.models import MatchRound
from accounts.terms import Kind, Language
from schools import classes
from schools.models import Interest, SupportRequest

ANSWERS = [
    (Interest.Answer.YES, gettext_lazy("Ja, dat willen we")),
    (Interest.Answer.MAYBE, gettext_lazy("Misschien")),
    (Interest.Answer.NO, gettext_lazy("Nee, nu niet")),
]
ANSWER_HINTS = {
    Interest.Answer.YES: gettext_lazy("Daarna twee korte stappen."),
    Interest.Answer.MAYBE: gettext_lazy("Geen belofte. Jullie kunnen later nog ja of nee zeggen."),
    Interest.Answer.NO: gettext_lazy("Kies een reden. Meer hoeft niet."),
}
KINDS = [
    (Kind.TEAM_TEACHING, gettext_lazy("Teamteaching")),
    (Kind.SMALL_GROUP, gettext_lazy("Kleine groep")),
    (Kind.SPLIT_CLASS, gettext_lazy("Klas splitsen")),
    (Kind.PRETEACHING, gettext_lazy("Preteaching")),
    (Kind.REMOTE, gettext_lazy("Op afstand")),
    (Kind.CHILDCARE, gettext_lazy("Noodopvang")),
]
KIND_HINTS = {
    Kind.TEAM_TEACHING: gettext_lazy("Samen met de leraar voor de klas."),
    Kind.SMALL_GROUP: gettext_lazy("Enkele kinderen apart oefenen."),
    Kind.SPLIT_CLASS: gettext_lazy("Twee halve groepen, altijd met een leraar bereikbaar."),
    Kind.PRETEACHING: gettext_lazy("Leerstof vooraf verkennen met enkele kinderen."),
    Kind.REMOTE: gettext_lazy("Via de computer."),
    Kind.CHILDCARE: gettext_lazy("Opvang wanneer gewone les niet kan."),
}


class AnswerForm(VersionedForm):
    """Yes, maybe or no; a no has a reason."""

    answer = HintedChoiceField(
        label=gettext_lazy("Jullie antwoord"),
        choices=ANSWERS,
        hints=ANSWER_HINTS,
        error_messages={"required": gettext_lazy("Kies ja, misschien of nee.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reden, als jullie nee zeggen"),
        choices=Interest.Reason.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("answer") == Interest.Answer.NO and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Kies een reden."))
        if cleaned.get("answer") not in (None, Interest.Answer.NO):
            cleaned["reason"] = ""
        return cleaned


class WhoForm(VersionedForm):
    """For which classes, what support, and which languages help."""

    classes = forms.MultipleChoiceField(
        label=gettext_lazy("Voor welke klassen?"),
        help_text=gettext_lazy("Duid alles aan wat kan."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één groep klassen.")},
    )
    kinds = HintedChoicesField(
        label=gettext_lazy("Welke steun zoeken jullie?"),
        help_text=gettext_lazy("Niets aangeduid betekent: alles is goed."),
        choices=KINDS,
        hints=KIND_HINTS,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Talen die helpen"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, country: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.country = country
        self.fields["classes"].choices = classes.choices(country)  # type: ignore[attr-defined] # a choice field

    @classmethod
    def stored(cls, row: SupportRequest) -> dict[str, Any]:
        ticked = classes.ticked(row.school.network.country, row.classes, row.levels)
        return {"classes": ticked, "kinds": row.kinds, "languages": row.languages, "version": row.version}

    def changes(self) -> dict[str, Any]:
        """The fields of the request; levels follow from the classes."""
        codes = self.cleaned_data["classes"]
        return {
            "classes": classes.written(self.country, codes),
            "levels": classes.levels_of(self.country, codes),
            "kinds": self.cleaned_data["kinds"],
            "languages": self.cleaned_data["languages"],
        }


def number(label: Any, *, most: int, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    """A count of one or more."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=required, help_text=help_text, widget=widget
    )


class WhenForm(VersionedForm):
    """On which half-days, how many students, and whether the mentor is known."""

    half_days = HalfDaysField(
        label=gettext_lazy("Op welke halve dagen?"), help_text=gettext_lazy("Duid alle halve dagen aan die passen.")
    )
    half_days_needed = number(gettext_lazy("Hoeveel halve dagen per week per student?"), most=10)
    min_students = number(
        gettext_lazy("Minstens"), most=99, help_text=gettext_lazy("Lukt dat niet, dan krijgen jullie er geen.")
    )
    max_students = number(gettext_lazy("Hoogstens"), most=99)
    at_once = number(gettext_lazy("Hoogstens zoveel studenten op dezelfde halve dag"), most=99, required=False)
    total = number(
        gettext_lazy("Totaal voor de hele school"),
        most=999,
        required=False,
        help_text=gettext_lazy("Meer studenten krijgen jullie nooit, ook niet van een andere hogeschool."),
    )
    total_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mentor_known = HintedChoiceField(
        label=gettext_lazy("Wie begeleidt de student in de klas?"),
        choices=[("no", gettext_lazy("We weten het nog niet")), ("yes", gettext_lazy("We geven nu al een naam"))],
        hints={"no": gettext_lazy("Prima. We vragen het opnieuw voor de overeenkomst.")},
        error_messages={"required": gettext_lazy("Kies een van de twee.")},
    )
    mentor_name = forms.CharField(label=gettext_lazy("Naam van de mentor"), max_length=200, required=False)

    def __init__(self, *args: Any, match_round: MatchRound, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["half_days"].offer(match_round.closed_half_days)  # type: ignore[attr-defined] # a HalfDaysField

    @classmethod
    def stored(cls, row: SupportRequest) -> dict[str, Any]:
        plain = ("half_days", "half_days_needed", "min_students", "max_students", "at_once", "mentor_name", "version")
        interest = Interest.objects.filter(school=row.school_id, round=row.round_id).first()
        total = interest.max_students if interest else None
        return {name: getattr(row, name) for name in plain} | {
            "total": total,
            "total_seen": total,
            "mentor_known": "yes" if row.mentor_name else "no",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("mentor_known") == "no":
            cleaned["mentor_name"] = ""
        elif cleaned.get("mentor_known") and not cleaned.get("mentor_name"):
            self.add_error("mentor_name", _("Vul de naam in, of kies ‘We weten het nog niet’."))
        self._half_days_suffice(cleaned)
        self._numbers_agree(cleaned)
        return cleaned

    def _half_days_suffice(self, cleaned: dict[str, Any]) -> None:
        needed, asked = cleaned.get("half_days_needed"), len(cleaned.get("half_days", ()))
        if needed and asked and needed > asked:
            sentence = _(
                "Jullie duiden %(asked)d halve dagen aan. Zet dit op %(asked)d of minder, of duid er meer aan."
            )
            self.add_error("half_days_needed", sentence % {"asked": asked})

    def _numbers_agree(self, cleaned: dict[str, Any]) -> None:
        least, most, total = (cleaned.get(name) for name in ("min_students", "max_students", "total"))
        if least and most and least > most:
            sentence = _("Hoogstens (%(most)d) is kleiner dan minstens (%(least)d).")
            self.add_error("max_students", sentence % {"most": most, "least": least})
        if least and total and total < least:
            sentence = _(
                "Het totaal (%(total)d) is kleiner dan het minimum (%(least)d). "
                "Zet het totaal op %(least)d of meer, of het minimum op %(total)d."
            )
            self.add_error("total", sentence % {"total": total, "least": least})

    def changes(self) -> dict[str, Any]:
        """The fields of the request, and the school's total."""
        return {name: value for name, value in super().changes().items() if name != "mentor_known"}


class ConfirmForm(forms.Form):
    """Who says that all of it holds."""

    answered_by = forms.CharField(
        label=gettext_lazy("Jouw naam"),
        help_text=gettext_lazy("Zo weten we wie antwoordde. Niet zichtbaar voor studenten."),
        max_length=150,
        error_messages={"required": gettext_lazy("Vul je naam in.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Jouw rol"),
        choices=[
            ("directie", gettext_lazy("Directie")),
            ("secretariaat", gettext_lazy("Secretariaat")),
            ("zorg", gettext_lazy("Zorg- of brugfiguur")),
            ("leraar", gettext_lazy("Leraar")),
            ("andere", gettext_lazy("Andere")),
        ],
    )

    def signature(self) -> str:
        """Name and role, as the answer keeps them."""
        return f"{self.cleaned_data['answered_by']} ({self.cleaned_data['role']})"


def first_answers(match_round: MatchRound, last: SupportRequest | None) -> dict[str, Any]:
    """What a new request starts from: the school's last one, or the plainest there is."""
    if last is None:
        return {"half_days_needed": 1, "min_students": 1, "max_students": 1, "mentor_known": "no", "version": 0}
    old = WhoForm.stored(last) | WhenForm.stored(last)
    open_days = [half_day for half_day in last.half_days if half_day not in match_round.closed_half_days]
    return old | {"half_days": open_days, "mentor_known": "no", "mentor_name": "", "version": 0}
