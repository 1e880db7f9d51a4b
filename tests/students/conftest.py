"""A college's open round with two students who registered, a coordinator, and three schools at known distances."""

import pytest

from students.models import Registration, Student
from tests.schools import rows


def register(match_round, college, name, number, **fields):
    """A registered student with an account; lives in Ghent and cycles."""
    user = rows.make_user(name)
    student = Student.objects.create(
        college=college,
        user=user,
        number=number,
        first_name=user.first_name,
        last_name=user.last_name,
        email=user.email,
    )
    home = {"postcode": "9000", "latitude": rows.GHENT[0], "longitude": rows.GHENT[1], "mode": "bike"}
    plain = home | {"levels": ["lager"], "phase": 3, "half_days": ["mon-am", "tue-am", "thu-pm", "fri-am"]}
    return Registration.objects.create(round=match_round, student=student, **(plain | fields))


@pytest.fixture
def network(db):
    return rows.make_network()


@pytest.fixture
def college(network):
    return rows.make_college(network)


@pytest.fixture
def match_round(college):
    return rows.make_round(college, min_half_days=4, max_wishes=3)


@pytest.fixture
def noor(match_round, college):
    return register(match_round, college, "Noor Peeters", "S1")


@pytest.fixture
def fien(match_round, college):
    return register(match_round, college, "Fien Goossens", "S2")


@pytest.fixture
def coordinator(college):
    return rows.make_coordinator(college)


@pytest.fixture
def schools(network):
    """In Ghent itself, in Wetteren 13 km off, and in Bruges 40 km off."""
    return [
        rows.make_school(network, "1001", "De Zeven Populieren"),
        rows.make_school(network, "1002", "De Schippersbrug", **place("Wetteren", 51.0, 3.88)),
        rows.make_school(network, "1003", "Het Lantaarntje", **place("Brugge", 51.21, 3.22)),
    ]


def place(name, latitude, longitude):
    return {"municipality": name, "town": name, "latitude": latitude, "longitude": longitude}
