"""What asks action: numbers of a whole network without names, and the rounds under way first."""

import pytest
from django.urls import reverse

from accounts.models import MatchRound, Membership, User
from accounts.states import RoundState
from placements.queries.rounds import rounds_by_urgency
from placements.queries.todo import facts_of
from tests.placements.small_round import AT


@pytest.fixture
def leen(small):
    """The coordinator of the network, who knows no student by name."""
    user = User.objects.create_user("leen@example.org", "a long password", first_name="Leen")
    Membership.objects.create(user=user, role="network_coordinator", network=small.round.network)
    return user


def test_a_network_coordinator_counts_every_student_and_knows_none(client, small, proposal, leen):
    facts = facts_of(viewer=leen, at=AT)[0]
    assert (facts.submitted, facts.unplaced) == (5, 1)
    client.force_login(leen)
    words = client.get(reverse("todo")).content.decode()
    assert "1 student heeft geen plaats in het plan" in words
    assert [str(row) for row in small.registrations.values() if str(row) in words] == []


def test_a_closed_round_says_how_many_take_part(client, small, leen):
    MatchRound.objects.update(state=RoundState.CLOSED)
    client.force_login(leen)
    assert "5 studenten doen mee." in client.get(reverse("todo")).content.decode()


def test_a_college_coordinator_is_only_asked_about_the_own_students_without_a_place(small, proposal):
    proposal.assignments.filter(registration=small.registrations["ilias"]).update(request=None)
    assert facts_of(viewer=small.hilde, at=AT)[0].unplaced == 1


def test_rounds_under_way_come_first_and_archived_ones_last(client, small):
    names = {"Voorbij": RoundState.ARCHIVED, "Later": RoundState.DRAFT, "Nu": RoundState.OPEN}
    for name, state in names.items():
        more = MatchRound.objects.create(network=small.round.network, name=name, state=state)
        more.colleges.set(small.round.colleges.all())
    assert [row.name for row in rounds_by_urgency(viewer=small.hilde)] == ["Nu", "Voorjaar 2027", "Later", "Voorbij"]
    client.force_login(small.hilde)
    assert f'<a href="{reverse("round-list")}">Alle rondes</a>' in client.get(reverse("todo")).content.decode()
