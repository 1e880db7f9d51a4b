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
        least, most = (2, 3) if index % 10 == 4 else (1, rng.choices([1, 2, 3], [55, 35, 10])[0])
        rows.append(
            {
                "request_number": f"{prefix}{index + 1:03d}", "school_number": place.number,
                "levels": rng.choices(["kleuter", "lager", "kleuter lager"], [2, 4, 4])[0],
                "kinds": " ".join(rng.sample(Kind.values, rng.randint(1, 2))),
                "half_days": " ".join(days), "half_days_needed": rng.randint(1, 2),
                "min": least, "max": most, "at_once": 2 if index % 5 == 3 else "",
                "min_phase": rng.choices([1, 2], [90, 10])[0], "languages_required": "",
                "languages": " ".join(rng.sample(["tr", "ar", "pl", "uk", "fr"], 1)) if rng.random() < 0.3 else "",
                "colleges": "any", "max_students_at_school": "",
                "contact_email": f"school-{place.number[1:6]}@example.org",
            }
        )  # fmt: skip
    return rows


def invent_students(
    rng: random.Random, requests: list[dict[str, object]], places: list[Place], *, count: int, first_number: int
) -> list[dict[str, object]]:
    """`count` students of two colleges who wish schools that fit them; the first four are two duos."""
    at = {place.number: place for place in places}
    return [
        _student(rng, requests, at, index=index, number=first_number + index, fellows=index < 4 <= count)
        for index in range(count)
    ]


def _student(
    rng: random.Random,
    requests: list[dict[str, object]],
    at: dict[str, Place],
    *,
    index: int,
    number: int,
    fellows: bool,
) -> dict[str, object]:
    town = _town(rng, requests, at)
    levels = "lager" if fellows else rng.choices(["kleuter", "lager", "kleuter lager"], [35, 50, 15])[0]
    days = in_week_order(rng.sample(WEEK, 9 if fellows else rng.randint(5, 8)))
    partner = number + 1 if index % 2 == 0 else number - 1
    return {
        "student_number": number, "first_name": FIRST[number % len(FIRST)],
        "last_name": LAST[(number * 7 + number // len(FIRST)) % len(LAST)], "email": f"student{number}@example.org",
        "college": "ter-leie" if fellows or rng.random() < 0.75 else "scheldedal", "levels": levels,
        "phase": 3 if fellows else rng.choices([1, 2, 3], [3, 4, 4])[0], "postcode": town[1],
        "term_postcode": "9000" if rng.random() < 0.25 else "",
        "mode": rng.choices(["bike", "transit", "car"], [35, 35, 30])[0],
        "max_minutes": 90 if fellows else rng.choice([30, 45, 60, 60, 60, 75, 90]), "half_days": " ".join(days),
        "kinds": "any", "languages": rng.choice(["", "", "", "tr", "ar fr", "pl"]),
        "wishes": " > ".join(_wishes(rng, requests, at, town, set(levels.split()), set(days))),
        "accepts_other": "no" if rng.random() < 0.06 else "yes", "avoid_schools": "",
        "duo_with": partner if fellows else "",
        "duo_kind": ("required" if index < 2 else "wish") if fellows else "",
        "wished_levels": rng.choice(["", "", levels.split()[0]]), "wished_municipalities": "",
        "travel_weight": rng.choices([1, 3], [9, 1])[0],
    }  # fmt: skip


def _town(rng: random.Random, requests: list[dict[str, object]], at: dict[str, Place]) -> tuple[str, str, float, float]:
    """Where a student lives: mostly in a town with a school that asks."""
    if rng.random() < 0.7:
        name = at[str(rng.choice(requests)["school_number"])].municipality
        return next(town for town in MUNICIPALITIES if town[0] == name)
    return MUNICIPALITIES[rng.choices(range(len(MUNICIPALITIES)), WEIGHTS)[0]]


def _wishes(
    rng: random.Random,
    requests: list[dict[str, object]],
    at: dict[str, Place],
    town: tuple[str, str, float, float],
    levels: set[str],
    days: set[str],
) -> list[str]:
    """Two to five schools, mostly near, that ask for these levels on these half-days."""
    fitting = {
        str(row["school_number"])
        for row in requests
        if levels & set(str(row["levels"]).split())
        and len(days & set(str(row["half_days"]).split())) >= int(str(row["half_days_needed"]))
    }
    near = sorted(sorted(fitting), key=lambda number: _far(at[number], town) * rng.uniform(0.6, 1.4))
    return near[: rng.choice([2, 3, 3, 4, 5])]


def _far(place: Place, town: tuple[str, str, float, float]) -> float:
    return abs(place.latitude - town[2]) + 0.63 * abs(place.longitude - town[3]) + 0.02
