"""Why somebody has no place, as the worker counted it out: too many students for too few places."""

import pytest
from django.urls import reverse

from placements.actions.prices import ask_prices
from placements.actions.proposals import make_proposal
from placements.explanations.unplaced import shortage_in_words
from placements.models import AlternativePrice
from placements.tasks import price_alternatives
from tests.placements.small_round import AT, PLAN, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowded(small):
    """The three students of the second phase have two places, at Populieren and Bijenkorf."""
    for name, change in (("schip", {"min_phase": 3}), ("bijenkorf", {"max_students": 1})):
        type(small.requests[name]).objects.filter(pk=small.requests[name].pk).update(**change)
    return make_proposal(run=found(small, PLAN), at=AT)


def counted(small, proposal, name):
    asked = {"proposal": proposal, "registration": small.registrations[name], "limit": 5, "at": AT}
    prices = ask_prices(**asked)
    price_alternatives(prices_id=prices.pk)
    return AlternativePrice.objects.get(pk=prices.pk).shortage


def test_students_and_places_are_counted_for_who_has_none(small, crowded):
    assert counted(small, crowded, "robbe") == {"students": 3, "requests": 2, "places": 2}
    assert counted(small, crowded, "noor") is None


def test_who_could_have_a_place_lacks_none(small, proposal):
    assert counted(small, proposal, "robbe") is None


def test_the_drawer_says_how_many_share_too_few_places(client, small, crowded):
    client.force_login(small.hilde)
    counted(small, crowded, "robbe")
    drawer = reverse("review-student", kwargs={"pk": small.round.pk, "registration": small.registrations["robbe"].pk})
    shown = client.get(drawer).content.decode()
    said = (
        "Deze student en 2 andere studenten kunnen samen alleen terecht bij 2 aanvragen. Daar is plaats voor 2 van hen."
    )
    assert said in shown
    assert "Benali" not in shown


def test_one_other_and_one_request_are_said_in_the_singular():
    assert shortage_in_words({"students": 2, "requests": 1, "places": 1}) == (
        "Deze student en 1 andere student kunnen samen alleen terecht bij 1 aanvraag. Daar is plaats voor 1 van hen."
    )
    assert (shortage_in_words({"students": 1, "requests": 0, "places": 0}), shortage_in_words(None)) == ("", "")
