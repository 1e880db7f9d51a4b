"""Changes by hand: judged as a whole, refused with a reason, priced, pinned, and taken back one by one."""

import pytest

from matching.rules import PairLimit
from placements.actions import review
from placements.actions.changes import ChangedMeanwhileError, NotUnderReviewError, OverfullError
from placements.actions.proposals import make_proposal, take_proposal
from placements.actions.undo import AlreadyUndoneError, LaterEditStandsError, undo_edit
from placements.models import Ban, Comment, Edit, Pin
from placements.states import ProposalState, move
from tests.placements.small_round import AT, PLAN, found


@pytest.fixture
def asked(small, proposal):
    """What Hilde says about one student in the plan as it is now."""

    def say(name, by=None):
        proposal.refresh_from_db()
        return {
            "proposal": proposal,
            "registration": small.registrations[name],
            "version": proposal.version,
            "reason": "school_agreed",
            "by": by or small.hilde,
            "at": AT,
        }

    return say


def faults(proposal):
    proposal.refresh_from_db()
    return [(fault["rule"], fault["request"] or fault["student"], fault["students"]) for fault in proposal.faults]


def value(proposal, goal):
    proposal.refresh_from_db()
    return next((row["value"], row["was"]) for row in proposal.goals if row["goal"] == goal)


def test_a_student_moved_by_hand_is_there_and_pinned(small, proposal, asked):
    edit = review.move_by_hand(request=small.requests["bijenkorf"], **asked("robbe"))

    row = proposal.assignments.get(registration=small.registrations["robbe"])
    assert (row.request, row.half_days, row.origin, row.unplaced_reason) == (
        small.requests["bijenkorf"],
        ["tue-am"],
        "hand",
        "",
    )
    assert list(Pin.objects.values_list("registration", "request", "reason", "by")) == [
        (small.registrations["robbe"].pk, small.requests["bijenkorf"].pk, "school_agreed", small.hilde.pk)
    ]
    assert value(proposal, "placed") == (5, 4)
    assert edit.price[0] == {"goal": "placed", "before": 4, "after": 5}
    assert (proposal.version, proposal.changed_by, proposal.faults) == (2, small.hilde, [])


def test_after_a_change_later_bounds_no_longer_hold_and_nothing_is_proven(small, proposal, asked):
    review.move_by_hand(request=None, **asked("lotte"))
    proposal.refresh_from_db()
    rows = [(row["goal"], row["value"], row["bound"], row["proven"]) for row in proposal.goals]
    assert [row for row in rows if row[0] in ("placed", "duos")] == [("placed", 3, 4, False), ("duos", 0, None, False)]


def test_a_full_request_takes_nobody_more(small, proposal, asked):
    with pytest.raises(OverfullError) as refused:
        review.move_by_hand(request=small.requests["populieren"], **asked("noor"))

    assert [(fault["rule"], fault["students"]) for fault in refused.value.faults] == [("places", 2)]
    assert small.place_of(proposal)["noor"] == "schip"
    assert not Pin.objects.exists()
    assert not Edit.objects.exists()


def test_one_at_a_time_leaves_no_half_day_for_a_third(small, proposal, asked):
    review.move_by_hand(request=small.requests["bijenkorf"], **asked("robbe"))
    with pytest.raises(OverfullError) as refused:
        review.move_by_hand(request=small.requests["bijenkorf"], **asked("fien"))
    assert sorted(fault["rule"] for fault in refused.value.faults) == ["places", "schedule"]


def test_a_request_left_with_too_few_shows_as_a_fault_and_is_mended_by_the_next_move(small, proposal, asked):
    review.move_by_hand(request=small.requests["lantaarn"], **asked("noor"))
    assert faults(proposal) == [("places", f"r{small.requests['schip'].pk}", 1)]

    review.move_by_hand(request=small.requests["lantaarn"], **asked("fien"))
    assert faults(proposal) == []


def test_a_limit_on_the_pair_is_overruled_only_knowingly(small, proposal, asked):
    with pytest.raises(review.NeedsConfirmationError) as refused:
        review.move_by_hand(request=small.requests["lantaarn"], **asked("robbe"))
    assert refused.value.limits == (PairLimit.PHASE,)
    assert small.place_of(proposal)["robbe"] is None

    review.move_by_hand(request=small.requests["lantaarn"], overrule=True, **asked("robbe"))
    assert small.place_of(proposal)["robbe"] == "lantaarn"
    assert faults(proposal) == []


def test_a_pin_cannot_overrule_a_ban(small, proposal, asked):
    review.ban(request=small.requests["bijenkorf"], **asked("robbe"))
    with pytest.raises(review.BannedError):
        review.move_by_hand(request=small.requests["bijenkorf"], overrule=True, **asked("robbe"))
    assert small.place_of(proposal)["robbe"] is None


def test_who_is_banned_from_their_place_loses_it_and_the_pin(small, proposal, asked):
    review.pin(**asked("lotte"))
    review.ban(request=small.requests["bijenkorf"], **asked("lotte"))

    row = proposal.assignments.get(registration=small.registrations["lotte"])
    assert (row.request, row.half_days, row.rank, row.unplaced_reason) == (None, [], None, "no_place_left")
    assert not Pin.objects.exists()
    assert Ban.objects.count() == 1


def test_an_old_page_overwrites_nothing_and_says_who_changed(small, proposal, asked):
    old = asked("robbe")
    review.pin(**asked("noor", by=small.bart))
    with pytest.raises(ChangedMeanwhileError) as refused:
        review.move_by_hand(request=small.requests["bijenkorf"], **old)
    assert (refused.value.by, refused.value.at) == (small.bart, AT)
    assert small.place_of(proposal)["robbe"] is None


def test_what_is_so_already_makes_no_second_change(small, proposal, asked):
    review.pin(**asked("noor"))
    for again in (review.pin, lambda **asked: review.move_by_hand(request=small.requests["schip"], **asked)):
        with pytest.raises(review.AlreadySoError):
            again(**asked("noor"))
    assert Edit.objects.count() == 1


def test_a_move_is_taken_back_with_its_pin_and_its_price(small, proposal, asked):
    was = list(proposal.assignments.order_by("pk").values())
    edit = review.move_by_hand(request=small.requests["bijenkorf"], **asked("robbe"))
    proposal.refresh_from_db()
    undo_edit(edit=edit, by=small.bart, at=AT, version=proposal.version)

    assert list(proposal.assignments.order_by("pk").values()) == was
    assert not Pin.objects.exists()
    assert value(proposal, "placed") == (4, 4)
    edit.refresh_from_db()
    assert (edit.undone_by, edit.undone_at, proposal.version) == (small.bart, AT, 3)


def test_an_earlier_pin_is_put_back(small, proposal, asked):
    review.pin(**asked("noor", by=small.bart))
    edit = review.move_by_hand(request=small.requests["lantaarn"], **asked("noor"))
    proposal.refresh_from_db()
    undo_edit(edit=edit, by=small.hilde, at=AT, version=proposal.version)
    assert list(Pin.objects.values_list("request", "by")) == [(small.requests["schip"].pk, small.bart.pk)]


def test_a_change_is_not_taken_back_from_under_a_later_one(small, proposal, asked):
    first = review.move_by_hand(request=small.requests["lantaarn"], **asked("noor"))
    later = review.move_by_hand(request=small.requests["bijenkorf"], **asked("noor"))
    proposal.refresh_from_db()
    with pytest.raises(LaterEditStandsError) as refused:
        undo_edit(edit=first, by=small.hilde, at=AT, version=proposal.version)
    assert refused.value.later == later

    undo_edit(edit=later, by=small.hilde, at=AT, version=proposal.version)
    proposal.refresh_from_db()
    undo_edit(edit=first, by=small.hilde, at=AT, version=proposal.version)
    assert small.place_of(proposal)["noor"] == "schip"
    proposal.refresh_from_db()
    with pytest.raises(AlreadyUndoneError):
        undo_edit(edit=first, by=small.hilde, at=AT, version=proposal.version)


def test_a_change_is_not_taken_back_into_a_place_that_is_taken(small, proposal, asked):
    away = review.move_by_hand(request=None, **asked("ilias"))
    review.move_by_hand(request=small.requests["populieren"], **asked("noor"))
    proposal.refresh_from_db()
    with pytest.raises(OverfullError):
        undo_edit(edit=away, by=small.hilde, at=AT, version=proposal.version)
    assert small.place_of(proposal)["ilias"] is None


@pytest.mark.parametrize("state", [ProposalState.SUBMITTED, ProposalState.DISCARDED])
def test_only_a_plan_under_review_changes(small, proposal, asked, state):
    said = asked("noor")
    move(proposal, state, by=small.hilde, at=AT)
    with pytest.raises(NotUnderReviewError):
        review.pin(**said)


def test_a_comment_sent_twice_stands_once(small, proposal):
    for _ in range(2):
        review.comment(
            proposal=proposal, registration=small.registrations["noor"], text=" Besproken? ", by=small.bart, at=AT
        )
    assert list(Comment.objects.values_list("text", "by")) == [("Besproken?", small.bart.pk)]


def test_taking_another_plan_judges_it_with_the_pins_of_now(small, proposal, asked):
    other = make_proposal(run=found(small, {"ilias": PLAN["ilias"]}, number=2), at=AT)
    review.pin(**asked("lotte"))
    take_proposal(proposal=other, by=small.hilde, at=AT)
    proposal.refresh_from_db()
    assert (proposal.state, other.state) == ("discarded", "draft")
    assert faults(other) == [("pin", f"r{small.requests['bijenkorf'].pk}", 0)]
