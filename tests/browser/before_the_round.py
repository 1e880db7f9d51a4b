"""What is there before a round begins: two colleges, four schools, a student of last time, and the files of others."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from accounts.actions import users_by_email
from accounts.models import College, MatchRound, Membership, Network, User
from schools.models import NeedFigure, Postcode, SchoolContact
from students.models import Registration, Student
from tests.schools.rows import make_round, make_school

PASSWORD = "zeven blauwe fietsen"
STAFF = {"hilde": ("Hilde", "Dewaele"), "bart": ("Bart", "Moens"), "els": ("Els", "Coene")}
SCHOOLS = {
    "1001": ("De Zeven Populieren", 51.050, 3.720, "2.40"),
    "1002": ("Het Lantaarntje", 51.060, 3.730, "0.40"),
    "1003": ("De Bijenkorf", 51.055, 3.740, "1.60"),
    "1004": ("De Schippersbrug", 51.045, 3.750, "2.00"),
}
NOOR = {"first_name": "Noor", "last_name": "Peeters", "email": "noor@example.org"}


@dataclass(frozen=True, kw_only=True)
class Before:
    """The rows by their short names."""

    colleges: dict[str, College]
    noor: Student


def make_before() -> Before:
    network = Network.objects.create(name="Kansrijk Gent", slug="kansrijk-gent")
    colleges = {
        code: College.objects.create(network=network, code=code, name=name, phone="09 000 00 12")
        for code, name in (("ter-leie", "Hogeschool Ter Leie"), ("scheldedal", "Hogeschool Scheldedal"))
    }
    for name, (first, last) in STAFF.items():
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=first, last_name=last)
        college = colleges["scheldedal" if name == "els" else "ter-leie"]
        Membership.objects.create(user=user, role="coordinator", college=college)
    place = {"country": "BE", "place": "Gent", "municipality": "Gent"}
    Postcode.objects.create(code="9000", latitude=51.05, longitude=3.72, **place)
    for number, (name, latitude, longitude, need) in SCHOOLS.items():
        school = make_school(network, number, name, latitude=latitude, longitude=longitude)
        NeedFigure.objects.create(school=school, value=need, school_year="2026-2027", source="register")
        SchoolContact.objects.create(school=school, user=person(f"school{number}@example.org", ("Griet", "Roels")))
    return Before(colleges=colleges, noor=student_of_last_time(colleges["ter-leie"]))


def person(email: str, names: tuple[str, str]) -> User:
    """Somebody who has no password yet."""
    return users_by_email({email: names})[email]


def student_of_last_time(college: College) -> Student:
    user = person(NOOR["email"], (NOOR["first_name"], NOOR["last_name"]))
    noor = Student.objects.create(college=college, user=user, number="1", **NOOR)
    earlier: MatchRound = make_round(college, "Najaar 2026", "archived", closes_at=None)
    Registration.objects.create(round=earlier, student=noor, levels=["lager"], phase=2)
    return noor


def a_student(number: int, first_name: str, college: str, wishes: str) -> dict[str, object]:
    return {
        "student_number": number, "first_name": first_name, "last_name": "Maes",
        "email": f"{first_name.lower()}@example.org", "college": college, "levels": "lager", "phase": 3,
        "postcode": "9000", "term_postcode": "", "mode": "bike", "max_minutes": 60,
        "half_days": "mon-am tue-am wed-am thu-am fri-am", "kinds": "any", "languages": "", "wishes": wishes,
        "accepts_other": "yes", "avoid_schools": "", "duo_with": "", "duo_kind": "", "wished_levels": "",
        "wished_municipalities": "", "travel_weight": "",
    }  # fmt: skip


def a_request(number: str, school: str, most: int) -> dict[str, object]:
    return {
        "request_number": number, "school_number": school, "levels": "lager", "kinds": "team-teaching",
        "half_days": "mon-am tue-am", "half_days_needed": 2, "min": 1, "max": most, "at_once": "", "min_phase": 1,
        "languages_required": "", "languages": "", "colleges": "any", "max_students_at_school": "",
        "contact_email": f"school{school}@example.org",
    }  # fmt: skip


STUDENTS_OF_TER_LEIE = [
    a_student(2, "Fien", "ter-leie", "1001"),
    a_student(3, "Lotte", "ter-leie", "1003"),
    a_student(4, "Robbe", "ter-leie", "1002"),
    a_student(5, "Elif", "ter-leie", "1004"),
]
STUDENTS_OF_SCHELDEDAL = [a_student(6, "Ilias", "scheldedal", "1004 > 1002")]
REQUESTS = [a_request("B1", "1002", 2), a_request("B2", "1003", 1), a_request("B3", "1004", 2)]


def as_file(rows: list[dict[str, object]], name: str) -> dict[str, object]:
    """The rows as a file to hand to a file field of the browser."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return {"name": name, "mimeType": "text/csv", "buffer": text.getvalue().encode()}
