"""Changing a row only as it was seen: of two people at once the second is told, and nothing is overwritten."""

from typing import Any, TypeVar

from django.db import models, transaction


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row since it was read; `row` is how it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{type(row).__name__} {row.pk} is at version {row.version}")
        self.row = row


Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def change(row: Row, *, version: int, **changes: Any) -> Row:
    """Save `changes` on a row of which the caller saw `version`; return the row as it is now.

    Changes that are there already are done already, so a form that is sent twice does no harm.
    Raises ChangedMeanwhileError when the row has another version by now.
    """
    fresh: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if all(getattr(fresh, name) == value for name, value in changes.items()):
        return fresh
    if fresh.version != version:
        raise ChangedMeanwhileError(fresh)
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.version = version + 1
    fresh.save(update_fields=[*changes, "version"])
    return fresh
