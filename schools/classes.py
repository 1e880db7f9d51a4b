"""The groups of classes that a school can tick, per country, and the level that each belongs to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Network
from accounts.terms import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """Classes that go together; rows keep `name`, in Dutch."""

    code: str
    name: str
    level: Level


CLASS_GROUPS: dict[str, tuple[ClassGroup, ...]] = {
    Network.Country.BE: (
        ClassGroup(code="k0-k1", name=gettext_noop("instapklas en 1ste kleuterklas"), level=Level.KLEUTER),
        ClassGroup(code="k2-k3", name=gettext_noop("2de en 3de kleuterklas"), level=Level.KLEUTER),
        ClassGroup(code="l1-l2", name=gettext_noop("1ste en 2de leerjaar"), level=Level.LAGER),
        ClassGroup(code="l3-l4", name=gettext_noop("3de en 4de leerjaar"), level=Level.LAGER),
        ClassGroup(code="l5-l6", name=gettext_noop("5de en 6de leerjaar"), level=Level.LAGER),
    ),
    Network.Country.NL: (
        ClassGroup(code="g1-g2", name=gettext_noop("groep 1 en 2"), level=Level.KLEUTER),
        ClassGroup(code="g3-g4", name=gettext_noop("groep 3 en 4"), level=Level.LAGER),
        ClassGroup(code="g5-g6", name=gettext_noop("groep 5 en 6"), level=Level.LAGER),
        ClassGroup(code="g7-g8", name=gettext_noop("groep 7 en 8"), level=Level.LAGER),
    ),
}


def choices(country: str) -> list[tuple[str, str]]:
    """Code and name of every group, in the reader's language."""
    return [(group.code, _(group.name)) for group in CLASS_GROUPS[country]]


def written(country: str, codes: Collection[str]) -> str:
    """The ticked groups as a row keeps them."""
    return ", ".join(group.name for group in CLASS_GROUPS[country] if group.code in codes)


def levels_of(country: str, codes: Collection[str]) -> list[str]:
    """The levels that the ticked groups belong to, kleuter first."""
    found = {group.level for group in CLASS_GROUPS[country] if group.code in codes}
    return [level.value for level in Level if level in found]


def ticked(country: str, classes: str, levels: Collection[str]) -> list[str]:
    """The groups a row names; all groups of its levels when it names none that we know."""
    names = set(classes.split(", "))
    known = [group.code for group in CLASS_GROUPS[country] if group.name in names]
    return known or [group.code for group in CLASS_GROUPS[country] if group.level in levels]


def in_words(country: str, classes: str) -> str:
    """A row's classes in the reader's language; what we do not know is shown as it was written."""
    known = {group.name for group in CLASS_GROUPS[country]}
    return ", ".join(_(name) if name in known else name for name in classes.split(", "))
