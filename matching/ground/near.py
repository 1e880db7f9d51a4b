"""Points near homes on the globe, found in time that grows with what is found and not with homes times points.

Points lie in bands of latitude, in each band by longitude. A home looks in every band that its circle touches, over
the longitudes that the circle can reach there. What that gives is a little more than the circle, never less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLACK: Final = 1e-7
"""Radians, 0.6 m: far above the rounding of any step here."""

TURN: Final = 2 * np.pi
STRIDE: Final = 8 * np.pi
ALMOST_ALL: Final = 3.0
"""Radians; circles wider than this look everywhere, for sines tell little so near the other side of the globe."""

THINNEST: Final = 1e-4
BANDS_ACROSS: Final = 8
AT_ONCE: Final = 1 << 19
"""Pairs of home and point looked at in one go: the arrays of one go stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Globe:
    """Points sorted by band, then longitude; each stands three times, a turn apart, so that no window wraps round.

    `keys` ascends, shape (3 × points,); `point` tells which point each is; `height` is that of a band in radians.
    """

    height: float
    keys: Floats
    point: Ints
    spots: Floats


def globe_of(points: Floats, reach: Floats) -> Globe:
    """The globe of `points`, latitude and longitude in radians, shape (points, 2), for circles of radii `reach`."""
    there = reach[reach > 0]
    height = max(THINNEST, float(np.minimum(there, np.pi).mean()) * 2 / BANDS_ACROSS) if len(there) else np.pi
    longitude = np.where(points[:, 1] >= np.pi, points[:, 1] - TURN, points[:, 1])
    band = np.floor((points[:, 0] + np.pi / 2) / height)
    keys = np.concatenate([band * STRIDE + longitude + turn for turn in (-TURN, 0.0, TURN)])
    order = np.argsort(keys)
    point = np.tile(np.arange(len(points), dtype=np.int64), 3)[order]
    return Globe(height, keys[order], point, on_sphere(points))


def on_sphere(points: Floats) -> Floats:
    """Unit vectors, shape (3, points)."""
    latitude, longitude = points[:, 0], points[:, 1]
    flat = np.cos(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])


def near(globe: Globe, homes: Floats, reach: Floats, group: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Pairs (home, point) no more than `reach` radians apart, and some a hair further; none where it is negative.

    Where a circle goes round a pole a pair may come twice.
    `homes` has shape (homes, 2) in radians. `group` ascends; all pairs of homes of one group come in one go.
    """
    home, first, last = windows(globe, homes, reach)
    chord = squared_chords(reach)
    spots = on_sphere(homes)
    for rows in goes(group[home], last - first):
        found, place = spread(home[rows], first[rows], last[rows])
        point = globe.point[place]
        apart = sum((spots[axis, found] - globe.spots[axis, point]) ** 2 for axis in range(3))
        within = apart <= chord[found]
        yield found[within], point[within]


def squared_chords(reach: Floats) -> Floats:
    """The squared chord of each angle and a bit; beyond any chord near the other side of the globe."""
    return np.where(reach > ALMOST_ALL, 5.0, 4 * np.sin(np.clip(reach + SLACK, 0, np.pi) / 2) ** 2)


def windows(globe: Globe, homes: Floats, reach: Floats) -> tuple[Ints, Ints, Ints]:
    """Per home and band that its circle touches: the home, and from where to where in `globe.keys` to look."""
    wide = np.clip(reach, 0, np.pi) + 2 * SLACK
    lowest = np.floor(np.maximum(homes[:, 0] - wide + np.pi / 2, 0) / globe.height).astype(np.int64)
    highest = np.floor(np.minimum(homes[:, 0] + wide + np.pi / 2, np.pi) / globe.height).astype(np.int64)
    bands = np.where(reach < 0, 0, highest - lowest + 1)
    home, band = spread(np.arange(len(homes)), lowest, lowest + bands)
    longitude = np.where(homes[home, 1] >= np.pi, homes[home, 1] - TURN, homes[home, 1])
    half = half_widths(globe, homes[home, 0], wide[home], band)
    whole = (half > np.pi - 1e-6) | (wide[home] > ALMOST_ALL)
    base = band * STRIDE
    first = np.searchsorted(globe.keys, base + np.where(whole, -np.pi - SLACK, longitude - half))
    last = np.searchsorted(globe.keys, base + np.where(whole, np.pi + SLACK, longitude + half))
    return home, first, last


def half_widths(globe: Globe, latitude: Floats, wide: Floats, band: Ints) -> Floats:
    """The most longitude between a home and a point of the band in its circle, by the haversine formula."""
    south = band * globe.height - np.pi / 2
    north = np.minimum(south + globe.height, np.pi / 2)
    nearest = np.clip(latitude, south, north) - latitude
    flat = np.maximum(np.minimum(np.cos(south), np.cos(north)) * np.cos(latitude), 1e-300)
    left = np.sin(wide / 2) ** 2 - np.sin(nearest / 2) ** 2
    return 2 * np.arcsin(np.sqrt(np.clip(left / flat, 0, 1))) + 2 * SLACK


def goes(group: Ints, sizes: Ints) -> Iterator[slice]:
    """The windows in slices of about AT_ONCE pairs, a group never in two."""
    ends = np.cumsum(sizes)
    first = 0
    while first < len(ends):
        full = np.searchsorted(ends, (ends[first - 1] if first else 0) + AT_ONCE)
        last = int(np.searchsorted(group, group[min(full, len(group) - 1)], side="right"))
        yield slice(first, last)
        first = last


def spread(owner: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Every whole number from `first` up to `last`, row after row, with the row's owner before it."""
    sizes = last - first
    before = np.cumsum(sizes) - sizes
    return np.repeat(owner, sizes), np.arange(int(sizes.sum())) + np.repeat(first - before, sizes)
