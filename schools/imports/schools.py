"""A register of schools, one row per site: the Dutch register's own layout, or plain columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from schools.models import School
from schools.places import locations, postcode_key, proper_place

DUO_COLUMNS = {
    "VESTIGINGSNUMMER": "number",
    "BRIN NUMMER": "institution_number",
    "VESTIGINGSNAAM": "name",
    "POSTCODE": "postcode",
    "PLAATSNAAM": "town",
    "GEMEENTENAAM": "municipality",
    "PROVINCIE": "province",
    "BEVOEGD GEZAG NUMMER": "board",
    "DENOMINATIE": "denomination",
    "TELEFOONNUMMER": "phone",
    "INTERNETADRES": "website",
}
PLAIN_COLUMNS = ("number", "name", "postcode", "town", "municipality")
TEXT_FIELDS = {
    "number": 20, "institution_number": 20, "name": 200, "street": 200, "postcode": 10, "town": 100,
    "municipality": 100, "province": 100, "board": 100, "denomination": 100, "phone": 40, "website": 200,
}  # fmt: skip


class UnknownAreaError(Exception):
    """No row of the file lies in the province or municipality asked; the message names it."""


def plain_rows(table: Table, form: str, plan: Plan) -> list[tuple[int, dict[str, str]]]:
    """The file's rows under our own column names, from `form` duo or csv. Raises MissingColumnsError."""
    if form == "csv":
        need_columns(table, PLAIN_COLUMNS)
        return list(whole_rows(table, plan))
    need_columns(table, (*DUO_COLUMNS, "STRAATNAAM", "HUISNUMMER-TOEVOEGING"))
    return [(line, _from_duo(cells)) for line, cells in whole_rows(table, plan)]


def _from_duo(cells: dict[str, str]) -> dict[str, str]:
    row = {ours: cells[theirs] for theirs, ours in DUO_COLUMNS.items()}
    row["street"] = f"{cells['STRAATNAAM']} {cells['HUISNUMMER-TOEVOEGING']}".strip()
    for name in ("town", "municipality"):
        row[name] = proper_place(row[name])
    return row


def within(
    rows: Sequence[tuple[int, dict[str, str]]], provinces: Sequence[str], municipalities: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of any of the provinces or municipalities; all rows when none is named. Raises UnknownAreaError."""
    for column, names in (("province", provinces), ("municipality", municipalities)):
        there = {row.get(column, "").casefold() for _line, row in rows}
        for name in names:
            if name.casefold() not in there:
                raise UnknownAreaError(_("Het bestand heeft geen school in “%(name)s”.") % {"name": name})
    if not provinces and not municipalities:
        return iter(rows)
    wanted = {name.casefold() for name in provinces}, {name.casefold() for name in municipalities}
    return (
        (line, row)
        for line, row in rows
        if row.get("province", "").casefold() in wanted[0] or row["municipality"].casefold() in wanted[1]
    )


def plan_schools(
    table: Table,
    *,
    network: Network,
    form: str,
    provinces: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    areas: Sequence[str] = (),
    progress: Progress | None = None,
) -> Plan:
    """What the register would add or change; a school whose postcode is unknown is taken, with a note."""
    plan = Plan()
    everything = plain_rows(table, form, plan)
    known_provinces = {row.get("province", "").casefold() for _line, row in everything}
    provinces = [*provinces, *(name for name in areas if name.casefold() in known_provinces)]
    municipalities = [*municipalities, *(name for name in areas if name.casefold() not in known_provinces)]
    rows = list(within(everything, provinces, municipalities))
    plan.left_out = len(everything) - len(rows)
    where = locations(network.country)
    known = {school.number: school for school in School.objects.filter(network=network)}
    new: list[School] = []
    changed: list[School] = []
    seen: set[str] = set()
    for done, (line, row) in enumerate(rows, start=1):
        plan.rows.append(_planned(line, row, network, where, known, seen, new, changed))
        if progress and done % 200 == 0:
            progress(done, len(rows))
    fields = [*TEXT_FIELDS, "latitude", "longitude"]
    plan.saves.append(lambda: save_all(School, new, changed, fields))
    return plan


def _planned(line, row, network, where, known, seen, new, changed) -> PlannedRow:
    cells = Cells(row)
    wanted = _wanted(cells, where)
    number = str(wanted["number"])
    if number in seen:
        cells.faults.append(_("Nummer %(number)s staat er twee keer.") % {"number": number})
    seen.add(number)
    if cells.faults:
        return PlannedRow(line, f"{number} {wanted['name']}", RowState.REFUSED, tuple(cells.faults))
    state = _state(network, known.get(number), wanted, new, changed)
    return PlannedRow(line, f"{number} {wanted['name']}", state, _notes(wanted))


def _wanted(cells: Cells, where: dict[str, tuple[float, float]]) -> dict[str, object]:
    wanted: dict[str, object] = {
        name: cells.text(name, required=name in ("number", "name"), longest=longest)
        for name, longest in TEXT_FIELDS.items()
    }
    given = cells.cells.get("latitude"), cells.cells.get("longitude")
    spot: tuple[float | None, float | None] = where.get(postcode_key(str(wanted["postcode"])), (None, None))
    if all(given):
        spot = _degrees(cells, str(given[0]), 90), _degrees(cells, str(given[1]), 180)
    return {**wanted, "latitude": spot[0], "longitude": spot[1]}


def _degrees(cells: Cells, value: str, most: int) -> float | None:
    try:
        degrees = float(value.replace(",", "."))
    except ValueError:
        degrees = most + 1.0
    if -most <= degrees <= most:
        return degrees
    cells.faults.append(_("“%(value)s” is geen ligging.") % {"value": value})
    return None


def _state(network: Network, school: School | None, wanted: dict, new: list, changed: list) -> RowState:
    if school is None:
        new.append(School(network=network, **wanted))
        return RowState.NEW
    if not differences(school, wanted):
        return RowState.UNCHANGED
    for name, value in wanted.items():
        setattr(school, name, value)
    changed.append(school)
    return RowState.CHANGED


def _notes(wanted: dict[str, object]) -> tuple[str, ...]:
    if wanted["latitude"] is not None:
        return ()
    return (_("Postcode %(code)s is onbekend: deze school staat niet op de kaart.") % {"code": wanted["postcode"]},)
