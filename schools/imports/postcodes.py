"""Postcodes of a country: where the middle of each one lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
from accounts.tables import Table, read_table
from schools.models import Postcode

DUTCH_COLUMNS = ("postcode", "woonplaats", "gemeente", "provincie", "latitude", "longitude", "soort")
BELGIAN_COLUMNS = ("postcode", "woonplaats", "longitude", "latitude")
FIELDS = ("place", "municipality", "province", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of the file; a post-office box lies at the post office, not where people live."""

    line: int
    cells: dict[str, str]
    latitude: float
    longitude: float
    box: bool


def read_postcodes(content: bytes, country: str) -> Table:
    """The file's rows; the Belgian list has no header. Raises UnreadableTableError, MissingColumnsError."""
    if country == "BE":
        return read_table(content, columns=BELGIAN_COLUMNS)
    table = read_table(content)
    need_columns(table, DUTCH_COLUMNS)
    return table


def plan_postcodes(table: Table, *, country: str, progress: Progress | None = None) -> Plan:
    """One planned row per postcode: the mean of its rows that are no post-office boxes, else of all its rows."""
    plan = Plan()
    spots = _by_code(_spots(table, plan))
    known = {row.code: row for row in Postcode.objects.filter(country=country)}
    new, changed = [], []
    for done, (code, found) in enumerate(spots.items(), start=1):
        wanted = _middle(found)
        row = known.get(code)
        if row is None:
            new.append(Postcode(country=country, code=code, **wanted))
            state = RowState.NEW
        elif differences(row, wanted):
            for name, value in wanted.items():
                setattr(row, name, value)
            changed.append(row)
            state = RowState.CHANGED
        else:
            state = RowState.UNCHANGED
        plan.rows.append(PlannedRow(found[0].line, code, state))
        if progress and done % 500 == 0:
            progress(done, len(spots))
    plan.saves.append(lambda: save_all(Postcode, new, changed, FIELDS))
    return plan


def _spots(table: Table, plan: Plan) -> Iterator[Spot]:
    for line, row in whole_rows(table, plan):
        cells = Cells(row)
        code = cells.text("postcode", required=True, longest=10)
        at = [_degrees(cells, "latitude", 90), _degrees(cells, "longitude", 180)]
        if cells.faults:
            plan.rows.append(PlannedRow(line, code, RowState.REFUSED, tuple(cells.faults)))
            continue
        yield Spot(line, row, at[0], at[1], row.get("soort") == "Postbus")


def _degrees(cells: Cells, column: str, most: int) -> float:
    try:
        value = float(cells.cells[column])
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        cells.faults.append(
            _("%(column)s: “%(value)s” is geen ligging.") % {"column": column, "value": cells.cells[column]}
        )
    return value


def _by_code(spots: Iterator[Spot]) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.cells["postcode"], []).append(spot)
    return found


def _middle(found: list[Spot]) -> dict[str, object]:
    lived_in = [spot for spot in found if not spot.box] or found
    first = lived_in[0].cells
    return {
        "place": first["woonplaats"][:100],
        "municipality": first.get("gemeente", "")[:100],
        "province": first.get("provincie", "")[:100],
        "latitude": round(sum(spot.latitude for spot in lived_in) / len(lived_in), 6),
        "longitude": round(sum(spot.longitude for spot in lived_in) / len(lived_in), 6),
    }
