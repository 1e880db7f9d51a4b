"""Reads a file of any kind that the service takes, as a plan; and carries that plan out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.imports import MissingColumnsError, Plan, Progress, carry_out
from accounts.models import MatchRound, Network
from accounts.tables import Table, UnreadableTableError, read_table
from placements.models import FileKind
from schools.imports.needs import plan_needs
from schools.imports.postcodes import plan_postcodes, read_postcodes
from schools.imports.requests import plan_requests
from schools.imports.schools import UnknownAreaError, plan_schools
from students.imports.pending import settle_pending_wishes
from students.imports.students import plan_students

OF_A_ROUND = (FileKind.STUDENTS, FileKind.REQUESTS)


class RefusedFileError(Exception):
    """The file as a whole was refused; the message is a sentence for the person who brought it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileToImport:
    """A file and what it is imported into; `colleges` limits whose students may be in it (None: the round's).

    `areas` are provinces or municipalities, whichever the register knows by that name.
    """

    kind: str
    content: bytes
    at: datetime
    network: Network | None = None
    match_round: MatchRound | None = None
    country: str = ""
    form: str = "csv"
    provinces: Sequence[str] = ()
    municipalities: Sequence[str] = ()
    areas: Sequence[str] = ()
    colleges: frozenset[str] | None = None


def plan_import(file: FileToImport, *, progress: Progress | None = None) -> Plan:
    """What the file would do, row by row; nothing is written. Raises RefusedFileError."""
    try:
        plan = _plan(file, progress)
    except (UnreadableTableError, MissingColumnsError, UnknownAreaError) as error:
        raise RefusedFileError(str(error)) from error
    if not plan.rows:
        raise RefusedFileError(_("Het bestand heeft geen rijen."))
    return plan


def _plan(file: FileToImport, progress: Progress | None) -> Plan:
    if file.kind == FileKind.POSTCODES:
        table = read_postcodes(file.content, file.country)
        return plan_postcodes(table, country=file.country, progress=progress)
    table = read_table(file.content)
    if file.kind in OF_A_ROUND:
        return _plan_of_round(file, table, progress)
    if file.network is None:
        raise RefusedFileError(_("Kies een netwerk."))
    if file.kind == FileKind.NEEDS:
        return plan_needs(table, network=file.network, progress=progress)
    return plan_schools(
        table,
        network=file.network,
        form=file.form,
        provinces=file.provinces,
        municipalities=file.municipalities,
        areas=file.areas,
        progress=progress,
    )


def _plan_of_round(file: FileToImport, table: Table, progress: Progress | None) -> Plan:
    if file.match_round is None:
        raise RefusedFileError(_("Kies een ronde."))
    if file.kind == FileKind.REQUESTS:
        return plan_requests(table, match_round=file.match_round, at=file.at, progress=progress)
    return plan_students(table, match_round=file.match_round, at=file.at, colleges=file.colleges, progress=progress)


@transaction.atomic
def import_file(file: FileToImport, *, progress: Progress | None = None) -> tuple[Plan, list[str]]:
    """Plan and save the whole file, or nothing; also returns the wishes that name a request nobody knows.

    Raises RefusedFileError, and RefusedImportError when a row was refused.
    """
    plan = plan_import(file, progress=progress)
    carry_out(plan)
    loose: list[str] = []
    if file.kind == FileKind.REQUESTS and file.match_round is not None:
        loose = settle_pending_wishes(match_round=file.match_round)
    return plan, loose
