"""Reads a CSV or XLSX file of any usual encoding and separator into rows of text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 10_000


class UnreadableTableError(Exception):
    """The file as a whole cannot be read; the message is a sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns and rows; a row is its line number in the file and its cells, trimmed."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    ragged: tuple[int, ...]
    """Line numbers of rows with another number of cells than there are columns."""


def read_table(content: bytes, *, columns: tuple[str, ...] | None = None) -> Table:
    """The table in `content`, CSV or XLSX by what is in it, not by its name.

    `columns` names the columns of a file that has no header. Raises UnreadableTableError.
    """
    if not content.strip():
        raise UnreadableTableError(_("Het bestand is leeg."))
    lines = _xlsx_lines(content) if content[:4] == b"PK\x03\x04" else _csv_lines(_decoded(content))
    try:
        return _table(lines, columns)
    except csv.Error as error:
        raise UnreadableTableError(_("Dit is geen geldig CSV-bestand (%(why)s).") % {"why": error}) from error


def _table(lines: Iterator[tuple[int, list[str]]], columns: tuple[str, ...] | None) -> Table:
    if columns is None:
        columns = _header(lines)
    rows, ragged = [], []
    for number, cells in lines:
        if not any(cells):
            continue
        while len(cells) > len(columns) and not cells[-1]:
            cells.pop()
        if len(cells) != len(columns):
            ragged.append(number)
            cells = (cells + [""] * len(columns))[: len(columns)]
        rows.append((number, dict(zip(columns, cells, strict=True))))
    return Table(columns, tuple(rows), tuple(ragged))


def _header(lines: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    names = next((cells for _number, cells in lines if any(cells)), [])
    while names and not names[-1]:
        names.pop()
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise UnreadableTableError(_("De kolom “%(name)s” staat er twee keer.") % {"name": min(twice)})
    return tuple(names)


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 when the bytes say so, else Windows-1252, which spreadsheets in Dutch still write."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strictly(content, "utf-16")
    if b"\x00" in content:
        raise UnreadableTableError(_("Dit is geen CSV- of XLSX-bestand."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(content, "cp1252")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableTableError(_("Dit is geen CSV- of XLSX-bestand.")) from error


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for cells in reader:
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableTableError(_("Dit is geen CSV- of XLSX-bestand."))
        yield reader.line_num, [cell.strip() for cell in cells]


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_text(cell) for cell in cells]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise UnreadableTableError(_("Dit XLSX-bestand kan niet gelezen worden.")) from error


def _text(cell: Any) -> str:
    """A spreadsheet's cell as it would stand in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()
