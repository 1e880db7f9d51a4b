"""Makes a round and leads it through its phases up to the search, and from the start of the internship to the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import College, Event, MatchRound, Network
from accounts.states import RoundState, move

POLICY_FIELDS = ("goals", "seed")


class NoCollegesError(Exception):
    """A round is of one college at least."""


class TwoNetworksError(Exception):
    """The colleges of one round belong to one network."""


class RoundNameTakenError(Exception):
    """The network already has a round of this name."""


@transaction.atomic
def create_round(
    *,
    name: str,
    colleges: Sequence[College],
    by: Any,
    at: datetime,
    goals: Sequence[str] | None = None,
    seed: int = 1,
    **dates: Any,
) -> MatchRound:
    """A round in draft. Raises NoCollegesError, TwoNetworksError, RoundNameTakenError, or ValidationError."""
    network = shared_network(colleges)
    match_round = MatchRound(network=network, name=name.strip(), seed=seed, **dates)
    if goals is not None:
        match_round.goals = list(goals)
    if network.country == Network.Country.NL and "closed_half_days" not in dates:
        match_round.closed_half_days = []  # free Wednesday afternoons are Flemish
    save_as_new(match_round)
    match_round.colleges.set(colleges)
    Event.record(match_round, verb="created", by=by, at=at)
    return match_round


def shared_network(colleges: Sequence[College]) -> Network:
    if not colleges:
        raise NoCollegesError
    if len({college.network_id for college in colleges}) > 1:
        raise TwoNetworksError
    return colleges[0].network


def save_as_new(match_round: MatchRound) -> None:
    match_round.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            match_round.save()
    except IntegrityError as error:
        raise RoundNameTakenError(match_round.name) from error


@transaction.atomic
def change_round(*, match_round: MatchRound, by: Any, at: datetime, **changes: Any) -> None:
    """Other dates, goals or rules; `match_round` has the new values. ValidationError when they cannot be."""
    fresh = MatchRound.objects.select_for_update().get(pk=match_round.pk)
    changed = [name for name, value in changes.items() if getattr(fresh, name) != value]
    for name, value in changes.items():
        setattr(fresh, name, value)
        setattr(match_round, name, value)
    fresh.full_clean(validate_unique=False, validate_constraints=False)
    if changed:
        fresh.save(update_fields=changed)
        policy = {name: changes[name] for name in changed if name in POLICY_FIELDS}
        Event.record(match_round, verb="changed", by=by, at=at, details={"fields": changed, **policy})


def open_round(*, match_round: MatchRound, by: Any, at: datetime) -> None:
    """Students and schools may register from now on."""
    move(match_round, RoundState.OPEN, by=by, at=at)


def close_round(*, match_round: MatchRound, by: Any, at: datetime) -> None:
    """Nobody registers or changes any more."""
    move(match_round, RoundState.CLOSED, by=by, at=at)


def reopen_round(*, match_round: MatchRound, by: Any, at: datetime, reason: str = "") -> None:
    """Registering is possible again; a closing time that is past is lifted, or it would keep everybody out."""
    past = match_round.closes_at is not None and match_round.closes_at <= at
    changes = {"closes_at": None} if past else {}
    move(match_round, RoundState.OPEN, by=by, at=at, reason=reason, **changes)


def step_back_to_closed(*, match_round: MatchRound, by: Any, at: datetime, reason: str) -> None:
    """From review back to closed, so that registrations can be opened or the data corrected."""
    move(match_round, RoundState.CLOSED, by=by, at=at, reason=reason)


def start_internship(*, match_round: MatchRound, by: Any, at: datetime) -> None:
    """The internship has begun."""
    move(match_round, RoundState.RUNNING, by=by, at=at)


def archive_round(*, match_round: MatchRound, by: Any, at: datetime) -> None:
    """The internship is over."""
    move(match_round, RoundState.ARCHIVED, by=by, at=at)
