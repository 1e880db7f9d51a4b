"""A map of a plan as plain shapes: which schools are filled, partly or not, and where one student's places are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from placements.queries.review import SchoolFill

WIDTH, MOST_HEIGHT, EDGE = 340, 420, 16
LABELS = 7
HALF_LETTER = 3.8
APART = 26
"""Names of towns closer than this, in units of the drawing, would cover each other."""

Place = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something on the map; `look` is full, part or none for a school, or home, here, letter, label."""

    x: float
    y: float
    look: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMap:
    """The drawing's size and its marks, schools first."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def plan_map(
    schools: list[SchoolFill], *, homes: Iterable[Place] = (), here: Place | None = None, letters: dict[str, Place]
) -> PlanMap | None:
    """Schools by how full they are, names of the largest towns, and one student's home, place and alternatives.

    None when no school has a location.
    """
    if not schools:
        return None
    draw = _Frame([(row.latitude, row.longitude) for row in schools])
    emptiest_last = sorted(schools, key=lambda row: row.look == "none")
    marks = [_school(row, draw) for row in emptiest_last]
    marks += _labels(schools, draw)
    marks += [draw.mark(home, "home", "") for home in homes]
    marks += [draw.mark(here, "here", "")] if here else []
    marks += [draw.mark(place, "letter", letter) for letter, place in letters.items()]
    return PlanMap(width=WIDTH, height=draw.height, marks=tuple(marks))


class _Frame:
    """Degrees to units of the drawing: a degree of longitude shrinks with the cosine of the latitude."""

    def __init__(self, places: list[Place]) -> None:
        latitudes, longitudes = [place[0] for place in places], [place[1] for place in places]
        self.top, self.left = max(latitudes), min(longitudes)
        self.squeeze = math.cos(math.radians(sum(latitudes) / len(latitudes)))
        wide = max((max(longitudes) - self.left) * self.squeeze, 0.01)
        high = max(self.top - min(latitudes), 0.01)
        self.scale = min((WIDTH - 2 * EDGE) / wide, (MOST_HEIGHT - 2 * EDGE) / high)
        self.height = round(high * self.scale + 2 * EDGE)

    def mark(self, place: Place, look: str, text: str, room: float = 6) -> Mark:
        """A mark at a place; one outside the frame, as a far home may be, stands `room` from its edge."""
        x = EDGE + (place[1] - self.left) * self.squeeze * self.scale
        y = EDGE + (self.top - place[0]) * self.scale
        inside_x, inside_y = min(max(x, room), WIDTH - room), min(max(y, 6), self.height - 6)
        return Mark(x=round(inside_x, 1), y=round(inside_y, 1), look=look, text=text)


def _school(row: SchoolFill, draw: _Frame) -> Mark:
    return draw.mark((row.latitude, row.longitude), row.look, f"{row.name}: {row.coming}/{row.asked}")


def _labels(schools: list[SchoolFill], draw: _Frame) -> list[Mark]:
    """The towns with most schools, each name in the middle of its schools, none over another."""
    towns: dict[str, list[SchoolFill]] = {}
    for school in schools:
        towns.setdefault(school.town, []).append(school)
    found: list[Mark] = []
    for town in sorted(filter(None, towns), key=lambda town: (-len(towns[town]), town)):
        rows = towns[town]
        middle = (sum(row.latitude for row in rows) / len(rows), sum(row.longitude for row in rows) / len(rows))
        label = draw.mark(middle, "label", town, room=HALF_LETTER * len(town))
        if len(found) < LABELS and all(
            abs(label.y - one.y) > APART or abs(label.x - one.x) > 3 * APART for one in found
        ):
            found.append(label)
    return found
