"""Answers to a published place: by the student, by the school, and what the coordinator does about them."""

import pytest

from accounts.models import Event
from placements.actions import answers, approval
from placements.actions.publication import OpenObjectionsError, tell_schools, tell_students
from placements.models import Placement, SentMail
from placements.states import MoveNotAllowedError
from tests.placements.small_round import AT


@pytest.fixture
def with_schools(small, proposal):
    """Schools were told; per short name of the student the placement."""
    approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    approval.approve(proposal=proposal, by=small.bart, at=AT)
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    names = {registration.pk: name for name, registration in small.registrations.items()}
    return {names[placement.registration_id]: placement for placement in Placement.objects.all()}


@pytest.fixture
def told(small, with_schools):
    """Students were told too."""
    tell_students(match_round=small.round, by=small.hilde, at=AT)
    return with_schools


def again(placement):
    return Placement.objects.get(pk=placement.pk)


def student(small, name):
    return small.registrations[name].student.user


def test_a_student_accepts_and_saying_so_twice_changes_nothing(small, told):
    for _ in range(2):
        answers.accept_placement(placement=again(told["noor"]), by=student(small, "noor"), at=AT)
    placement = again(told["noor"])
    assert (placement.state, placement.student_answered_at) == ("confirmed", AT)
    assert Event.objects.filter(verb="moved", by=student(small, "noor")).count() == 1


def test_a_student_answers_only_after_being_told(small, with_schools):
    with pytest.raises(answers.NotToldYetError):
        answers.accept_placement(placement=with_schools["noor"], by=student(small, "noor"), at=AT)


def test_a_place_given_back_is_gone_for_good(small, told):
    answers.give_back(placement=again(told["noor"]), reason="days", by=student(small, "noor"), at=AT)
    placement = again(told["noor"])
    assert (placement.state, placement.reason_code) == ("returned", "days")
    with pytest.raises(MoveNotAllowedError):
        answers.accept_placement(placement=placement, by=student(small, "noor"), at=AT)


def test_a_made_up_reason_is_refused(small, told):
    with pytest.raises(answers.ReasonUnknownError):
        answers.give_back(placement=again(told["noor"]), reason="mijn rug", by=student(small, "noor"), at=AT)
    assert again(told["noor"]).state == "offered"


def test_a_school_confirms_what_still_stands_once(small, with_schools):
    griet = small.contacts["schip"]
    both = [with_schools["noor"], with_schools["fien"]]
    assert answers.confirm_for_school(placements=both, by=griet, at=AT) == 2
    assert answers.confirm_for_school(placements=both, by=griet, at=AT) == 0
    assert [again(placement).school_confirmed_at for placement in both] == [AT, AT]
    assert Event.objects.filter(verb="school_confirmed").count() == 2


def test_an_objection_waits_for_the_coordinator(small, with_schools):
    griet = small.contacts["schip"]
    answers.confirm_for_school(placements=[with_schools["noor"]], by=griet, at=AT)
    noor = again(with_schools["noor"])
    assert answers.object_for_school(placements=[noor], reason="no_mentor", by=griet, at=AT) == 1
    placement = again(noor)
    assert (placement.state, placement.reason_code, placement.school_confirmed_at) == ("objected", "no_mentor", None)
    with pytest.raises(OpenObjectionsError) as refused:
        tell_students(match_round=small.round, by=small.hilde, at=AT)
    assert refused.value.count == 1


def test_an_objection_settled_by_keeping_is_offered_anew(small, with_schools):
    answers.object_for_school(placements=[with_schools["noor"]], reason="wrong_days", by=small.contacts["schip"], at=AT)
    answers.settle_objection(placement=again(with_schools["noor"]), keep=True, by=small.hilde, at=AT)
    assert (again(with_schools["noor"]).state, again(with_schools["noor"]).reason_code) == ("offered", "")


def test_an_objection_settled_by_taking_back_frees_the_place(small, with_schools):
    answers.object_for_school(placements=[with_schools["noor"]], reason="family", by=small.contacts["schip"], at=AT)
    answers.settle_objection(placement=again(with_schools["noor"]), keep=False, by=small.hilde, at=AT)
    assert (again(with_schools["noor"]).state, again(with_schools["noor"]).reason_code) == ("withdrawn", "family")


def test_a_place_taken_back_after_all_is_told_to_the_student(small, with_schools):
    answers.object_for_school(placements=[with_schools["noor"]], reason="other", by=small.contacts["schip"], at=AT)
    tell_students(match_round=small.round, by=small.hilde, at=AT, despite_objections=True)
    answers.settle_objection(placement=again(with_schools["noor"]), keep=False, by=small.hilde, at=AT)
    mails = SentMail.objects.filter(registration=small.registrations["noor"])
    assert list(mails.values_list("kind", flat=True)) == ["student_no_place"]


def test_who_is_under_objection_hears_only_after_the_settlement(small, with_schools):
    answers.object_for_school(placements=[with_schools["noor"]], reason="other", by=small.contacts["schip"], at=AT)
    tell_students(match_round=small.round, by=small.hilde, at=AT, despite_objections=True)
    mails = SentMail.objects.filter(registration=small.registrations["noor"])
    assert not mails.exists()
    answers.settle_objection(placement=again(with_schools["noor"]), keep=True, by=small.hilde, at=AT)
    assert [mail.kind for mail in mails] == ["student_place"]


def test_a_dropout_ends_a_place_once(small, told):
    for _ in range(2):
        answers.withdraw_placement(placement=again(told["lotte"]), reason="student_stops", by=small.hilde, at=AT)
    assert (again(told["lotte"]).state, again(told["lotte"]).reason_code) == ("withdrawn", "student_stops")
    assert (
        Event.objects.filter(reason="student_stops", target_id=told["lotte"].pk, details__to="withdrawn").count() == 1
    )
