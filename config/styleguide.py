"""The page /stijl/: every component once, with invented content; exists only with DEBUG."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import MatchRound, Network
from accounts.states import RoundState
from accounts.week import HALF_DAYS

BRUSSELS = ZoneInfo("Europe/Brussels")
HALF_DAY_CHOICES = [(half_day, half_day) for half_day in HALF_DAYS if half_day != "wed-pm"]


class ExampleForm(forms.Form):
    """One field of each kind; invented."""

    name = forms.CharField(label="Jouw naam", help_text="Zo weten we wie antwoordde. Niet zichtbaar voor studenten.")
    age = forms.ChoiceField(
        label="Liefst deze leeftijd",
        choices=[("", "Kies een leeftijd"), ("kleuter", "Kleuters"), ("lager", "Lager")],
        error_messages={"required": "Kies een leeftijd of ‘Geen voorkeur’."},
    )
    answer = forms.ChoiceField(
        label="Jullie antwoord",
        widget=forms.RadioSelect,
        choices=[("yes", "Ja, dat willen we"), ("maybe", "Misschien"), ("no", "Nee, nu niet")],
    )
    kinds = forms.MultipleChoiceField(
        label="Welke steun zoeken jullie?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("team-teaching", "Teamteaching"), ("small-group", "Kleine groep"), ("split-class", "Klas splitsen")],
    )
    half_days = forms.MultipleChoiceField(
        label="Wanneer kan je in een school zijn?",
        help_text="Duid de halve dagen aan waarop je elke week kan. Meer halve dagen geeft meer kans.",
        choices=HALF_DAY_CHOICES,
    )
    school_days = forms.MultipleChoiceField(
        label="Op welke halve dagen?",
        help_text="Duid alle halve dagen aan die passen. Woensdagnamiddag zijn scholen gesloten.",
        choices=HALF_DAY_CHOICES,
    )
    least = forms.IntegerField(label="Minstens", help_text="Lukt dat niet, dan krijgen jullie er geen.", min_value=1)
    total = forms.IntegerField(
        label="Totaal voor de hele school",
        help_text="Meer studenten krijgen jullie nooit, ook niet van een andere hogeschool.",
        min_value=2,
        error_messages={"min_value": "Het totaal (1) is kleiner dan het minimum (2)."},
    )
    agreed = forms.BooleanField(label="Ik ga akkoord met de afspraken.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["answer"].choice_hints = {  # type: ignore[attr-defined]
            "yes": "Daarna twee korte stappen. Vorig jaar staat al ingevuld.",
            "maybe": "Geen belofte. We vragen het op 25 januari opnieuw.",
            "no": "Kies een reden. Meer hoeft niet.",
        }
        self.fields["kinds"].choice_hints = {"team-teaching": "Samen met de leraar voor de klas."}  # type: ignore[attr-defined]


FILLED_IN = {
    "name": "Griet Roels",
    "answer": "yes",
    "kinds": ["team-teaching", "small-group"],
    "half_days": ["mon-am", "mon-pm", "tue-am", "wed-am", "thu-am", "thu-pm", "fri-pm"],
    "school_days": ["mon-am", "mon-pm", "tue-am", "wed-am", "thu-am", "thu-pm"],
    "least": 2,
    "total": 1,
    "agreed": "on",
}
USED = ["mon-am", "mon-pm", "tue-am", "wed-am"]
FREE = ["mon-am", "mon-pm", "tue-am", "wed-am", "thu-am", "thu-pm", "fri-pm"]
STUDENTS = [
    {"name": "Yasmina El Idrissi", "about": "Kleuter, fase 3", "school": "", "town": "Ninove", "used": [], "rank": "–"},
    {"name": "Noor Vandenbussche", "about": "Lager, fase 3", "school": "De Schippersbrug", "town": "Wetteren"}
    | {"used": USED, "rank": "wens 3", "minutes": 24, "status": "nogniet"},
    {"name": "Ilias Benali", "about": "Lager, fase 2", "school": "De Zeven Populieren", "town": "Gent"}
    | {"used": ["mon-am", "mon-pm", "wed-am", "thu-am"], "rank": "wens 1", "minutes": 14, "status": "vast"},
    {"name": "Arthur Maes", "about": "Lager, fase 3", "school": "De Zilverspar", "town": "Ronse"}
    | {"used": ["tue-am", "wed-am", "thu-am", "thu-pm"], "rank": "wens 2", "minutes": 72, "status": "hand"},
]
POINTS = [
    {"seconds": at, "value": value, "bound": bound}
    for at, value, bound in (
        (0.2, 520, 360),
        (4, 488, 372),
        (8, 468, 384),
        (13, 451, 392),
        (20, 440, 398),
        (28, 433, 404),
        (36, 429, 410),
        (46, 428, 414),
        (56, 427, 418),
        (66, 426, 419),
    )
]


def example_round(state: str = RoundState.REVIEW) -> MatchRound:
    """A round that is never saved."""
    return MatchRound(
        pk=1,
        network=Network(name="Eerste Hulp Bij grote Onderwijskansen"),
        name="Voorjaar 2027",
        state=state,
        opens_at=datetime(2027, 1, 11, 8, tzinfo=BRUSSELS),
        closes_at=datetime(2027, 1, 29, 17, tzinfo=BRUSSELS),
        schools_told_on=date(2027, 2, 15),
        students_told_on=date(2027, 2, 22),
        starts_on=date(2027, 3, 8),
        ends_on=date(2027, 5, 28),
    )


def styleguide(request: HttpRequest, look: str = "staff") -> HttpResponse:
    """The components on a dense page (staff) or in the narrow column of a phone (phone)."""
    if not settings.DEBUG:
        raise Http404
    wrong = ExampleForm(FILLED_IN)
    chosen = request.GET.get("student", "2")
    context = {
        "base": f"base_{look}.html",
        "form": wrong if look == "phone" else None,
        "example": wrong,
        "match_round": example_round() if look == "staff" else None,
        "round": example_round(),
        "rounds": [example_round(), example_round(RoundState.RUNNING), example_round(RoundState.DRAFT)],
        "students": STUDENTS,
        "chosen": STUDENTS[int(chosen) - 1] if chosen in {"1", "2", "3", "4"} else None,
        "page": Paginator(range(248), 12).page(3),
        "used": USED,
        "free": FREE,
        "points": POINTS,
        "needs": [0.31, 0.93, 1.2, 1.74, 2.4, None],
        "deadline": datetime(2027, 1, 29, 17, tzinfo=BRUSSELS),
        "minutes": [24, 72, 120],
    }
    return render(request, "styleguide.html", context)
