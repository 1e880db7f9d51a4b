"""What a school's answer and requests do to the rows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.states import RoundState
from accounts.versions import ChangedMeanwhileError
from schools.actions.answers import NotAnsweredError, answer_round, confirm_answer
from schools.actions.closing import RoundClosedError
from schools.actions.requests import ask_support, bring_back_request, change_request, withdraw_request
from schools.models import Interest, SupportRequest
from tests.schools import rows
from tests.schools.rows import NOW

FIELDS = {
    "levels": ["lager"],
    "classes": "1ste en 2de leerjaar",
    "half_days": ["mon-am", "tue-am", "thu-pm"],
    "half_days_needed": 2,
    "min_students": 1,
    "max_students": 3,
}
LATER = NOW + timedelta(minutes=5)


def answer(school, match_round, contact, said="yes", version=0, reason="", at=NOW):
    return answer_round(
        school=school, match_round=match_round, answer=said, reason=reason, version=version, by=contact, at=at
    )


def ask(school, match_round, contact, form=None, total=3, at=NOW, **fields):
    return ask_support(
        school=school,
        match_round=match_round,
        made_with=form or uuid4(),
        total=total,
        by=contact,
        at=at,
        **(FIELDS | fields),
    )


def seen(interest):
    return (interest.answer, interest.reason, interest.answered_by, interest.confirmed_at, interest.version)


def test_an_answer_is_written_with_who_and_when(school, match_round, contact):
    answer(school, match_round, contact, "no", reason="no_mentor")

    assert [seen(row) for row in Interest.objects.all()] == [("no", "no_mentor", "Griet Roels", NOW, 1)]


def test_the_reason_goes_when_the_answer_is_yes_after_all(school, match_round, contact):
    answer(school, match_round, contact, "no", reason="no_mentor")

    changed = answer(school, match_round, contact, "yes", version=1, reason="no_mentor", at=LATER)

    assert seen(changed) == ("yes", "", "Griet Roels", LATER, 2)


def test_an_answer_sent_twice_is_written_once(school, match_round, contact):
    answer(school, match_round, contact)

    again = answer(school, match_round, contact, at=LATER)

    assert (seen(again), Interest.objects.count()) == (("yes", "", "Griet Roels", NOW, 1), 1)


def test_a_colleagues_answer_is_not_overwritten(school, match_round, contact):
    answer(school, match_round, contact, "yes")

    with pytest.raises(ChangedMeanwhileError) as raised:
        answer(school, match_round, contact, "maybe", version=0)

    assert (raised.value.row.answer, Interest.objects.get().answer) == ("yes", "yes")


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.REVIEW])
def test_a_round_that_is_not_open_takes_no_answer(school, match_round, contact, state):
    type(match_round).objects.update(state=state)

    with pytest.raises(RoundClosedError):
        answer(school, match_round, contact)

    assert Interest.objects.count() == 0


def test_after_the_closing_time_nothing_is_taken(school, match_round, contact):
    with pytest.raises(RoundClosedError):
        ask(school, match_round, contact, at=match_round.closes_at)

    assert (Interest.objects.count(), SupportRequest.objects.count()) == (0, 0)


def test_asking_for_support_says_yes_and_sets_the_schools_total(school, match_round, contact):
    request = ask(school, match_round, contact, total=4)

    interest = Interest.objects.get()
    assert (request.number, request.levels, request.confirmed_at) == ("V1", ["lager"], NOW)
    assert (interest.answer, interest.max_students, interest.answered_by) == ("yes", 4, "Griet Roels")
    assert list(SupportRequest.objects.standing()) == [request]


def test_the_same_form_sent_twice_asks_once(school, match_round, contact):
    form = uuid4()

    first, second = ask(school, match_round, contact, form), ask(school, match_round, contact, form, at=LATER)

    assert (first, [first]) == (second, list(SupportRequest.objects.all()))


def test_a_round_numbers_the_requests_of_all_schools_in_turn(network, match_round, school, contact):
    other = rows.make_school(network, "1002", "Het Lantaarntje")
    rows.make_request(other, match_round, "V7")
    rows.make_request(other, match_round, "Vrij")

    assert [ask(school, match_round, contact).number for _ in range(2)] == ["V8", "V9"]


@pytest.mark.parametrize(
    "fields",
    [
        {"half_days": []},
        {"half_days": ["sat-am"]},
        {"half_days_needed": 4},
        {"levels": []},
        {"min_students": 4},
        {"kinds": ["dancing"]},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_saved(school, match_round, contact, fields):
    with pytest.raises(ValidationError):
        ask(school, match_round, contact, **fields)

    assert (SupportRequest.objects.count(), Interest.objects.count()) == (0, 0)


def test_a_change_is_kept_with_who_made_it(school, match_round, contact):
    request = ask(school, match_round, contact)

    changed = change_request(
        request=request, version=1, half_days=["fri-am"], half_days_needed=1, total=5, by=contact, at=LATER
    )

    newest = changed.history.first()
    assert (changed.half_days, changed.version, changed.confirmed_at) == (["fri-am"], 2, LATER)
    assert (newest.history_user, newest.history_date, newest.half_days) == (contact, LATER, ["fri-am"])
    assert Interest.objects.get().max_students == 5


def test_a_colleagues_change_is_not_overwritten(school, match_round, contact):
    request = ask(school, match_round, contact)
    change_request(request=request, version=1, max_students=2, by=contact, at=LATER)

    with pytest.raises(ChangedMeanwhileError):
        change_request(request=request, version=1, max_students=9, by=contact, at=LATER)

    request.refresh_from_db()
    assert (request.max_students, request.version) == (2, 2)


def test_a_colleagues_total_is_not_overwritten(school, match_round, contact):
    request = ask(school, match_round, contact, total=3)
    given = {"request": request, "version": 1, "total_seen": 3, "by": contact, "at": LATER}
    change_request(total=5, **given)

    with pytest.raises(ChangedMeanwhileError):
        change_request(total=2, max_students=2, **given)
    change_request(total=5, **given)

    request.refresh_from_db()
    assert (Interest.objects.get().max_students, request.max_students) == (5, 3)


def test_a_change_that_cannot_be_leaves_the_row_as_it_was(school, match_round, contact):
    request = ask(school, match_round, contact)

    with pytest.raises(ValidationError):
        change_request(request=request, version=1, half_days_needed=9, total=50, by=contact, at=LATER)

    request.refresh_from_db()
    assert (request.half_days_needed, request.version, Interest.objects.get().max_students) == (2, 1, 3)


def test_a_withdrawn_request_does_not_stand_until_it_is_brought_back(school, match_round, contact):
    request = ask(school, match_round, contact)

    withdraw_request(request=request, by=contact, at=LATER)
    withdraw_request(request=request, by=contact, at=LATER + timedelta(hours=1))
    request.refresh_from_db()
    withdrawn = (request.withdrawn_at, list(SupportRequest.objects.standing()))
    bring_back_request(request=request, by=contact, at=LATER)

    assert withdrawn == (LATER, [])
    assert list(SupportRequest.objects.standing()) == [request]


def test_one_click_confirms_the_answer_and_every_standing_request(school, match_round, contact):
    request, gone = ask(school, match_round, contact), ask(school, match_round, contact)
    withdraw_request(request=gone, by=contact, at=NOW)

    confirm_answer(school=school, match_round=match_round, answered_by="Griet (directie)", by=contact, at=LATER)

    request.refresh_from_db()
    gone.refresh_from_db()
    assert (request.confirmed_at, gone.confirmed_at) == (LATER, NOW)
    assert seen(Interest.objects.get())[2:4] == ("Griet (directie)", LATER)


def test_without_an_answer_there_is_nothing_to_confirm(school, match_round, contact):
    with pytest.raises(NotAnsweredError):
        confirm_answer(school=school, match_round=match_round, answered_by="Griet", by=contact, at=NOW)
