"""What a student's pages save, and what they refuse."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import MatchRound
from accounts.states import RoundState
from accounts.versions import ChangedMeanwhileError
from schools.actions.closing import RoundClosedError
from students.actions.corrections import TooLateToCorrectError, correct_registration
from students.actions.registrations import (
    NotCompleteError,
    UnknownPostcodeError,
    save_address,
    save_general_wishes,
    save_half_days,
    submit,
    withdraw,
)
from students.models import Duo, DuoQuestion, Registration
from tests.schools import rows
from tests.schools.rows import NOW

LATER = NOW + timedelta(hours=1)


def move_house(registration, version=1, at=NOW, **fields):
    plain = {"postcode": "9230", "term_postcode": "9000 Gent", "mode": "transit", "max_minutes": 75}
    return save_address(
        registration=registration, version=version, by=registration.student.user, at=at, **(plain | fields)
    )


@pytest.fixture
def postcodes(db):
    rows.make_postcode("9000", "Gent")
    rows.make_postcode("9230", "Wetteren", 51.0, 3.88)


def test_an_address_becomes_a_place(noor, postcodes):
    move_house(noor)

    saved = Registration.objects.get(pk=noor.pk)
    assert (saved.postcode, saved.latitude, saved.longitude) == ("9230", 51.0, 3.88)
    assert (saved.term_postcode, saved.term_latitude, saved.term_longitude) == ("9000", *rows.GHENT)
    assert (saved.mode, saved.max_minutes, saved.version) == ("transit", 75, 2)
    assert (saved.history.first().history_user, saved.history.first().history_date) == (noor.student.user, NOW)


def test_without_a_room_in_term_its_place_is_gone(noor, postcodes):
    moved = move_house(move_house(noor), version=2, term_postcode="")

    assert (moved.term_postcode, moved.term_latitude, moved.term_longitude) == ("", None, None)


@pytest.mark.parametrize("field", ["postcode", "term_postcode"])
def test_an_unknown_postcode_is_named_and_nothing_saved(noor, postcodes, field):
    with pytest.raises(UnknownPostcodeError) as raised:
        move_house(noor, **{field: "1234"})

    assert (raised.value.field, Registration.objects.get(pk=noor.pk).version) == (field, 1)


def test_a_page_sent_twice_is_saved_once(noor, postcodes):
    assert [move_house(noor).version, move_house(noor, at=LATER).version] == [2, 2]


def test_a_second_device_does_not_overwrite_the_first(noor, postcodes):
    user = noor.student.user
    save_half_days(registration=noor, version=1, half_days=["mon-am"], by=user, at=NOW)

    with pytest.raises(ChangedMeanwhileError) as raised:
        save_half_days(registration=noor, version=1, half_days=["fri-pm"], by=user, at=LATER)

    assert raised.value.row.half_days == Registration.objects.get(pk=noor.pk).half_days == ["mon-am"]


def test_general_wishes_are_kept(noor):
    saved = save_general_wishes(
        registration=noor,
        version=1,
        wished_levels=["lager"],
        wished_municipalities=["Gent"],
        kinds=["remote"],
        languages=["tr"],
        accepts_other=False,
        by=noor.student.user,
        at=NOW,
    )

    assert (saved.wished_levels, saved.wished_municipalities, saved.kinds) == (["lager"], ["Gent"], ["remote"])
    assert (saved.languages, saved.accepts_other) == (["tr"], False)


def test_a_submitted_registration_takes_part(noor):
    submit(registration=noor, by=noor.student.user, at=NOW)
    again = submit(registration=noor, by=noor.student.user, at=LATER)

    assert (again.submitted_at, again.version, list(Registration.objects.standing())) == (NOW, 2, [noor])


def test_what_is_missing_is_told_before_submitting(noor):
    Registration.objects.filter(pk=noor.pk).update(half_days=["mon-am", "tue-am", "wed-am"], latitude=None)

    with pytest.raises(NotCompleteError) as raised:
        submit(registration=noor, by=noor.student.user, at=NOW)

    assert raised.value.missing == ["address", "availability"]
    assert list(Registration.objects.standing()) == []


def test_withdrawing_ends_the_duo_and_keeps_the_rest(noor, fien):
    submit(registration=noor, by=noor.student.user, at=NOW)
    Duo.objects.create(asker=fien, asked=noor, state=Duo.State.ACCEPTED)
    DuoQuestion.objects.create(asker=noor, wanted="s9", asked_at=NOW)

    withdraw(registration=noor, by=noor.student.user, at=NOW)
    gone = withdraw(registration=noor, by=noor.student.user, at=LATER)

    assert (gone.withdrawn_at, gone.half_days, list(Registration.objects.standing())) == (NOW, noor.half_days, [])
    assert (Duo.objects.get().state, DuoQuestion.objects.get().state) == ("lapsed", "lapsed")


def test_who_withdrew_may_come_back_while_the_round_is_open(noor):
    submit(registration=noor, by=noor.student.user, at=NOW)
    withdraw(registration=noor, by=noor.student.user, at=NOW)

    back = submit(registration=noor, by=noor.student.user, at=LATER)

    assert (back.submitted_at, back.withdrawn_at, list(Registration.objects.standing())) == (NOW, None, [noor])


@pytest.mark.parametrize("act", [submit, withdraw, lambda **given: move_house(given["registration"], at=given["at"])])
def test_after_closing_nothing_changes(noor, postcodes, act):
    with pytest.raises(RoundClosedError):
        act(registration=noor, by=noor.student.user, at=noor.round.closes_at)
    MatchRound.objects.update(state=RoundState.CLOSED)
    with pytest.raises(RoundClosedError):
        act(registration=noor, by=noor.student.user, at=NOW)

    assert Registration.objects.get(pk=noor.pk).version == 1


def test_a_coordinator_corrects_until_the_round_is_approved(noor, coordinator):
    MatchRound.objects.update(state=RoundState.REVIEW)
    saved = correct_registration(registration=noor, version=1, travel_weight=3, by=coordinator, at=NOW)
    MatchRound.objects.update(state=RoundState.APPROVED)
    with pytest.raises(TooLateToCorrectError):
        correct_registration(registration=noor, version=2, travel_weight=9, by=coordinator, at=NOW)

    assert (saved.travel_weight, saved.history.first().history_user) == (3, coordinator)
    assert Registration.objects.get(pk=noor.pk).travel_weight == 3


def test_a_correction_that_cannot_be_is_refused(noor, coordinator):
    with pytest.raises(ValidationError):
        correct_registration(registration=noor, version=1, travel_weight=10, by=coordinator, at=NOW)

    assert Registration.objects.get(pk=noor.pk).travel_weight == 1
