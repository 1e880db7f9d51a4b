"""Made-up students: classes with one roster, homes in the towns, wishes mostly near, some in duos."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matching.invent.dice import Dice, Urn
from matching.invent.generate_places import KINDS, LANGUAGES, OPEN_HALF_DAYS, Quarter
from matching.invent.grid import Grid
from matching.problem import Duo, Location, Request, School, Student
from matching.rules import HALF_DAYS

HEARD_OF = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """Students of one college and year who share a roster, and so their free half-days."""

    college: str
    campus: Location
    levels: tuple[str, ...]
    phase: int
    half_days: tuple[str, ...]


def near_wishes(
    quarters: tuple[Quarter, ...], schools: tuple[School, ...], requests: tuple[Request, ...]
) -> dict[Quarter, tuple[Request, ...]]:
    """Per neighbourhood the sixty requests closest by: what students living there hear of."""
    place = {school.id: school.location for school in schools}
    grid = Grid.laid([place[request.school] for request in requests], HEARD_OF)
    return {quarter: tuple(requests[n] for n in grid.nearest(quarter.place, HEARD_OF)) for quarter in quarters}


def students_of(
    count: int,
    homes: Urn[Quarter],
    colleges: dict[str, Location],
    near: dict[Quarter, tuple[Request, ...]],
    dice: Dice,
) -> tuple[Student, ...]:
    found: list[Student] = []
    while len(found) < count:
        group = _class_group(colleges, dice)
        for _ in range(min(dice.whole(15, 28), count - len(found))):
            home = dice.drawn(homes)
            found.append(_student(len(found) + 1, group, home, near[home], dice))
    return tuple(found)


def _class_group(colleges: dict[str, Location], dice: Dice) -> ClassGroup:
    college = dice.one(tuple(colleges))
    phase = dice.weighted({1: 3, 2: 4, 3: 4})
    return ClassGroup(
        college=college,
        campus=colleges[college],
        levels=(dice.weighted({"lager": 11, "kleuter": 8}),),
        phase=phase,
        half_days=dice.some(OPEN_HALF_DAYS, 2 + phase - dice.whole(0, 1)),
    )


def _student(number: int, group: ClassGroup, home: Quarter, near: tuple[Request, ...], dice: Dice) -> Student:
    homes = [dice.near(home.place, 2)] + ([dice.near(group.campus, 2)] if dice.chance(0.25) else [])
    levels = ("kleuter", "lager") if dice.chance(0.06) else group.levels
    return Student(
        id=f"s{number:05}",
        college=group.college,
        levels=levels,
        phase=group.phase,
        homes=tuple(homes),
        mode=dice.weighted({"bike": 7, "transit": 7, "car": 4, "walk": 1}),
        max_minutes=dice.weighted({20: 2, 30: 6, 45: 8, 60: 4, 90: 1}),
        half_days=_own_half_days(group, dice),
        kinds=None if dice.chance(0.7) else dice.some(tuple(KINDS), dice.whole(2, 4)),
        languages=dice.some(tuple(LANGUAGES), dice.weighted({0: 7, 1: 3, 2: 1})),
        wishes=_wishes([request for request in near if _fits(request, group)], dice),
        accepts_other=dice.chance(0.95),
        avoid_schools=(dice.one(near).school,) if near and dice.chance(0.12) else (),
        wished_levels=(dice.one(levels),) if dice.chance(0.3) else (),
        wished_municipalities=(home.town,) if dice.chance(0.3) else (),
        travel_weight=dice.weighted({1: 9, 2: 1, 3: 1}),
    )


def _own_half_days(group: ClassGroup, dice: Dice) -> tuple[str, ...]:
    """The roster of the class; one in five has a job or a resit on one of them, one in ten an exemption."""
    free = set(group.half_days)
    if dice.chance(0.2):
        free.discard(dice.one(group.half_days))
    if dice.chance(0.1):
        free.add(dice.one(OPEN_HALF_DAYS))
    return tuple(day for day in HALF_DAYS if day in free)


def _fits(request: Request, group: ClassGroup) -> bool:
    """What a student can see without asking: the children, the year and the half-days."""
    shared = set(request.half_days) & set(group.half_days)
    return (
        bool(set(request.levels) & set(group.levels))
        and group.phase >= request.min_phase
        and len(shared) >= request.half_days_needed
    )


def _wishes(fitting: list[Request], dice: Dice) -> tuple[tuple[str, ...], ...]:
    """Up to four tiers of requests or their schools, mostly close by."""
    places = range(len(fitting))
    left = [fitting[n] for n in sorted(places, key=lambda n: (n + 1) * dice.between(0.1, 1.0))]
    tiers: list[tuple[str, ...]] = []
    for _ in range(dice.weighted({0: 3, 1: 2, 2: 4, 3: 5, 4: 3})):
        size = 2 if dice.chance(0.2) else 1
        tier, left = left[:size], left[size:]
        names = [wished.school if dice.chance(0.6) else wished.id for wished in tier]
        tiers.append(tuple(dict.fromkeys(names)))
    return tuple(tier for tier in tiers if tier)


def with_duos(students: tuple[Student, ...], dice: Dice) -> tuple[Student, ...]:
    """One student in twenty goes with the next of the class, and so of the same roster; every other duo must."""
    found = list(students)
    alike = [n for n in range(0, len(found) - 1, 2) if _are_alike(found[n], found[n + 1])]
    for number, n in enumerate(dice.some(alike, len(found) // 40)):
        one, other, required = found[n], found[n + 1], number % 2 == 0
        found[n] = replace(one, duo=Duo(with_student=other.id, required=required))
        found[n + 1] = replace(other, duo=Duo(with_student=one.id, required=required))
    return tuple(found)


def _are_alike(one: Student, other: Student) -> bool:
    return (one.college, one.levels) == (other.college, other.levels)
