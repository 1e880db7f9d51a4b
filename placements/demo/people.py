"""Invented students and requests for one round, as the rows of a file."""

from __future__ import annotations

import random

from accounts.terms import HalfDay, Kind, in_week_order
from placements.demo.places import MUNICIPALITIES, WEIGHTS, Place

FIRST = (
    "Noor Ilias Lotte Fien Arthur Elif Jonas Emma Kobe Marie Yasmina Robbe Hanne Mohamed Amber Lars Zoë Bram "
    "Imane Wout Jef Nina Daan Sara Tibo Merel Younes Ella Sander Aya Finn Lore Matteo Lina Seppe Femke Adam "
    "Julie Ruben Roos"
).split()
LAST = (
    "Vandenbussche|Benali|Verhaeghe|Goossens|Maes|Demir|De Bruyne|Claeys|Lambrecht|De Vos|El Idrissi|Steyaert|"
    "Pauwels|Aydin|Van Damme|Wauters|Cools|Baert|Willems|Desmet|Kaya|Van Hecke|Jacobs|De Clercq|Martens|Öztürk|"
    "Hermans|Vermeulen|Bogaert|Naessens|Haddad|Roels|De Smet|Lemmens|Nowak|Van Acker|Moens|Dewaele|Peeters|Aerts"
).split("|")
WEEK = [day for day in HalfDay.values if day != HalfDay.WED_PM]


def invent_requests(rng: random.Random, places: list[Place], *, count: int, prefix: str) -> list[dict[str, object]]:
    """`count` requests, most schools one; every tenth asks at least two, every fifth has a cap per half-day."""
    chosen = rng.sample(places, min(len(places), count))
    rows = []
    for index in range(count):
        place = chosen[index % len(chosen)]
        days = in_week_order(rng.sample(WEEK, rng.choices([2, 3, 4, 6], [30, 35, 20, 15])[0]))
        least, most = (2, 3) if index % 10 == 4 else (1, rng.choices([1, 2, 3], [45, 40, 15])[0])
        rows.append(
            {
                "request_number": f"{prefix}{index + 1:03d}", "school_number": place.number,
                "levels": rng.choices(["kleuter", "lager", "kleuter lager"], [3, 5, 2])[0],
                "kinds": " ".join(rng.sample(Kind.values, rng.randint(1, 3))) if rng.random() < 0.6 else "",
                "half_days": " ".join(days), "half_days_needed": rng.randint(1, min(3, len(days))),
                "min": least, "max": most, "at_once": 2 if index % 5 == 3 else "",
                "min_phase": rng.choices([1, 2, 3], [80, 13, 7])[0], "languages_required": "",
                "languages": " ".join(rng.sample(["tr", "ar", "pl", "uk", "fr"], 1)) if rng.random() < 0.3 else "",
                "colleges": "any", "max_students_at_school": "",
                "contact_email": f"school-{place.number[1:6]}@example.org",
            }
        )  # fmt: skip
    return rows


def invent_students(
    rng: random.Random, requests: list[dict[str, object]], places: list[Place], *, count: int, first_number: int
) -> list[dict[str, object]]:
    """`count` students of two colleges who wish schools that ask; the first four are two duos."""
    at = {place.number: place for place in places}
    asking = sorted({str(row["school_number"]) for row in requests})
    rows = []
    for index in range(count):
        number = first_number + index
        town = MUNICIPALITIES[rng.choices(range(len(MUNICIPALITIES)), WEIGHTS)[0]]
        wished = sorted(asking, key=lambda n: _far(at[n], town) * rng.uniform(0.5, 1.5))[: rng.choice([2, 3, 3, 4, 5])]
        partner = number + (1 if index % 2 == 0 else -1)
        duo = index < 4 and partner < first_number + count
        first, last = FIRST[number % len(FIRST)], LAST[(number * 7 + number // len(FIRST)) % len(LAST)]
        rows.append(
            {
                "student_number": number, "first_name": first, "last_name": last,
                "email": f"student{number}@example.org",
                "college": "ter-leie" if index < 4 or rng.random() < 0.6 else "scheldedal",
                "levels": rng.choices(["kleuter", "lager", "kleuter lager"], [35, 50, 15])[0] if not duo else "lager",
                "phase": rng.choices([1, 2, 3], [3, 4, 4])[0], "postcode": town[1],
                "term_postcode": "9000" if rng.random() < 0.25 else "",
                "mode": rng.choices(["bike", "transit", "car", "walk"], [40, 32, 25, 3])[0],
                "max_minutes": rng.choice([30, 45, 45, 60, 60, 75, 90]),
                "half_days": " ".join(in_week_order(rng.sample(WEEK, rng.randint(4, 8)))), "kinds": "any",
                "languages": rng.choice(["", "", "", "tr", "ar fr", "pl"]), "wishes": " > ".join(wished),
                "accepts_other": "no" if rng.random() < 0.08 else "yes", "avoid_schools": "",
                "duo_with": partner if duo else "", "duo_kind": ("required" if index < 2 else "wish") if duo else "",
                "wished_levels": rng.choice(["", "", "lager"]),
                "wished_municipalities": town[0] if rng.random() < 0.2 else "",
                "travel_weight": rng.choices([1, 3], [9, 1])[0],
            }
        )  # fmt: skip
    return rows


def _far(place: Place, town: tuple[str, str, float, float]) -> float:
    return abs(place.latitude - town[2]) + 0.63 * abs(place.longitude - town[3]) + 0.02
