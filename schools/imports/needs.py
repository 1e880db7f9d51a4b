"""Need figures of schools, per school year and with their source."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

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
from accounts.models import Network
from accounts.tables import Table
from schools.models import NeedFigure, School

COLUMNS = ("school_number", "need", "school_year", "source")


def plan_needs(table: Table, *, network: Network, progress: Progress | None = None) -> Plan:
    """What the figures would add or change. Raises MissingColumnsError."""
    need_columns(table, COLUMNS)
    plan = Plan()
    schools = {school.number: school for school in School.objects.filter(network=network)}
    figures = NeedFigure.objects.filter(school__network=network).select_related("school")
    known = {(figure.school.number, figure.school_year): figure for figure in figures}
    new: list[NeedFigure] = []
    changed: list[NeedFigure] = []
    seen: set[tuple[str, str]] = set()
    for done, (line, row) in enumerate(whole_rows(table, plan), start=1):
        plan.rows.append(_planned(line, row, schools, known, seen, new, changed))
        if progress and done % 500 == 0:
            progress(done, len(table.rows))
    plan.saves.append(lambda: save_all(NeedFigure, new, changed, ("value", "source", "official")))
    return plan


def _planned(line, row, schools, known, seen, new, changed) -> PlannedRow:
    cells = Cells(row)
    number = cells.text("school_number", required=True, longest=20)
    key = (number, _school_year(cells))
    wanted = {
        "value": _value(cells),
        "source": cells.text("source", required=True),
        "official": cells.yes("official", default=False),
    }
    if number and number not in schools:
        cells.faults.append(_("School %(number)s is onbekend.") % {"number": number})
    if key in seen:
        cells.faults.append(_("Deze school en dit schooljaar staan er twee keer."))
    seen.add(key)
    if cells.faults:
        return PlannedRow(line, number, RowState.REFUSED, tuple(cells.faults))
    return PlannedRow(line, number, _state(schools[number], known.get(key), key[1], wanted, new, changed))


def _school_year(cells: Cells) -> str:
    year = cells.text("school_year", required=True, longest=9)
    match = re.fullmatch(r"(\d{4})-(\d{4})", year)
    if year and not (match and int(match[2]) == int(match[1]) + 1):
        cells.faults.append(_("“%(year)s” is geen schooljaar zoals 2026-2027.") % {"year": year})
    return year


def _value(cells: Cells) -> Decimal | None:
    text = cells.text("need").replace(",", ".")
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= 4 and value == round(value, 2)):
        cells.faults.append(_("need: “%(value)s” is geen getal van 0 tot 4 met twee decimalen.") % {"value": text})
        return None
    return round(value, 2)


def _state(school: School, figure: NeedFigure | None, year: str, wanted: dict, new: list, changed: list) -> RowState:
    if figure is None:
        new.append(NeedFigure(school=school, school_year=year, **wanted))
        return RowState.NEW
    if not differences(figure, wanted):
        return RowState.UNCHANGED
    for name, value in wanted.items():
        setattr(figure, name, value)
    changed.append(figure)
    return RowState.CHANGED
