"""Asking to go together: nobody learns who takes part, and nobody is in two duos."""

import pytest

from accounts.models import Event
from schools.actions.closing import RoundClosedError
from students.actions.duos import (
    InDuoError,
    NotAskedError,
    OwnNameError,
    accept_question,
    ask_duo,
    decline_question,
    dissolve_duo,
    end_duo,
    set_duo,
    take_back_question,
)
from students.models import Duo, DuoQuestion
from students.queries.duos import duo_view
from tests.schools import rows
from tests.schools.rows import NOW
from tests.students.conftest import register


def act(action, registration, **given):
    return action(registration=registration, by=registration.student.user, at=NOW, **given)


def view(registration):
    return duo_view(viewer=registration.student.user, registration=registration)


def states():
    return list(DuoQuestion.objects.order_by("pk").values_list("wanted", "state"))


@pytest.mark.parametrize("wanted", ["s2", " S2 ", "Fien.Goossens@Example.org"])
def test_the_asked_student_sees_who_asks(noor, fien, wanted):
    question = act(ask_duo, noor, wanted=wanted)

    assert (view(fien).received, view(noor).received) == ([question], [])


def test_asking_looks_the_same_whether_the_other_exists_or_not(noor, fien):
    act(ask_duo, noor, wanted="s2")
    known = view(noor)
    act(ask_duo, noor, wanted="nobody@example.org")
    unknown = view(noor)

    assert (known.duo, known.partner) == (unknown.duo, unknown.partner) == (None, None)
    assert (known.question.state, unknown.question.state) == ("asked", "asked")
    assert states() == [("s2", "lapsed"), ("nobody@example.org", "asked")]


def test_who_registers_later_finds_the_question(noor, match_round, college):
    question = act(ask_duo, noor, wanted="s7")

    assert view(register(match_round, college, "Lien Maes", "S7")).received == [question]


def test_a_number_means_a_student_of_the_same_college(noor, network, match_round):
    elsewhere = register(match_round, rows.make_college(network, "arteveld"), "Tom Claes", "S7")
    act(ask_duo, noor, wanted="s7")

    assert view(elsewhere).received == []


def test_a_question_stays_within_its_round(noor, college):
    later = rows.make_round(college, "Najaar 2027")
    in_other_round = register(later, college, "Lien Maes", "S7")
    act(ask_duo, noor, wanted="lien.maes@example.org")

    assert view(in_other_round).received == []


@pytest.mark.parametrize("wanted", ["S1", "noor.peeters@example.org"])
def test_nobody_is_a_duo_alone(noor, wanted):
    with pytest.raises(OwnNameError):
        act(ask_duo, noor, wanted=wanted)

    assert states() == []


def test_the_same_question_twice_is_asked_once(noor, fien):
    assert act(ask_duo, noor, wanted="s2") == act(ask_duo, noor, wanted="S2")
    assert states() == [("s2", "asked")]


def test_a_yes_makes_a_duo_and_ends_other_questions(noor, fien, match_round, college):
    lien = register(match_round, college, "Lien Maes", "S7")
    act(ask_duo, lien, wanted="s2")
    question = act(ask_duo, noor, wanted="s2")
    act(ask_duo, fien, wanted="s99")

    duo = act(accept_question, fien, pk=question.pk)

    assert (duo.asker, duo.asked, duo.kind, duo.state) == (noor, fien, "wish", "accepted")
    assert (view(noor).partner, view(fien).partner, view(fien).received) == (fien, noor, [])
    assert states() == [("s2", "asked"), ("s2", "accepted"), ("s99", "lapsed")]


def test_two_who_ask_each_other_are_a_duo(noor, fien):
    act(ask_duo, noor, wanted="s2")

    duo = act(ask_duo, fien, wanted="noor.peeters@example.org")

    assert ([duo], duo.state) == (list(Duo.objects.all()), "accepted")


def test_a_no_is_told_without_a_name(noor, fien):
    question = act(ask_duo, noor, wanted="s2")

    act(decline_question, fien, pk=question.pk)

    assert (view(noor).question.state, view(noor).partner, view(fien).received) == ("declined", None, [])


def test_a_question_taken_back_cannot_be_answered(noor, fien):
    question = act(ask_duo, noor, wanted="s2")
    act(take_back_question, noor)
    act(take_back_question, noor)

    for answer in (accept_question, decline_question):
        with pytest.raises(NotAskedError):
            act(answer, fien, pk=question.pk)

    assert (Duo.objects.count(), states()) == (0, [("s2", "lapsed")])


def test_another_students_question_cannot_be_answered(noor, fien, match_round, college):
    lien = register(match_round, college, "Lien Maes", "S7")
    question = act(ask_duo, noor, wanted="s2")

    with pytest.raises(NotAskedError):
        act(accept_question, lien, pk=question.pk)

    assert (Duo.objects.count(), states()) == (0, [("s2", "asked")])


def test_nobody_is_in_two_duos(noor, fien, match_round, college):
    lien = register(match_round, college, "Lien Maes", "S7")
    first, second = act(ask_duo, noor, wanted="s2"), act(ask_duo, lien, wanted="s2")
    act(accept_question, fien, pk=first.pk)

    with pytest.raises(InDuoError):
        act(accept_question, fien, pk=second.pk)
    with pytest.raises(InDuoError):
        act(ask_duo, noor, wanted="s7")

    assert [(duo.asker, duo.asked) for duo in Duo.objects.all()] == [(noor, fien)]


def test_a_wish_can_be_left_but_a_must_only_by_a_coordinator(noor, fien, coordinator):
    set_duo(registration=noor, partner=fien, kind="required", by=coordinator, at=NOW)
    with pytest.raises(InDuoError):
        act(end_duo, fien)
    set_duo(registration=fien, partner=noor, kind="wish", by=coordinator, at=NOW)
    act(end_duo, fien)

    assert [(duo.kind, duo.state) for duo in Duo.objects.all()] == [("wish", "lapsed")]
    moves = Event.objects.filter(verb="moved").values_list("details", "by")
    assert list(moves) == [({"from": "accepted", "to": "lapsed"}, fien.student.user_id)]


def test_a_coordinator_makes_and_ends_a_duo(noor, fien, coordinator):
    made = set_duo(registration=noor, partner=fien, kind="required", by=coordinator, at=NOW)
    seen = (made.kind, made.state, view(fien).partner)
    dissolve_duo(registration=fien, by=coordinator, at=NOW)

    assert (seen, view(noor).partner) == (("required", "accepted", noor), None)


def test_after_closing_nobody_asks_or_answers(noor, fien):
    question = act(ask_duo, noor, wanted="s2")
    closed = {"by": fien.student.user, "at": noor.round.closes_at, "registration": fien}

    for action, given in (
        (ask_duo, {"wanted": "s1"}),
        (accept_question, {"pk": question.pk}),
        (decline_question, {"pk": question.pk}),
        (end_duo, {}),
    ):
        with pytest.raises(RoundClosedError):
            action(**closed, **given)

    assert (states(), Duo.objects.count()) == ([("s2", "asked")], 0)
