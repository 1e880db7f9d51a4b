"""Codes of the field as words in templates: levels, kinds of support, languages, classes."""

from collections.abc import Collection
from typing import Any

from django import template
from django.db.models import TextChoices

from accounts.terms import Kind, Language, Level
from schools import classes
from schools.models import SupportRequest

register = template.Library()


@register.filter
def levels_text(codes: Collection[str] | None) -> str:
    """kleuteronderwijs, lager onderwijs."""
    return _words(Level, codes)


@register.filter
def kinds_text(codes: Collection[str] | None) -> str:
    """samen voor de klas, werken met een kleine groep."""
    return _words(Kind, codes)


@register.filter
def languages_text(codes: Collection[str] | None) -> str:
    """Arabisch, Turks."""
    return _words(Language, codes)


@register.filter
def classes_text(request: SupportRequest, country: str) -> str:
    """The classes of a request, or its levels when it names none."""
    return classes.in_words(country, request.classes) if request.classes else levels_text(request.levels)


def _words(choices: type[TextChoices], codes: Any) -> str:
    names = dict(choices.choices)
    return ", ".join(str(names[code]) for code in codes or () if code in names)
