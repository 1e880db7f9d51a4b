"""Support requests of one round, with each school's contact and its cap over all its requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.actions import users_by_email
from accounts.imports import (
    Cells,
    Plan,
    PlannedRow,
    Progress,
    RowState,
    differences,
    need_columns,
    save_all,
    whole_rows,
)
from accounts.models import College, MatchRound
from accounts.tables import Table
from accounts.terms import HalfDay, Kind, Language, Level, in_week_order
from schools.models import Interest, School, SchoolContact, SupportRequest

COLUMNS = (
    "request_number", "school_number", "levels", "kinds", "half_days", "half_days_needed", "min", "max", "at_once",
    "min_phase", "languages_required", "languages", "colleges", "max_students_at_school", "contact_email",
)  # fmt: skip
FIELDS = (
    "levels", "kinds", "half_days", "half_days_needed", "min_students", "max_students", "at_once", "min_phase",
    "languages_required", "languages",
)  # fmt: skip


@dataclass(slots=True)
class RequestFile:
    """What is known while the file's rows are read, and what they would write."""

    match_round: MatchRound
    at: datetime
    schools: dict[str, School]
    colleges: dict[str, College]
    known: dict[str, SupportRequest]
    senders: dict[int, set[str]]
    interests: dict[int, Interest]
    seen: set[str] = field(default_factory=set)
    caps: dict[str, int | None] = field(default_factory=dict)
    contacts: dict[str, set[str]] = field(default_factory=dict)
    new: list[SupportRequest] = field(default_factory=list)
    changed: list[SupportRequest] = field(default_factory=list)
    colleges_of: dict[str, list[str]] = field(default_factory=dict)


def plan_requests(table: Table, *, match_round: MatchRound, at: datetime, progress: Progress | None = None) -> Plan:
    """What the file would add to or change in the round. Raises MissingColumnsError."""
    need_columns(table, COLUMNS)
    plan = Plan()
    file = _open(match_round, at)
    for done, (line, row) in enumerate(whole_rows(table, plan), start=1):
        plan.rows.append(_planned(line, row, file))
        if progress and done % 200 == 0:
            progress(done, len(table.rows))
    plan.saves.append(lambda: _save(file))
    return plan


def _open(match_round: MatchRound, at: datetime) -> RequestFile:
    known = {row.number: row for row in match_round.requests.select_related("school").prefetch_related("colleges")}
    return RequestFile(
        match_round=match_round,
        at=at,
        schools={school.number: school for school in School.objects.filter(network=match_round.network)},
        colleges={college.code: college for college in match_round.colleges.all()},
        known=known,
        senders={row.pk: {college.code for college in row.colleges.all()} for row in known.values()},
        interests={interest.school_id: interest for interest in match_round.interests.all()},
    )


def _planned(line: int, row: dict[str, str], file: RequestFile) -> PlannedRow:
    cells = Cells(row)
    number = cells.text("request_number", required=True, longest=20)
    school = file.schools.get(cells.text("school_number", required=True, longest=20))
    wanted = _wanted(cells, file)
    senders = [] if row["colleges"] in ("", "any") else cells.choices("colleges", file.colleges)
    _check_row(cells, number, school, file)
    cap = cells.maybe_whole("max_students_at_school", least=0, most=999)
    email = _email(cells)
    if school is not None:
        _one_cap(cells, school, cap, file)
    if cells.faults or school is None:
        return PlannedRow(line, number, RowState.REFUSED, tuple(cells.faults))
    if email:
        file.contacts.setdefault(school.number, set()).add(email)
    file.colleges_of[number] = senders
    return PlannedRow(line, number, _state(file, number, school, wanted, cap))


def _wanted(cells: Cells, file: RequestFile) -> dict[str, Any]:
    half_days = in_week_order(
        [day for day in cells.choices("half_days", HalfDay.values, required=True) if day in HalfDay.values]
    )
    for day in half_days:
        if day in file.match_round.closed_half_days:
            cells.faults.append(_("Op %(day)s zijn de scholen dicht in deze ronde.") % {"day": HalfDay(day).label})
    least = cells.whole("min", least=0, most=999, default=1) or 0
    most = cells.whole("max", least=0, most=999, default=1) or 0
    if least > most:
        cells.faults.append(_("min (%(least)s) is groter dan max (%(most)s).") % {"least": least, "most": most})
    return {
        "levels": cells.choices("levels", Level.values, required=True),
        "kinds": cells.choices("kinds", Kind.values),
        "half_days": half_days,
        "half_days_needed": cells.whole("half_days_needed", least=1, most=max(1, len(half_days)), default=1),
        "min_students": least,
        "max_students": most,
        "at_once": cells.maybe_whole("at_once", least=1, most=999),
        "min_phase": cells.whole("min_phase", least=1, most=5, default=1),
        "languages_required": cells.choices("languages_required", Language.values),
        "languages": cells.choices("languages", Language.values),
    }


def _check_row(cells: Cells, number: str, school: School | None, file: RequestFile) -> None:
    if school is None and cells.cells["school_number"]:
        cells.faults.append(_("School %(number)s is onbekend.") % {"number": cells.cells["school_number"]})
    if number in file.seen:
        cells.faults.append(_("Aanvraag %(number)s staat er twee keer.") % {"number": number})
    known = file.known.get(number)
    if known and school and known.school_id != school.pk:
        cells.faults.append(_("Aanvraag %(number)s is al van een andere school.") % {"number": number})
    file.seen.add(number)


def _email(cells: Cells) -> str:
    email = cells.text("contact_email").lower()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        cells.faults.append(_("“%(email)s” is geen e-mailadres.") % {"email": email})
    return email


def _one_cap(cells: Cells, school: School, cap: int | None, file: RequestFile) -> None:
    if file.caps.setdefault(school.number, cap) != cap:
        cells.faults.append(
            _("max_students_at_school is niet op elke rij van school %(number)s hetzelfde.") % {"number": school.number}
        )


def _state(file: RequestFile, number: str, school: School, wanted: dict[str, Any], cap: int | None) -> RowState:
    row = file.known.get(number)
    if row is None:
        file.new.append(
            SupportRequest(round=file.match_round, school=school, number=number, confirmed_at=file.at, **wanted)
        )
        return RowState.NEW
    interest = file.interests.get(school.pk)
    same = not differences(row, wanted) and set(file.colleges_of[number]) == file.senders[row.pk]
    if same and row.withdrawn_at is None and interest and interest.max_students == cap:
        return RowState.UNCHANGED
    for name, value in {**wanted, "withdrawn_at": None, "confirmed_at": file.at, "version": row.version + 1}.items():
        setattr(row, name, value)
    file.changed.append(row)
    return RowState.CHANGED


def _save(file: RequestFile) -> None:
    save_all(SupportRequest, file.new, file.changed, (*FIELDS, "withdrawn_at", "confirmed_at", "version"))
    for row in [*file.new, *file.changed]:
        if row.pk not in file.senders or set(file.colleges_of[row.number]) != file.senders[row.pk]:
            row.colleges.set([file.colleges[code] for code in file.colleges_of[row.number]])
    _save_interests(file)
    _save_contacts(file)


def _save_interests(file: RequestFile) -> None:
    new, changed = [], []
    for number, cap in file.caps.items():
        interest = file.interests.get(file.schools[number].pk)
        wanted = {"answer": Interest.Answer.YES, "reason": "", "max_students": cap}
        if interest is None:
            new.append(Interest(round=file.match_round, school=file.schools[number], confirmed_at=file.at, **wanted))
        elif differences(interest, wanted):
            for name, value in {**wanted, "confirmed_at": file.at}.items():
                setattr(interest, name, value)
            changed.append(interest)
    save_all(Interest, new, changed, ("answer", "reason", "max_students", "confirmed_at"))


def _save_contacts(file: RequestFile) -> None:
    users = users_by_email({email: ("", "") for emails in file.contacts.values() for email in emails})
    there = set(
        SchoolContact.objects.filter(school__network=file.match_round.network).values_list("school_id", "user_id")
    )
    new = [
        SchoolContact(school=file.schools[number], user=users[email])
        for number, emails in file.contacts.items()
        for email in sorted(emails)
        if (file.schools[number].pk, users[email].pk) not in there
    ]
    save_all(SchoolContact, new, [], ())
