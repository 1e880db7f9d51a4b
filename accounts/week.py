"""The school week in words and shapes: five days of two half-days, as `mon-am` … `fri-pm`."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAYS = ("mon", "tue", "wed", "thu", "fri")
HALF_DAYS = tuple(f"{day}-{part}" for day in DAYS for part in ("am", "pm"))
CLOSED = ("wed-pm",)
DAY_NAMES = tuple(map(gettext_lazy, ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")))
SHORT_NAMES = tuple(map(gettext_lazy, ("ma", "di", "wo", "do", "vr", "za", "zo")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """One day of the strip: what its halves look like ("used", "free", "none" or "closed")."""

    x: int
    name: str
    am: str
    pm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One checkbox of the grid; `closed` when schools are shut then."""

    id: str
    name: str
    value: str
    part: str
    checked: bool
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One day of the grid."""

    name: str
    short: str
    cells: tuple[Cell, Cell]


def short_name(weekday: int) -> str:
    """Two letters for Monday = 0 to Sunday = 6."""
    return str(SHORT_NAMES[weekday])


def discs(*, used: Collection[str], free: Collection[str], closed: Collection[str]) -> list[Disc]:
    """Five discs, 20 units apart."""

    def look(half_day: str) -> str:
        if half_day in used:
            return "used"
        if half_day in free:
            return "free"
        return "closed" if half_day in closed else "none"

    return [
        Disc(x=20 * at, name=short_name(at), am=look(f"{day}-am"), pm=look(f"{day}-pm")) for at, day in enumerate(DAYS)
    ]


def rows(*, chosen: Collection[str], offered: Collection[str], name: str, id_prefix: str) -> list[Row]:
    """Five rows of two checkboxes."""

    def cell(day: str, part: str) -> Cell:
        value = f"{day}-{part}"
        return Cell(
            id=f"{id_prefix}_{value}",
            name=name,
            value=value,
            part=part,
            checked=value in chosen,
            closed=value not in offered,
        )

    return [
        Row(name=str(DAY_NAMES[at]), short=short_name(at), cells=(cell(day, "am"), cell(day, "pm")))
        for at, day in enumerate(DAYS)
    ]


def in_words(half_days: Collection[str]) -> str:
    """`maandag hele dag, dinsdag en woensdag voormiddag`: neighbours with the same half go together."""
    parts = {"am": _("voormiddag"), "pm": _("namiddag"), "": _("hele dag")}
    days = [(str(DAY_NAMES[at]), part) for at, day in enumerate(DAYS) if (part := _part(day, half_days)) is not None]
    if not days:
        return _("geen halve dagen")
    groups = [(part, [name for name, _part_of_day in group]) for part, group in groupby(days, key=lambda day: day[1])]
    return ", ".join(f"{_listed(names)} {parts[part]}" for part, names in groups)


def _part(day: str, half_days: Collection[str]) -> str | None:
    am, pm = f"{day}-am" in half_days, f"{day}-pm" in half_days
    if am and pm:
        return ""
    return "am" if am else "pm" if pm else None


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
