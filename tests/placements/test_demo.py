"""The demonstration: a round at each stage, whole, sound, and the same when it is loaded again."""

import io

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate, now

from accounts.models import College, Event, MatchRound, User
from accounts.states import RoundState
from placements.models import Placement, Proposal, Run, SentMail
from schools.models import School, SupportRequest
from students.models import Registration


def assert_dates_fit_the_stages():
    """What a round waits for is still to come: whoever logs in can do the main thing of the page."""
    ahead = {
        "closed": "review_by", "review": "review_by", "approved": "schools_told_on",
        "with_schools": "schools_answer_by", "published": "students_answer_by", "running": "ends_on",
    }  # fmt: skip
    days = {state: getattr(MatchRound.objects.get(state=state), field) for state, field in ahead.items()}
    assert {state: day > localdate() for state, day in days.items()} == dict.fromkeys(ahead, True)
    answered = Placement.objects.filter(round__state="with_schools", school_confirmed_at__isnull=False)
    assert not answered.exists()
    assert Placement.objects.filter(round__state="published").order_by("pk")[0].state == "offered"
    assert not Event.objects.filter(at__gt=now()).exists()


@pytest.mark.django_db(transaction=True)
def test_the_demonstration_has_a_sound_round_at_each_stage_and_loads_once(client):
    told = [io.StringIO(), io.StringIO()]
    call_command("load_demo", stdout=told[0])
    call_command("load_demo", stdout=told[1])

    assert told[0].getvalue() == told[1].getvalue()
    assert sorted(MatchRound.objects.values_list("state", flat=True)) == sorted(RoundState.values)
    sizes = [model.objects.count() for model in (College, School, Registration, SupportRequest)]
    assert sizes == [2, 60, 120, 90]
    assert set(Run.objects.exclude(round__state="matching").values_list("state", flat=True)) == {"done"}
    assert [proposal.faults for proposal in Proposal.objects.all()] == [[]] * 6
    proven = [goal["proven"] for proposal in Proposal.objects.all() for goal in proposal.goals]
    assert proven == [True] * len(proven)
    assert set(Placement.objects.values_list("round__state", flat=True)) == {
        "with_schools", "published", "running", "archived"
    }  # fmt: skip
    assert SentMail.objects.exists()
    assert_dates_fit_the_stages()
    for email in ("student2027001@example.org", "hilde@example.org", "bart@example.org", "leen@example.org"):
        assert email in told[0].getvalue()
        assert User.objects.get(email=email).check_password("samen-kansrijk")
        assert client.login(username=email, password="samen-kansrijk")
