"""A plan that was found later is offered where the older one is looked at."""

import pytest
from django.urls import reverse

from placements.actions.proposals import make_proposal
from tests.placements.small_round import AT, PLAN, found

pytestmark = pytest.mark.django_db


def page(client, small) -> str:
    client.force_login(small.hilde)
    return client.get(reverse("round-review", args=[small.round.pk])).content.decode()


def test_a_newer_plan_is_offered_with_what_it_places(small, proposal, client):
    before = page(client, small)
    newer = make_proposal(run=found(small, PLAN, number=2), at=AT)
    offered = page(client, small)
    client.post(reverse("proposal-take", args=[small.round.pk, newer.pk]))
    taken = page(client, small)

    assert "Er is een nieuwer plan." not in before
    assert "Er is een nieuwer plan." in offered
    assert "4 studenten geplaatst" in offered
    assert "Er is een nieuwer plan." not in taken
