"""What a coordinator corrects in a registration of the own college."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.versions import change
from students.actions.registrations import located
from students.models import Registration
from students.permissions import STAFF_STATES


class TooLateToCorrectError(Exception):
    """The round is approved, so its registrations stay as they are."""


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
