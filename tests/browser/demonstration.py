"""The demonstration network for browser tests: loaded once in a process, put back as it was for every test."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import MatchRound, User
from placements.actions import answers, review, uploads
from placements.models import FileKind, Placement, Proposal
from placements.models.rules import ReasonCode
from students.models import DuoQuestion, Registration
from tests.placements.test_imports import STUDENT, as_csv

COORDINATOR = "hilde@example.org"


@pytest.fixture(scope="session")
def kept_demonstration(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demonstration") / "kept.sqlite3"


@pytest.fixture
def demonstration(live_server, transactional_db, kept_demonstration, settings) -> Iterator[None]:
    """A round at each stage, with work of people in it: a change by hand, an objection, a file that was checked."""
    settings.MEDIA_ROOT = kept_demonstration.parent
    connection.ensure_connection()
    if not kept_demonstration.exists():
        load()
        copy(connection.connection, kept_demonstration)
    else:
        put_back(kept_demonstration, connection.connection)
    ContentType.objects.clear_cache()
    yield
    ContentType.objects.clear_cache()


def copy(database: sqlite3.Connection, to: Path) -> None:
    with closing(sqlite3.connect(to)) as kept:
        database.backup(kept)


def put_back(kept: Path, into: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(kept)) as source:
        source.backup(into)


def load() -> None:
    call_command("load_demo", stdout=StringIO())
    User.objects.create_user("nieuw@example.org", "a long password", first_name="Nieuw")
    User.objects.create_user("uitgenodigd@example.org", None, first_name="Uitgenodigd")
    change_the_plan()
    object_to_a_place()
    bring_a_file()
    ask_a_duo()


def change_the_plan() -> None:
    """A pin, a ban and a comment in the plan under review."""
    hilde, proposal = User.objects.get(email=COORDINATOR), Proposal.objects.get(round__state="review")
    placed = list(proposal.assignments.exclude(request=None).order_by("pk")[:2])
    for act, row, more in ((review.pin, placed[0], {}), (review.ban, placed[1], {"request": placed[1].request})):
        proposal.refresh_from_db()
        act(
            proposal=proposal,
            registration=row.registration,
            version=proposal.version,
            reason=ReasonCode.OTHER,
            by=hilde,
            at=timezone.now(),
            **more,
        )
    text = "Belt morgen terug."
    review.comment(proposal=proposal, registration=placed[0].registration, text=text, by=hilde, at=timezone.now())


def object_to_a_place() -> None:
    """A school objects, and its colleagues and students may still answer."""
    soon = timezone.localdate() + timedelta(days=7)
    known = MatchRound.objects.filter(state__in=("with_schools", "published"))
    known.update(schools_answer_by=soon, students_answer_by=soon)
    last = Placement.objects.filter(round__state="with_schools").order_by("pk").last()
    contact = last.request.school.contacts.first().user
    reason = Placement.ObjectionReason.values[0]
    answers.object_for_school(placements=[last], reason=reason, by=contact, at=timezone.now())


def bring_a_file() -> None:
    """A file of students, checked and not yet imported: one row would be new, one is refused."""
    wrong = STUDENT | {"student_number": "2", "email": "fien@example.org", "mode": "helikopter"}
    rows = [row | {"college": "ter-leie", "wishes": "", "avoid_schools": "", "duo_with": "", "duo_kind": ""}
            for row in (STUDENT, wrong)]  # fmt: skip
    kept = uploads.keep_upload(
        kind=FileKind.STUDENTS,
        file=SimpleUploadedFile("studenten.csv", as_csv(*rows)),
        by=User.objects.get(email=COORDINATOR),
        at=timezone.now(),
        round=MatchRound.objects.get(state="open"),
    )
    uploads.check_upload(upload=kept, at=timezone.now())


def ask_a_duo() -> None:
    """The last student of the open round asks one who is in no duo yet."""
    students = Registration.objects.filter(round__state="open").order_by("pk")
    DuoQuestion.objects.create(asker=students[10], wanted=students[6].student.number, asked_at=timezone.now())
