"""Approval: by a second person, of a sound plan, on a frozen record; back only with a reason."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event, MatchRound
from placements.actions import approval, review
from placements.actions.changes import ChangedMeanwhileError, NotUnderReviewError
from placements.actions.proposals import OtherPlanUnderApprovalError, make_proposal, take_proposal
from placements.models import Proposal
from placements.states import ProposalState
from tests.placements.small_round import AT, PLAN, found


@pytest.fixture
def submitted(small, proposal):
    return approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)


def changed(small, proposal, by, **moved):
    proposal.refresh_from_db()
    return review.move_by_hand(
        proposal=proposal, version=proposal.version, reason="duo", by=by, at=AT,
        registration=small.registrations[moved["name"]], request=moved["request"],
    )  # fmt: skip


def test_a_second_person_approves_on_a_frozen_record(small, submitted):
    approved = approval.approve(proposal=submitted, by=small.bart, at=AT)

    assert (approved.state, approved.approved_by, approved.approved_at) == ("approved", small.bart, AT)
    assert MatchRound.objects.get().state == "approved"
    record = Proposal.objects.get().record
    assert (record["digest"], record["seed"], record["submitted_by"], record["approved_by"]) == (
        submitted.run.snapshot.digest,
        1,
        small.hilde.pk,
        small.bart.pk,
    )
    assert record["goals"] == submitted.goals
    assert [row["request"] for row in record["assignments"]] == [
        small.requests[name].pk if name else None for name in ("schip", "schip", "populieren", "bijenkorf", None)
    ]


def test_who_asked_does_not_approve(small, submitted):
    with pytest.raises(approval.SamePersonError):
        approval.approve(proposal=submitted, by=small.hilde, at=AT)
    assert Proposal.objects.get().state == "submitted"


def test_the_database_refuses_one_person_for_both(small, submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(approved_by=small.hilde)


def test_who_changed_the_plan_does_not_approve(small, proposal):
    changed(small, proposal, small.bart, name="robbe", request=small.requests["bijenkorf"])
    proposal.refresh_from_db()
    submitted = approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    with pytest.raises(approval.ChangedByApproverError):
        approval.approve(proposal=submitted, by=small.bart, at=AT)


def test_a_plan_with_a_broken_limit_is_not_submitted(small, proposal):
    changed(small, proposal, small.hilde, name="noor", request=small.requests["lantaarn"])
    proposal.refresh_from_db()
    with pytest.raises(approval.StillFaultsError) as refused:
        approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    assert [fault["rule"] for fault in refused.value.faults] == ["places"]
    assert Proposal.objects.get().state == "draft"


def test_a_trial_is_not_submitted(small):
    trial = make_proposal(run=found(small, PLAN, trial=True), at=AT)
    with pytest.raises(approval.TrialRunError):
        approval.submit(proposal=trial, by=small.hilde, at=AT, version=trial.version)


def test_an_old_page_does_not_submit(small, proposal):
    changed(small, proposal, small.bart, name="robbe", request=small.requests["bijenkorf"])
    with pytest.raises(ChangedMeanwhileError):
        approval.submit(proposal=proposal, by=small.hilde, at=AT, version=1)


def test_a_plan_is_approved_once(small, submitted):
    approval.approve(proposal=submitted, by=small.bart, at=AT)
    with pytest.raises(NotUnderReviewError):
        approval.approve(proposal=submitted, by=small.bart, at=AT)


def test_sent_back_with_a_question_it_is_under_review_again(small, submitted):
    with pytest.raises(approval.ReasonMissingError):
        approval.send_back(proposal=submitted, by=small.bart, at=AT, question=" ")
    back = approval.send_back(proposal=submitted, by=small.bart, at=AT, question="Is dit besproken?")
    assert (back.state, back.submitted_by) == (ProposalState.DRAFT, None)
    assert list(back.comments.values_list("text", "by")) == [("Is dit besproken?", small.bart.pk)]


def test_reopened_with_a_reason_the_record_is_gone_and_the_history_stays(small, submitted):
    approved = approval.approve(proposal=submitted, by=small.bart, at=AT)
    with pytest.raises(approval.ReasonMissingError):
        approval.reopen(proposal=approved, by=small.hilde, at=AT, reason="")
    again = approval.reopen(proposal=approved, by=small.hilde, at=AT, reason="Een school trekt zich terug")

    assert (again.state, again.approved_by, again.record) == ("draft", None, {})
    assert MatchRound.objects.get().state == "review"
    withdrawn = Event.objects.get(verb="approval_withdrawn")
    assert (withdrawn.by, withdrawn.reason, withdrawn.details) == (
        small.hilde,
        "Een school trekt zich terug",
        approved.record,
    )


def test_another_plan_is_not_taken_while_one_waits_for_approval(small, submitted):
    other = make_proposal(run=found(small, PLAN, number=2), at=AT)
    with pytest.raises(OtherPlanUnderApprovalError):
        take_proposal(proposal=other, by=small.hilde, at=AT)
