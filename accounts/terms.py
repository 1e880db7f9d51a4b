"""The field's fixed terms with their Dutch names, for every app; codes as in the exchange format."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _


class HalfDay(models.TextChoices):
    MON_AM = "mon-am", _("maandagvoormiddag")
    MON_PM = "mon-pm", _("maandagnamiddag")
    TUE_AM = "tue-am", _("dinsdagvoormiddag")
    TUE_PM = "tue-pm", _("dinsdagnamiddag")
    WED_AM = "wed-am", _("woensdagvoormiddag")
    WED_PM = "wed-pm", _("woensdagnamiddag")
    THU_AM = "thu-am", _("donderdagvoormiddag")
    THU_PM = "thu-pm", _("donderdagnamiddag")
    FRI_AM = "fri-am", _("vrijdagvoormiddag")
    FRI_PM = "fri-pm", _("vrijdagnamiddag")


class Level(models.TextChoices):
    KLEUTER = "kleuter", _("kleuteronderwijs")
    LAGER = "lager", _("lager onderwijs")


class Kind(models.TextChoices):
    TEAM_TEACHING = "team-teaching", _("samen voor de klas")
    SMALL_GROUP = "small-group", _("werken met een kleine groep")
    SPLIT_CLASS = "split-class", _("de klas splitsen")
    PRETEACHING = "preteaching", _("vooraf uitleggen")
    REMOTE = "remote", _("les op afstand")
    CHILDCARE = "childcare", _("opvang")


class Mode(models.TextChoices):
    WALK = "walk", _("te voet")
    BIKE = "bike", _("met de fiets")
    TRANSIT = "transit", _("met het openbaar vervoer")
    CAR = "car", _("met de auto")


class Language(models.TextChoices):
    AR = "ar", _("Arabisch")
    BG = "bg", _("Bulgaars")
    DE = "de", _("Duits")
    EN = "en", _("Engels")
    ES = "es", _("Spaans")
    FA = "fa", _("Perzisch")
    FR = "fr", _("Frans")
    FY = "fy", _("Fries")
    PL = "pl", _("Pools")
    PS = "ps", _("Pasjtoe")
    RO = "ro", _("Roemeens")
    SO = "so", _("Somalisch")
    TI = "ti", _("Tigrinya")
    TR = "tr", _("Turks")
    UK = "uk", _("Oekraïens")


class GoalName(models.TextChoices):
    PLACED = "placed", _("Iedereen een plaats")
    COVERAGE = "coverage", _("Scholen met de grootste nood")
    WISHES_GENEROUS = "wishes:generous", _("Wensen, vrijgevig")
    WISHES_GREEDY = "wishes:greedy", _("Wensen, zo veel mogelijk eerste")
    WISHES_COST = "wishes:cost", _("Wensen, gewogen")
    TRAVEL_TOTAL = "travel:total", _("Reistijd samen")
    TRAVEL_LONGEST = "travel:longest", _("Langste ritten")
    CHANGES = "changes", _("Weinig wijzigingen")
    DUOS = "duos", _("Duo’s samen")
    FIT = "fit", _("Past bij school en student")


DEFAULT_GOALS = ["placed", "coverage", "wishes:generous", "duos", "travel:total", "fit"]
"""The service's own default policy, most important first."""


@deconstructible
class ListOf:
    """Validates a JSON list: every value among the choices, none twice, not empty when `least` is 1."""

    def __init__(self, choices: type[models.TextChoices], least: int = 0) -> None:
        self.choices, self.least = choices, least

    def __call__(self, value: object) -> None:
        if not isinstance(value, list) or len(value) != len(set(map(str, value))):
            raise ValidationError(_("Elke keuze mag maar één keer voorkomen."))
        unknown = [str(item) for item in value if item not in self.choices.values]
        if unknown:
            raise ValidationError(_("Onbekend: %(values)s."), params={"values": ", ".join(unknown)})
        if len(value) < self.least:
            raise ValidationError(_("Kies er minstens één."))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListOf) and (self.choices, self.least) == (other.choices, other.least)

    __hash__ = None  # type: ignore[assignment] # validators are compared, never hashed


def in_week_order(half_days: list[str]) -> list[str]:
    """The same half-days from Monday morning to Friday afternoon."""
    return sorted(half_days, key=HalfDay.values.index)
