"""What a coordinator does to registrations of the own college: enrol a student, correct what is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Event, MatchRound
from accounts.versions import change
from students.actions.registrations import located
from students.models import Registration, Student
from students.permissions import STAFF_STATES


class TooLateToCorrectError(Exception):
    """The round is approved, so its registrations stay as they are."""


class NotInThisRoundError(Exception):
    """The student's college takes no part in the round."""


def enrol(
    *, student: Student, match_round: MatchRound, levels: list[str], phase: int, by: Any, at: datetime
) -> Registration:
    """Let a student take part in a round; the student fills in the rest. Twice does no harm.

    Raises TooLateToCorrectError, NotInThisRoundError or ValidationError.
    """
    if match_round.state not in STAFF_STATES:
        raise TooLateToCorrectError(str(match_round.pk))
    if not match_round.colleges.filter(pk=student.college_id).exists():
        raise NotInThisRoundError(str(match_round.pk))
    row = Registration(student=student, round=match_round, levels=levels, phase=phase)
    row.clean_fields()
    with transaction.atomic():
        registration, made = Registration.objects.get_or_create(
            student=student, round=match_round, defaults={"levels": levels, "phase": phase}
        )
        if made:
            Event.record(registration, verb="enrolled", by=by, at=at)
    return registration


def correct_registration(
    *, registration: Registration, version: int, by: Any, at: datetime, **changes: Any
) -> Registration:
    """Save a coordinator's corrections, with who and when in the history; postcodes come both or not at all.

    Raises TooLateToCorrectError, UnknownPostcodeError, ChangedMeanwhileError or ValidationError.
    """
    registration.round.refresh_from_db(fields=["state"])
    if registration.round.state not in STAFF_STATES:
        raise TooLateToCorrectError(str(registration.round_id))
    if "postcode" in changes:
        country = registration.round.network.country
        changes |= located(country, changes["postcode"], changes["term_postcode"])
    return change(registration, version=version, by=by, at=at, **changes)
