"""Leads each round of the demonstration to its stage, by the same actions that people use."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import College, MatchRound, Network, User
from accounts.states import RoundState
from placements.actions.answers import accept_placement, confirm_for_school, give_back
from placements.actions.approval import approve, submit
from placements.actions.imports import FileToImport, import_file
from placements.actions.publication import tell_schools, tell_students
from placements.actions.rounds import archive_round, close_round, create_round, open_round, start_internship
from placements.actions.runs import start_run
from placements.actions.search import carry_out
from placements.demo.people import invent_requests, invent_students
from placements.demo.places import Place
from placements.demo.stages import Stage
from placements.models import FileKind, Placement, Proposal

LIFE = list(RoundState)
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration: one asks for approval, another gives it."""

    network: Network
    colleges: Sequence[College]
    asks: User
    approves: User


def csv_file(rows: Sequence[dict[str, object]]) -> bytes:
    """The rows as a CSV file, the columns of the first as header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def lead(
    stage: Stage, cast: Cast, *, places: list[Place], rng: random.Random, first_number: int, now: datetime
) -> None:
    """Make the stage's round and take it as far as its state."""
    opened = now - timedelta(days=stage.opened_days_ago)
    match_round = create_round(
        name=f"{stage.name} {opened.year}", colleges=cast.colleges, by=cast.asks, at=min(now, opened), **dates(opened)
    )
    steps = LIFE.index(stage.state)
    if steps >= LIFE.index(RoundState.OPEN):
        open_round(match_round=match_round, by=cast.asks, at=opened)
        _fill(match_round, stage, places=places, rng=rng, first_number=first_number, at=opened + timedelta(days=3))
    if steps >= LIFE.index(RoundState.CLOSED):
        close_round(match_round=match_round, by=cast.asks, at=opened + timedelta(days=18))
    if steps >= LIFE.index(RoundState.MATCHING):
        _search(match_round, stage, cast, at=min(now, opened + timedelta(days=20)))
    if steps >= LIFE.index(RoundState.APPROVED):
        _decide(match_round, steps, cast, rng, opened)


def dates(opened: datetime) -> dict[str, Any]:
    """The dates of a round whose registration opened then, as a college would set them."""
    day = opened.date()
    return {
        "opens_at": opened,
        "closes_at": (opened + timedelta(days=18)).replace(hour=16, minute=0, second=0, microsecond=0),
        "review_by": day + timedelta(days=32),
        "schools_told_on": day + timedelta(days=35),
        "schools_answer_by": day + timedelta(days=49),
        "students_told_on": day + timedelta(days=52),
        "students_answer_by": day + timedelta(days=80),
        "starts_on": day + timedelta(days=87),
        "ends_on": day + timedelta(days=170),
    }


def _fill(
    match_round: MatchRound, stage: Stage, *, places: list[Place], rng: random.Random, first_number: int, at: datetime
) -> None:
    prefix = f"A{match_round.pk}"
    requests = invent_requests(rng, places, count=stage.requests, prefix=prefix)
    students = invent_students(rng, requests, places, count=stage.students, first_number=first_number)
    for kind, rows in ((FileKind.REQUESTS, requests), (FileKind.STUDENTS, students)):
        import_file(FileToImport(kind=kind, content=csv_file(rows), at=at, match_round=match_round))
    if stage.state == RoundState.OPEN:
        _leave_some_unfinished(match_round)


def _leave_some_unfinished(match_round: MatchRound) -> None:
    """In a round that is open a third of the students still have to hand in."""
    unfinished = match_round.registrations.order_by("pk")[: match_round.registrations.count() // 3]
    match_round.registrations.filter(pk__in=[row.pk for row in unfinished]).update(submitted_at=None)


def _search(match_round: MatchRound, stage: Stage, cast: Cast, *, at: datetime) -> None:
    """At the stage of searching the run is left for the worker; later stages have it carried out here."""
    waits = stage.state == RoundState.MATCHING
    run = start_run(match_round=match_round, seconds=SECONDS, by=cast.asks, at=at, here=not waits)
    if not waits:
        carry_out(run=run, clock=lambda: at)


def _decide(match_round: MatchRound, steps: int, cast: Cast, rng: random.Random, opened: datetime) -> None:
    proposal = Proposal.objects.get(round=match_round)
    day = opened + timedelta(days=30)
    submit(proposal=proposal, by=cast.asks, at=day, version=proposal.version)
    approve(proposal=proposal, by=cast.approves, at=day + timedelta(hours=5))
    if steps >= LIFE.index(RoundState.WITH_SCHOOLS):
        tell_schools(match_round=match_round, by=cast.asks, at=opened + timedelta(days=35))
    if steps >= LIFE.index(RoundState.PUBLISHED):
        _answer(match_round, cast, rng, opened)
    if steps >= LIFE.index(RoundState.RUNNING):
        start_internship(match_round=match_round, by=cast.asks, at=opened + timedelta(days=87))
    if steps >= LIFE.index(RoundState.ARCHIVED):
        archive_round(match_round=match_round, by=cast.asks, at=opened + timedelta(days=175))


def _answer(match_round: MatchRound, cast: Cast, rng: random.Random, opened: datetime) -> None:
    """Schools confirm, students are told; in a round that goes on all have answered, one gave the place back."""
    at = opened + timedelta(days=47)
    placements = list(Placement.objects.filter(round=match_round).order_by("pk"))
    confirm_for_school(placements=placements, by=cast.asks, at=at)
    tell_students(match_round=match_round, by=cast.asks, at=opened + timedelta(days=52))
    for placement in Placement.objects.filter(round=match_round).order_by("pk")[2:]:
        student: Any = placement.registration.student.user
        if placement.pk == placements[-1].pk:
            give_back(placement=placement, reason=Placement.ReturnReason.DAYS, by=student, at=at + timedelta(days=7))
        else:
            accept_placement(placement=placement, by=student, at=at + timedelta(days=rng.randint(6, 9)))
