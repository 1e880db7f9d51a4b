"""Made-up towns, neighbourhoods, colleges, schools and requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matching.invent.dice import Dice, Urn
from matching.problem import Location, Request, School
from matching.rules import HALF_DAYS

CENTRE: Final = (51.0, 4.0)
RADIUS_AT_800: Final = 41.5
"""Kilometres; chosen so that a country of 12,000 students has about 930,000 eligible pairs."""

OPEN_HALF_DAYS: Final = tuple(day for day in HALF_DAYS if day != "wed-pm")
LANGUAGES: Final = {"tr": 8, "ar": 8, "fr": 5, "pl": 3, "en": 3, "bg": 2, "ro": 2}
KINDS: Final = {"team-teaching": 6, "small-group": 6, "split-class": 3, "preteaching": 3, "childcare": 2, "remote": 1}
TREES: Final = ("Linde", "Eiken", "Berken", "Wilgen", "Elzen", "Hazel", "Vlier", "Beuken", "Populier", "Olmen", "Iepen")
LANDS: Final = ("beek", "dal", "veld", "horst", "laar", "donk", "rode", "hove", "gem", "broek", "kapel", "waarde")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A neighbourhood of a town; schools close together have a need alike, in hundredths."""

    town: str
    place: Location
    need_hundredths: int
    people: float


def quarters_for(students: int, dice: Dice) -> tuple[Quarter, ...]:
    """Towns over the region, a few big ones first, each with one to eight neighbourhoods."""
    radius = max(8.0, RADIUS_AT_800 * (students / 800) ** 0.5)
    towns = max(4, round(0.13 * students**0.8))
    names = [tree + land for land in LANDS for tree in TREES]
    found: list[Quarter] = []
    for n in range(towns):
        people = 1 / (n + 1) ** 0.6
        place = CENTRE if n == 0 else dice.near(CENTRE, radius)
        name = names[n % len(names)] + (f" {n // len(names) + 1}" if n >= len(names) else "")
        usual = dice.between(30, 90) + 90 * people
        parts = max(1, round(8 * people))
        found += [_quarter(name, dice.near(place, 0.5 + parts / 2), usual, people / parts, dice) for _ in range(parts)]
    return tuple(found)


def _quarter(town: str, place: Location, usual: float, people: float, dice: Dice) -> Quarter:
    need = usual * dice.between(0.4, 1.9)
    return Quarter(town=town, place=place, need_hundredths=min(400, round(need)), people=people)


def colleges_in(students: int, quarters: tuple[Quarter, ...]) -> dict[str, Location]:
    """Where each college stands: one per town, from the biggest town down."""
    towns = {quarter.town: quarter.place for quarter in reversed(quarters)}
    places = list(towns.values())[::-1]
    return {f"college-{n + 1}": places[n % len(places)] for n in range(min(13, 2 + students // 900))}


def where_people_live(quarters: tuple[Quarter, ...]) -> Urn[Quarter]:
    return Urn.filled({quarter: quarter.people for quarter in quarters})


def school_in(number: int, homes: Urn[Quarter], dice: Dice) -> School:
    quarter = dice.drawn(homes)
    need = min(400, max(0, round(quarter.need_hundredths * dice.between(0.8, 1.2) + dice.between(-8, 8))))
    return School(
        id=f"k{number:04}",
        location=dice.near(quarter.place, 1.2),
        need_hundredths=None if dice.chance(0.06) else need,
        max_students=dice.whole(1, 3) if dice.chance(0.15) else None,
        municipality=quarter.town,
        board=f"board-{dice.whole(1, 9)}",
    )


def asking(number: int, schools: tuple[School, ...], dice: Dice) -> School:
    """Each school asks once; what is left over comes from schools with much need."""
    if number <= len(schools):
        return schools[number - 1]
    return max([dice.one(schools) for _ in range(3)], key=lambda school: school.need_hundredths or 0)


def request_from(number: int, school: School, colleges: tuple[str, ...], dice: Dice) -> Request:
    half_days = dice.some(OPEN_HALF_DAYS, dice.weighted({2: 2, 3: 3, 4: 3, 5: 2, 7: 1}))
    most = dice.weighted({1: 9, 2: 7, 3: 4})
    return Request(
        id=f"r{number:04}",
        school=school.id,
        levels=dice.weighted({("lager",): 11, ("kleuter",): 7, ("kleuter", "lager"): 3}),
        half_days=half_days,
        half_days_needed=min(len(half_days), dice.weighted({1: 3, 2: 5, 3: 2})),
        min_students=2 if most > 1 and dice.chance(0.18) else 1,
        max_students=most,
        kinds=() if dice.chance(0.4) else dice.some(tuple(KINDS), dice.whole(1, 3)),
        at_once=dice.whole(1, most - 1) if most > 1 and dice.chance(0.36) else None,
        min_phase=dice.weighted({1: 7, 2: 3, 3: 1}),
        languages_required=(dice.weighted(LANGUAGES),) if dice.chance(0.03) else (),
        languages=dice.some(tuple(LANGUAGES), dice.whole(1, 2)) if dice.chance(0.3) else (),
        colleges=(dice.one(colleges),) if dice.chance(0.08) else None,
    )
