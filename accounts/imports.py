"""A file's import as a plan: what each row would do, and one save for the whole file or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.tables import Table

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""

BATCH = 400
FEW = 20
"""As many choices as a sentence about a wrong one still lists."""


class RowState(StrEnum):
    """What an import does with one row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file: its line, what it is about, what happens to it, and why or what else to know."""

    line: int
    key: str
    state: RowState
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """All rows, and how to save them; nothing has been written yet."""

    rows: list[PlannedRow] = field(default_factory=list)
    saves: list[Callable[[], object]] = field(default_factory=list)
    left_out: int = 0

    def count(self) -> dict[str, int]:
        """Rows per state, every state named."""
        found = Counter(row.state for row in self.rows)
        return {state.value: found[state] for state in RowState}

    @property
    def refused(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.state == RowState.REFUSED]

    @property
    def noted(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.notes and row.state != RowState.REFUSED]


class RefusedImportError(Exception):
    """At least one row was refused, so nothing of the file was saved; `plan` says which and why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"{len(plan.refused)} rows refused")
        self.plan = plan


def carry_out(plan: Plan) -> None:
    """Save everything the plan holds in one transaction, or raise RefusedImportError and save nothing."""
    if plan.refused:
        raise RefusedImportError(plan)
    with transaction.atomic():
        for save in plan.saves:
            save()


class Cells:
    """One row's cells read with sentences for what is wrong with them, collected in `faults`."""

    def __init__(self, cells: dict[str, str]) -> None:
        self.cells = cells
        self.faults: list[str] = []

    def text(self, column: str, *, required: bool = False, longest: int = 200) -> str:
        value = self.cells.get(column, "")
        if required and not value:
            self.faults.append(_("%(column)s is leeg.") % {"column": column})
        if len(value) > longest:
            self.faults.append(_("%(column)s is langer dan %(n)s tekens.") % {"column": column, "n": longest})
        return value[:longest]

    def whole(self, column: str, *, least: int, most: int, default: int | None = None) -> int | None:
        value = self.cells.get(column, "")
        if not value:
            if default is None:
                self.faults.append(_("%(column)s is leeg.") % {"column": column})
            return default
        if not value.isascii() or not value.isdigit() or not least <= int(value[:9]) <= most or len(value) > 9:
            self._not_between(column, value, least, most)
            return default
        return int(value)

    def maybe_whole(self, column: str, *, least: int, most: int) -> int | None:
        """A whole number, or None for an empty cell."""
        return self.whole(column, least=least, most=most) if self.cells.get(column) else None

    def _not_between(self, column: str, value: str, least: int, most: int) -> None:
        self.faults.append(
            _("%(column)s: “%(value)s” is geen getal van %(least)s tot %(most)s.")
            % {"column": column, "value": value, "least": least, "most": most}
        )

    def choice(self, column: str, choices: Iterable[str], *, default: str | None = None) -> str:
        value = self.cells.get(column, "") or default or ""
        if value:
            self._known(column, [value], choices)
        else:
            self.faults.append(_("%(column)s is leeg.") % {"column": column})
        return value

    def choices(self, column: str, choices: Iterable[str], *, required: bool = False) -> list[str]:
        """A list separated by spaces; each value known and given once."""
        values = self.cells.get(column, "").split()
        if required and not values:
            self.faults.append(_("%(column)s is leeg.") % {"column": column})
        twice = [value for value, n in Counter(values).items() if n > 1]
        if twice:
            self.faults.append(_("%(column)s: “%(value)s” staat er twee keer.") % {"column": column, "value": twice[0]})
        self._known(column, values, choices)
        return values

    def _known(self, column: str, values: Sequence[str], choices: Iterable[str]) -> None:
        known = list(choices)
        for value in values:
            if value not in known:
                text = _("%(column)s: “%(value)s” is onbekend.") % {"column": column, "value": value}
                if len(known) <= FEW:
                    text += " " + _("Mogelijk: %(known)s.") % {"known": ", ".join(known)}
                self.faults.append(text)

    def yes(self, column: str, *, default: bool) -> bool:
        value = self.cells.get(column, "").lower()
        if value not in ("", "yes", "no", "ja", "nee"):
            self.faults.append(
                _("%(column)s: “%(value)s” is geen yes of no.") % {"column": column, "value": self.cells[column]}
            )
        return value in ("yes", "ja") if value else default


class MissingColumnsError(Exception):
    """The file lacks columns; the message is a sentence that names them."""


def need_columns(table: Table, columns: Sequence[str]) -> None:
    """Raise MissingColumnsError when one of `columns` is not in the file."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise MissingColumnsError(
            _("Deze kolommen ontbreken: %(missing)s. In het bestand staan: %(found)s.")
            % {"missing": ", ".join(missing), "found": ", ".join(table.columns[:30])}
        )


def whole_rows(table: Table, plan: Plan) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with a cell for every column; the others are refused in `plan` without being read any further."""
    ragged = set(table.ragged)
    for line, row in table.rows:
        if line not in ragged:
            yield line, row
            continue
        key = next(iter(row.values()), "")
        note = _("Deze rij heeft niet evenveel vakken als er kolommen zijn.")
        plan.rows.append(PlannedRow(line, key, RowState.REFUSED, (note,)))


def differences(row: models.Model, wanted: dict[str, Any]) -> list[str]:
    """The names of the fields in which the saved row is not as wanted."""
    return [name for name, value in wanted.items() if getattr(row, name) != value]


def save_all(model: Any, new: Sequence[Any], changed: Sequence[Any], fields: Sequence[str]) -> None:
    """Write new and changed rows in batches, with their history where the model keeps one."""
    if not hasattr(model, "history"):
        model._default_manager.bulk_create(new, batch_size=BATCH)
        if changed:
            model._default_manager.bulk_update(changed, fields, batch_size=BATCH)
        return
    if new:
        bulk_create_with_history(new, model, batch_size=BATCH)
    if changed:
        bulk_update_with_history(changed, model, fields, batch_size=BATCH)
