"""An open round, a student logged in, and a list of three schools."""

from datetime import timedelta

import pytest
from django.utils import timezone

from students.models import Wish
from tests.schools import rows


@pytest.fixture
def match_round(college):
    return rows.make_round(college, min_half_days=4, max_wishes=3, closes_at=timezone.now() + timedelta(days=6))


@pytest.fixture
def page(client, noor):
    rows.make_postcode("9000", "Gent")
    rows.make_postcode("9230", "Wetteren", 51.0, 3.88)
    client.force_login(noor.student.user)
    return client


@pytest.fixture
def wished(noor, schools):
    return [Wish.objects.create(registration=noor, tier=tier, school=one) for tier, one in enumerate(schools, start=1)]
