"""Who and what the browser tests of registration look at: a round, a student half-way, a school, a coordinator."""

import os
from datetime import date, timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from students.models import DuoQuestion, Registration, Wish
from tests.schools import rows
from tests.students.conftest import place, register

PICTURES = os.environ.get("REGISTRATION_PICTURES")
"""A folder to keep a picture of every page in, to look at."""


def make_scene():
    """A round in the week before it closes, a student half-way, a school with one request, a coordinator."""
    college = rows.make_college(rows.make_network())
    network = college.network
    match_round = rows.make_round(
        college,
        "Voorjaar 2027",
        opens_at=timezone.now() - timedelta(days=9),
        closes_at=timezone.now() + timedelta(days=6),
        review_by=date(2027, 2, 5),
        schools_told_on=date(2027, 2, 15),
        schools_answer_by=date(2027, 2, 19),
        students_told_on=date(2027, 2, 22),
        students_answer_by=date(2027, 3, 1),
        starts_on=date(2027, 3, 8),
        ends_on=date(2027, 5, 28),
        min_half_days=4,
    )
    rows.make_postcode("9000", "Gent")
    rows.make_postcode("9230", "Wetteren", 51.0, 3.88)
    schools = [
        rows.make_school(network, "1001", "Basisschool De Zeven Populieren"),
        rows.make_school(network, "1002", "Vrije basisschool Het Lantaarntje", **place("Ledeberg", 51.04, 3.745)),
        rows.make_school(network, "1003", "Basisschool De Schippersbrug", **place("Wetteren", 51.0, 3.85)),
        rows.make_school(network, "1004", "Gemeenteschool De Klimop", **place("Merelbeke", 51.0, 3.75)),
        rows.make_school(network, "1005", "Sint-Jozefsinstituut basisonderwijs", **place("Brugge", 51.21, 3.22)),
    ]
    request = rows.make_request(
        schools[0],
        match_round,
        levels=["kleuter", "lager"],
        classes="2de en 3de kleuterklas, 1ste en 2de leerjaar",
        kinds=["team-teaching", "small-group"],
        languages=["tr", "ar"],
        half_days=["mon-am", "mon-pm", "tue-am", "wed-am", "thu-am", "thu-pm"],
        half_days_needed=4,
        min_students=2,
        max_students=3,
    )
    noor = register(match_round, college, "Noor Peeters", "S1", max_minutes=60, term_postcode="9000")
    Registration.objects.filter(pk=noor.pk).update(
        postcode="9230", latitude=51.0, longitude=3.88, term_latitude=51.05, term_longitude=3.72
    )
    for tier, school in enumerate(schools[:3], start=1):
        Wish.objects.create(registration=noor, tier=tier, school=school)
    noor.avoided.create(school=schools[3], reason="family")
    fien = register(match_round, college, "Fien Goossens", "S2")
    DuoQuestion.objects.create(asker=fien, wanted="s1", asked_at=timezone.now())
    schools[0].need_figures.create(value="1.42", school_year="2025-2026", source="Register", official=False)
    return {
        "round": match_round,
        "schools": schools,
        "request": request,
        "noor": noor,
        "contact": rows.make_contact(schools[0]),
        "coordinator": rows.make_coordinator(college),
    }


def cookies_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies


def look(page, name, width):
    """Keep a picture when somebody asked for them."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def student_addresses(scene):
    names = ("home", "address", "availability", "wishes", "wish-add", "duo", "avoid", "check", "withdraw")
    pages = {name: reverse(f"student-{name}") for name in names}
    found = {"hidden": f"{reverse('student-hidden')}?q=brugge", "avoid-search": f"{reverse('student-avoid')}?q=basis"}
    return pages | found | {"avoid-add": reverse("student-avoid-add", args=[scene["schools"][1].pk])}


def school_addresses(scene):
    school, match_round, request = scene["schools"][0].pk, scene["round"].pk, scene["request"].pk
    return {
        "school-home": reverse("school-home", args=[school]),
        "school-answer": reverse("school-answer", args=[school, match_round]),
        "school-who": reverse("school-request", args=[school, request]),
        "school-when": reverse("school-request-when", args=[school, request]),
        "school-check": reverse("school-request-check", args=[school, match_round]),
        "school-withdraw": reverse("school-request-withdraw", args=[school, request]),
    }


def staff_addresses(scene):
    noor = scene["noor"]
    return {
        "staff-students": reverse("student-list"),
        "staff-student": reverse("staff-student", args=[noor.student_id]),
        "staff-registration": reverse("staff-registration", args=[noor.student_id, noor.pk]),
        "staff-schools": reverse("school-list"),
        "staff-school": reverse("staff-school", args=[scene["schools"][0].pk]),
    }
