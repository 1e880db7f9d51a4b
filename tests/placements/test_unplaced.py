"""Why somebody has no place: the decision of a person, the duo, and what the requests that fit lack."""

import pytest

from matching.referee.lookup import Lookup
from placements.actions import review
from placements.actions.proposals import make_proposal
from placements.explanations.names import names_seen_by
from placements.explanations.unplaced import why_unplaced
from placements.judgement import plan_of, problem_of
from placements.queries import proposals as queries
from students.models import Duo
from tests.placements.small_round import AT, PLAN, found


def told(small, proposal, name):
    """What Hilde reads about a student without a place."""
    registration = small.registrations[name].pk
    row = proposal.assignments.get(registration=registration)
    _pin, bans = queries.decisions_about(viewer=small.hilde, match_round=small.round, registration=registration)
    return why_unplaced(
        row,
        Lookup(problem_of(proposal)),
        plan_of(proposal.assignments.all()),
        names_seen_by(small.hilde, small.round),
        edits=queries.edits_of(viewer=small.hilde, proposal=proposal, registration=registration),
        bans=bans,
    )


def say(small, proposal, name):
    proposal.refresh_from_db()
    about = {"registration": small.registrations[name], "reason": "school_agreed", "by": small.hilde, "at": AT}
    return {"proposal": proposal, "version": proposal.version, **about}


def together(small, one, other, kind="required"):
    two = {"asker": small.registrations[one], "asked": small.registrations[other]}
    return Duo.objects.create(**two, kind=kind, state=Duo.State.ACCEPTED)


def test_what_fits_is_counted_by_what_is_in_the_way(small, proposal):
    assert told(small, proposal, "robbe") == [
        "3 aanvragen passen: vol 2, nog plaats 1.",
        "Er is nog plaats bij De Bijenkorf.",
    ]


def test_when_nothing_fits_each_rule_is_counted(small):
    small.registrations["robbe"].max_minutes = 1
    small.registrations["robbe"].half_days = ["fri-am"]
    small.registrations["robbe"].save()
    proposal = make_proposal(run=found(small, PLAN), at=AT)
    row = proposal.assignments.get(registration=small.registrations["robbe"])
    row.unplaced_reason, row.unplaced_rules = "no_eligible_request", {"half_days": 1, "travel": 4}
    row.save()
    assert told(small, proposal, "robbe") == [
        "Geen van de 4 aanvragen past. Per regel valt weg: reistijd 4, halve dagen 1."
    ]


def test_a_place_lost_through_a_ban_names_who_forbade_it(small, proposal):
    review.ban(request=small.requests["bijenkorf"], **say(small, proposal, "lotte"))
    assert told(small, proposal, "lotte")[0] == (
        "Hilde Dewaele verbood De Bijenkorf op 10 februari (afspraak met de school). Daardoor verviel de plaats."
    )


def test_a_ban_of_before_is_told_as_such(small, proposal):
    review.ban(request=small.requests["bijenkorf"], **say(small, proposal, "robbe"))
    assert told(small, proposal, "robbe") == [
        "De Bijenkorf is verboden voor deze student, door Hilde Dewaele op 10 februari (afspraak met de school).",
        "2 aanvragen passen: vol 2.",
    ]


def test_who_was_taken_out_by_hand_reads_by_whom(small, proposal):
    review.move_by_hand(request=None, **say(small, proposal, "lotte"))
    assert told(small, proposal, "lotte")[0] == (
        "Hilde Dewaele haalde deze student op 10 februari weg bij De Bijenkorf (afspraak met de school)."
    )


def test_who_only_goes_together_is_told_with_whom(small):
    together(small, "robbe", "lotte")
    plan = {name: place for name, place in PLAN.items() if name != "lotte"}
    small.requests["bijenkorf"].max_students = 1
    small.requests["bijenkorf"].save()
    proposal = make_proposal(run=found(small, plan), at=AT)
    assert told(small, proposal, "robbe")[0] == (
        "Robbe Steyaert gaat enkel samen met Lotte Verhaeghe. Geen school heeft nu op hun dagen twee vrije plaatsen."
    )


@pytest.mark.parametrize("kind", ["required", "wish"])
def test_the_drawer_links_the_fellow_of_a_duo_when_known(client, small, kind):
    together(small, "noor", "fien", kind)
    make_proposal(run=found(small, PLAN), at=AT)
    client.force_login(small.hilde)
    base = f"/werk/rondes/{small.round.pk}/nazicht/"
    shown = client.get(f"{base}{small.registrations['noor'].pk}/").content.decode()
    way = "Gaat enkel samen met" if kind == "required" else "Gaat graag samen met"
    assert f'{way} <a href="{base}{small.registrations["fien"].pk}/">Fien Goossens</a>.' in shown
    assert "Ze staan op dezelfde school." in shown


def test_the_fellow_of_another_college_has_no_name(client, small):
    together(small, "noor", "ilias", "wish")
    make_proposal(run=found(small, PLAN), at=AT)
    client.force_login(small.hilde)
    shown = client.get(f"/werk/rondes/{small.round.pk}/nazicht/{small.registrations['noor'].pk}/").content.decode()
    assert "Gaat graag samen met een student van een andere hogeschool." in shown
    assert "Benali" not in shown
