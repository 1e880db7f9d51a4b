"""Students of one round from a file: who they are, their registration, wishes, duos and schools to avoid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

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
from accounts.models import MatchRound
from accounts.tables import Table
from students.imports.file import ANSWER_COLUMNS, PERSON_COLUMNS, StudentRow, Surroundings, read_row, surroundings
from students.models import AvoidedSchool, Duo, PendingWish, Registration, Student, Wish


@dataclass(slots=True)
class Writing:
    """What the file would write."""

    students: list[Student] = field(default_factory=list)
    changed_students: list[Student] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    changed_registrations: list[Registration] = field(default_factory=list)
    rows: list[tuple[StudentRow, Registration]] = field(default_factory=list)


def plan_students(
    table: Table,
    *,
    match_round: MatchRound,
    at: datetime,
    colleges: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """What the file would add or change; `colleges` are those whose students may be in it (None: all of the round).

    Raises MissingColumnsError.
    """
    need_columns(table, PERSON_COLUMNS)
    around = surroundings(match_round, colleges, at)
    plan, read = _read(table, around, progress)
    _check_together(read, around, plan)
    writing = Writing()
    for row in read:
        plan.rows.append(_planned(row, around, writing))
    plan.rows.sort(key=lambda planned: planned.line)
    plan.saves.append(lambda: _save(writing, around))
    return plan


def _read(table: Table, around: Surroundings, progress: Progress | None) -> tuple[Plan, list[StudentRow]]:
    plan, read = Plan(), []
    seen: dict[tuple[str, str], int] = {}
    for done, (line, given) in enumerate(whole_rows(table, plan), start=1):
        cells = {**dict.fromkeys(ANSWER_COLUMNS, ""), **given}
        row = Cells(cells)
        found = read_row(row, line, around)
        for kind in ("student_number", "email"):
            first = seen.setdefault((kind, cells[kind].lower()), line)
            if cells[kind] and first != line:
                row.faults.append(_("%(value)s staat ook op rij %(line)s.") % {"value": cells[kind], "line": first})
        if row.faults or found is None:
            plan.rows.append(PlannedRow(line, cells["student_number"], RowState.REFUSED, tuple(row.faults)))
        else:
            read.append(found)
        if progress and done % 200 == 0:
            progress(done, len(table.rows))
    return plan, read


def _check_together(read: list[StudentRow], around: Surroundings, plan: Plan) -> None:
    """Refuse the rows that contradict other rows or what is known: duos that are not mutual, an address in use."""
    rows = {row.number: row for row in read}
    owners = _owners(row.person["email"] for row in read)
    for row in list(read):
        faults = [*_duo_faults(row, rows), *_address_faults(row, owners)]
        if faults:
            read.remove(row)
            plan.rows.append(PlannedRow(row.line, row.number, RowState.REFUSED, tuple(faults)))


def _owners(emails: Iterable[str]) -> dict[str, tuple[str, str]]:
    wanted = set(emails)
    students = Student.objects.select_related("user", "college").exclude(user=None)
    return {s.user.email: (s.college.code, s.number) for s in students if s.user and s.user.email in wanted}


def _duo_faults(row: StudentRow, rows: dict[str, StudentRow]) -> list[str]:
    if not row.duo_with:
        return []
    other = rows.get(row.duo_with)
    if row.duo_with == row.number:
        return [_("Een student kan geen duo met zichzelf zijn.")]
    if other is None:
        return [_("duo_with: student %(number)s staat niet in het bestand.") % {"number": row.duo_with}]
    if other.duo_with != row.number:
        return [_("Het duo is niet wederzijds: student %(number)s noemt deze student niet.") % {"number": other.number}]
    if other.duo_kind != row.duo_kind:
        return [_("Het duo met student %(number)s heeft niet twee keer dezelfde soort.") % {"number": other.number}]
    return []


def _address_faults(row: StudentRow, owners: dict[str, tuple[str, str]]) -> list[str]:
    owner = owners.get(row.person["email"], (row.college.code, row.number))
    if owner == (row.college.code, row.number):
        return []
    return [_("Het adres %(email)s is al van een andere student.") % {"email": row.person["email"]}]


def _planned(row: StudentRow, around: Surroundings, writing: Writing) -> PlannedRow:
    student = around.students.get((row.college.code, row.number))
    if student is None:
        student = Student(college=row.college, number=row.number, **row.person)
        writing.students.append(student)
        changed = False
    elif changed := bool(differences(student, row.person)):
        for name, value in row.person.items():
            setattr(student, name, value)
        writing.changed_students.append(student)
    registration = around.registrations.get(student.pk) if student.pk else None
    if registration is None:
        registration = Registration(
            round=around.match_round,
            student=student,
            submitted_at=around.at if row.answered else None,
            **row.registration,
        )
        writing.registrations.append(registration)
        state = RowState.NEW
    else:
        changed |= _change(row, registration, around, writing)
        state = RowState.CHANGED if changed else RowState.UNCHANGED
    writing.rows.append((row, registration))
    return PlannedRow(row.line, row.number, state, _notes(row))


def _change(row: StudentRow, registration: Registration, around: Surroundings, writing: Writing) -> bool:
    """Whether the file says something else than the saved registration, which then is set to be saved."""
    unlike = bool(differences(registration, row.registration) or registration.withdrawn_at)
    if row.answered and not unlike:
        unlike = registration.submitted_at is None or _points_elsewhere(row, registration, around)
    if not unlike:
        return False
    wanted = {
        **row.registration,
        "submitted_at": registration.submitted_at or (around.at if row.answered else None),
        "withdrawn_at": None,
        "version": registration.version + 1,
    }
    for name, value in wanted.items():
        setattr(registration, name, value)
    writing.changed_registrations.append(registration)
    return True


def _points_elsewhere(row: StudentRow, registration: Registration, around: Surroundings) -> bool:
    saved = {(w.tier, w.school_id, w.request_id) for w in registration.wishes.all()}
    given = {(w.tier, w.school and w.school.pk, w.request and w.request.pk) for w in row.wishes if not w.pending}
    waiting = {(w.tier, w.number) for w in registration.pending_wishes.all()}
    wanted_waiting = {(w.tier, w.pending) for w in row.wishes if w.pending}
    avoided = {a.school_id for a in registration.avoided.all()}
    partner = around.partners.get(registration.pk)
    return (
        saved != given
        or waiting != wanted_waiting
        or avoided != {school.pk for school in row.avoided}
        or partner != ((row.duo_with, row.duo_kind) if row.duo_with else None)
    )


def _notes(row: StudentRow) -> tuple[str, ...]:
    if not row.answered:
        return (_("De student vult de rest zelf in."),)
    waiting = [wish.pending for wish in row.wishes if wish.pending]
    if not waiting:
        return ()
    return (_("Deze wensen wachten op de aanvragen: %(numbers)s.") % {"numbers": ", ".join(waiting)},)


def _save(writing: Writing, around: Surroundings) -> None:
    people = {s.email: (s.first_name, s.last_name) for s in [*writing.students, *writing.changed_students]}
    users = users_by_email(people)
    for student in [*writing.students, *writing.changed_students]:
        student.user = users[student.email]
    save_all(Student, writing.students, writing.changed_students, ("first_name", "last_name", "email", "user"))
    given = {name for row, _registration in writing.rows for name in row.registration}
    fields = [*sorted(given), "submitted_at", "withdrawn_at", "version"]
    save_all(Registration, writing.registrations, writing.changed_registrations, fields)
    touched = {row.pk for row in [*writing.registrations, *writing.changed_registrations]}
    answered = [(row, kept) for row, kept in writing.rows if kept.pk in touched and row.answered]
    _save_pointers(answered)
    _save_duos(writing, {kept.pk for _row, kept in answered})


def _save_pointers(rows: list[tuple[StudentRow, Registration]]) -> None:
    wishes, waiting, avoided = [], [], []
    for row, registration in rows:
        for model in (Wish, PendingWish, AvoidedSchool):
            model.objects.filter(registration=registration).delete()
        for wish in row.wishes:
            spot = {"registration": registration, "tier": wish.tier, "order": wish.order}
            if wish.pending:
                waiting.append(PendingWish(**spot, number=wish.pending))
            else:
                wishes.append(Wish(**spot, school=wish.school, request=wish.request))
        avoided += [AvoidedSchool(registration=registration, school=school) for school in row.avoided]
    for model, new in ((Wish, wishes), (PendingWish, waiting), (AvoidedSchool, avoided)):
        save_all(model, new, [], ())


def _save_duos(writing: Writing, touched: set[int]) -> None:
    by_number = {row.number: registration for row, registration in writing.rows}
    Duo.objects.filter(asker__in=touched).delete()
    Duo.objects.filter(asked__in=touched).delete()
    new = [
        Duo(asker=registration, asked=by_number[row.duo_with], kind=row.duo_kind, state=Duo.State.ACCEPTED)
        for row, registration in writing.rows
        if row.duo_with and row.number < row.duo_with and registration.pk in touched
    ]
    save_all(Duo, new, [], ())
