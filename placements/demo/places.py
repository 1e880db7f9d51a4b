"""Real Flemish municipalities with about where they lie, and invented schools in them."""

from __future__ import annotations

import random
from dataclasses import dataclass

MUNICIPALITIES: tuple[tuple[str, str, float, float], ...] = (
    ("Gent", "9000", 51.054, 3.722),
    ("Aalst", "9300", 50.938, 4.039),
    ("Sint-Niklaas", "9100", 51.165, 4.140),
    ("Lokeren", "9160", 51.104, 3.990),
    ("Dendermonde", "9200", 51.028, 4.101),
    ("Ninove", "9400", 50.834, 4.023),
    ("Oudenaarde", "9700", 50.845, 3.605),
    ("Ronse", "9600", 50.746, 3.600),
    ("Deinze", "9800", 50.982, 3.530),
    ("Evergem", "9940", 51.110, 3.709),
    ("Eeklo", "9900", 51.186, 3.557),
    ("Zottegem", "9620", 50.869, 3.810),
    ("Wetteren", "9230", 51.001, 3.883),
    ("Temse", "9140", 51.125, 4.213),
    ("Zele", "9240", 51.066, 4.040),
    ("Geraardsbergen", "9500", 50.773, 3.882),
    ("Maldegem", "9990", 51.207, 3.445),
    ("Destelbergen", "9070", 51.056, 3.799),
    ("Merelbeke", "9820", 50.995, 3.746),
    ("Melle", "9090", 51.002, 3.802),
    ("Lochristi", "9080", 51.096, 3.831),
    ("Zelzate", "9060", 51.197, 3.807),
)
WEIGHTS = (14, 6, 5, 4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1)
PREFIXES = ("Basisschool", "Vrije basisschool", "GO! basisschool", "Gemeentelijke basisschool")
NAMES = (
    "De Zeven Populieren|Het Lantaarntje|De Schippersbrug|Klaverveld|De Bijenkorf|De Kiekendief|De Sterrenmuur|"
    "De Zilverspar|Het Houten Paard|Stokroos|’t Kraaiennest|De Wilde Kastanje|Het Kompasje|De Rietpluim|"
    "De Vuurtoren|Het Zandloperke|De Pimpelmees|De Notelaar|Het Molenwiel|De Regenjas|De Waterlelie|Het Veerhuis|"
    "De Kleine Reiger|De Appelgaard|Het Krijtbord|De Trapjes|De Kersenpit|Het Vogelnest|De Blauwe Deur|"
    "De Hazelworm|De Oude Linde|Het Knikkerplein|De Dobber|De Torenvalk|Het Stekelbaarsje|De Zonnewijzer|"
    "De Meidoorn|De Sluis|Het Ruime Sop|De Korenaar|De Vlieger|De Wegwijzer|Het Startblok|De Klimop|De Veldmuis|"
    "De Lindehof|Het Bruggetje|De Vlasakker|De Parel|De Wolkenrand|Het Akkertje|De Spiegel|De Boomhut|De Zwaluw|"
    "Het Palet|De Steenoven|De Hoge Brug|De Mirtelaar|Het Waaigat|De Eendenvijver"
).split("|")


@dataclass(frozen=True, slots=True)
class Place:
    """An invented school, where it lies and how its number starts the rows about it."""

    number: str
    name: str
    municipality: str
    postcode: str
    latitude: float
    longitude: float
    need: str


def invent_schools(rng: random.Random) -> list[Place]:
    """As many schools as there are names; need is alike within a municipality, one in twenty unknown."""
    base = [min(3.6, rng.gammavariate(2.2, 0.5)) for _ in MUNICIPALITIES]
    places = []
    for index, name in enumerate(NAMES):
        at = rng.choices(range(len(MUNICIPALITIES)), WEIGHTS)[0] if index >= len(MUNICIPALITIES) else index
        town, postcode, latitude, longitude = MUNICIPALITIES[at]
        need = "" if rng.random() < 0.05 else f"{min(4, max(0, rng.gauss(base[at], 0.35))):.2f}"
        places.append(
            Place(
                number=f"9{index + 1:05d}-1",
                name=f"{PREFIXES[index % len(PREFIXES)]} {name}",
                municipality=town,
                postcode=postcode,
                latitude=round(latitude + rng.uniform(-0.018, 0.018), 6),
                longitude=round(longitude + rng.uniform(-0.025, 0.025), 6),
                need=need,
            )
        )
    return places


def school_rows(places: list[Place]) -> list[dict[str, object]]:
    """The schools as a file of plain columns has them."""
    return [
        {
            "number": place.number, "institution_number": place.number[:6], "name": place.name,
            "street": f"Schoolstraat {index % 60 + 1}", "postcode": place.postcode, "town": place.municipality,
            "municipality": place.municipality, "province": "Oost-Vlaanderen", "board": f"Bestuur {index % 9 + 1}",
            "latitude": place.latitude, "longitude": place.longitude,
        }
        for index, place in enumerate(places)
    ]  # fmt: skip
