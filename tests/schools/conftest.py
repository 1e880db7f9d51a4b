"""One network with a college, an open round, a school and its contact."""

import pytest

from tests.schools import rows


@pytest.fixture
def network(db):
    return rows.make_network()


@pytest.fixture
def college(network):
    return rows.make_college(network)


@pytest.fixture
def match_round(college):
    return rows.make_round(college)


@pytest.fixture
def school(network):
    return rows.make_school(network)


@pytest.fixture
def contact(school):
    return rows.make_contact(school)
