"""A registration as words in templates: the trip to a school, modes, why a school is not in the list."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from accounts.templatetags.kansmatch import minutes as minutes_text
from accounts.terms import Mode
from students.models import Registration
from students.queries.schools import Hidden
from students.travel import homes_of, minutes_to, trip_minutes

register = template.Library()


@register.simple_tag
def trip(registration: Registration, school: Any) -> str:
    """12 min met de fiets vanaf je kot."""
    minutes = minutes_to(registration, school)
    if minutes is None:
        return _("Reistijd nog niet bekend")
    words = f"{minutes_text(minutes)} {Mode(registration.mode).label}"
    homes = homes_of(registration)
    if len(homes) < 2:
        return words
    at_home = trip_minutes(registration.mode, homes[:1], (school.latitude, school.longitude)) == minutes
    return f"{words} {_('van thuis') if at_home else _('vanaf je kot')}"


@register.filter
def mode_text(mode: str) -> str:
    """met de fiets."""
    return str(Mode(mode).label)


@register.filter
def hidden_text(rule: str) -> str:
    """The rule by which a school is not in the list, to the student."""
    return {
        Hidden.AVOIDED: _("Jij vermijdt deze school."),
        Hidden.TOO_FAR: _("Te ver: langer dan je langste rit."),
        Hidden.OTHER_LEVEL: _("De school vraagt studenten van een andere opleiding."),
        Hidden.OTHER_YEAR: _("De school vraagt studenten uit een later jaar."),
        Hidden.OTHER_COLLEGE: _("De school vraagt studenten van een andere hogeschool."),
    }[Hidden(rule)]
