"""A registration filled in by the student, page by page, and submitted or withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.states import move
from accounts.versions import change, save_change
from schools.actions.closing import not_too_late
from schools.models import Postcode
from schools.queries.places import find_postcode
from students.models import Duo, DuoQuestion, Registration
from students.states import OPEN_DUO_STATES, DuoState
from students.travel import homes_of


class UnknownPostcodeError(Exception):
    """No place is known for a postcode; `field` says which of the two it is."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotCompleteError(Exception):
    """The registration cannot be submitted yet; `missing` names the pages that are not done."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def save_address(
    *,
    registration: Registration,
    version: int,
    postcode: str,
    term_postcode: str,
    mode: str,
    max_minutes: int,
    by: Any,
    at: datetime,
) -> Registration:
    """Where the student leaves from, how, and how far; an empty `term_postcode` means no room in term.

    Raises RoundClosedError, UnknownPostcodeError or ChangedMeanwhileError.
    """
    not_too_late(registration.round, at=at)
    places = located(registration.round.network.country, postcode, term_postcode)
    return change(registration, version=version, by=by, at=at, mode=mode, max_minutes=max_minutes, **places)


def located(country: str, postcode: str, term_postcode: str) -> dict[str, Any]:
    """The six fields that say where a student leaves from. Raises UnknownPostcodeError."""
    home = _place(country, postcode, "postcode")
    term = _place(country, term_postcode, "term_postcode") if term_postcode else None
    return {
        "postcode": home.code,
        "latitude": home.latitude,
        "longitude": home.longitude,
        "term_postcode": term.code if term else "",
        "term_latitude": term.latitude if term else None,
        "term_longitude": term.longitude if term else None,
    }


def _place(country: str, text: str, field: str) -> Postcode:
    found = find_postcode(country=country, text=text)
    if found is None:
        raise UnknownPostcodeError(field)
    return found


def save_half_days(
    *, registration: Registration, version: int, half_days: list[str], by: Any, at: datetime
) -> Registration:
    """When the student is free. Raises RoundClosedError or ChangedMeanwhileError."""
    not_too_late(registration.round, at=at)
    return change(registration, version=version, by=by, at=at, half_days=half_days)


def save_general_wishes(
    *,
    registration: Registration,
    version: int,
    wished_levels: list[str],
    wished_municipalities: list[str],
    kinds: list[str] | None,
    languages: list[str],
    accepts_other: bool,
    by: Any,
    at: datetime,
) -> Registration:
    """What the student likes besides schools; `kinds` None means any.

    Raises RoundClosedError or ChangedMeanwhileError.
    """
    not_too_late(registration.round, at=at)
    return change(
        registration,
        version=version,
        by=by,
        at=at,
        wished_levels=wished_levels,
        wished_municipalities=wished_municipalities,
        kinds=kinds,
        languages=languages,
        accepts_other=accepts_other,
    )


def missing_pages(registration: Registration) -> list[str]:
    """The pages that must be done before submitting and are not: "address", "availability"."""
    missing = [] if homes_of(registration) else ["address"]
    enough = len(registration.half_days) >= registration.round.min_half_days
    return missing if enough else [*missing, "availability"]


@transaction.atomic
def submit(*, registration: Registration, by: Any, at: datetime) -> Registration:
    """Take part in the matching; a second time does nothing. Raises RoundClosedError or NotCompleteError."""
    fresh = _locked(registration, at=at)
    if missing := missing_pages(fresh):
        raise NotCompleteError(missing)
    if fresh.submitted_at and not fresh.withdrawn_at:
        return fresh
    return save_change(fresh, by=by, at=at, submitted_at=fresh.submitted_at or at, withdrawn_at=None)


@transaction.atomic
def withdraw(*, registration: Registration, by: Any, at: datetime) -> Registration:
    """Stop taking part; the duo ends, the rest is kept. Twice does no harm. Raises RoundClosedError."""
    fresh = _locked(registration, at=at)
    if fresh.withdrawn_at:
        return fresh
    for duo in Duo.objects.filter(Q(asker=fresh) | Q(asked=fresh), state__in=OPEN_DUO_STATES):
        move(duo, DuoState.LAPSED, by=by, at=at)
    for question in DuoQuestion.objects.filter(asker=fresh, state=DuoState.ASKED):
        move(question, DuoState.LAPSED, by=by, at=at)
    return save_change(fresh, by=by, at=at, withdrawn_at=at)


def _locked(registration: Registration, *, at: datetime) -> Registration:
    not_too_late(registration.round, at=at)
    return Registration.objects.select_for_update().get(pk=registration.pk)
