"""Changing a row only as it was seen: of two people at once the second is told, and nothing is overwritten."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row since it was read; `row` is how it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{type(row).__name__} {row.pk} is at version {row.version}")
        self.row = row


Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def change(
    row: Row, *, version: int, by: Any, at: datetime, stamps: dict[str, Any] | None = None, **changes: Any
) -> Row:
    """Save `changes` on a row of which the caller saw `version`; return the row as it is now.

    `stamps` are saved with them but are no reason to save. Changes that are there already are done already,
    so a form that is sent twice does no harm; two people who change different fields do not meet. Raises
    ChangedMeanwhileError when a field was changed since, and ValidationError when a value is none the field takes.
    """
    fresh: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if all(getattr(fresh, name) == value for name, value in changes.items()):
        return fresh
    if fresh.version != version and not _untouched(fresh, version, changes):
        raise ChangedMeanwhileError(fresh)
    return save_change(fresh, by=by, at=at, **{**(stamps or {}), **changes})


def _untouched(fresh: Any, version: int, names: Iterable[str]) -> bool:
    """Whether these fields still are what they were when the row had that version."""
    seen = fresh.history.filter(version=version).order_by("-history_id").first()
    return seen is not None and all(getattr(seen, name) == getattr(fresh, name) for name in names)


def save_change(fresh: Any, *, by: Any, at: datetime, **changes: Any) -> Any:
    """Save `changes` on a row that the caller has locked, as its next version, with who and when in its history."""
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.clean_fields(exclude={field.name for field in fresh._meta.fields} - set(changes))
    fresh.clean()
    fresh.version += 1
    fresh._history_user, fresh._history_date = by, at
    fresh.save(update_fields=[*changes, "version"])
    return fresh


def last_change(row: Any) -> Any:
    """The newest line of the row's history (`history_user`, `history_date`), or None."""
    return row.history.select_related("history_user").order_by("-history_date", "-history_id").first()
