"""The states of a match round and the one function that changes any state."""

from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    DRAFT = "draft", _("concept")
    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")
    MATCHING = "matching", _("berekend")
    REVIEW = "review", _("nazicht")
    APPROVED = "approved", _("goedgekeurd")
    WITH_SCHOOLS = "with_schools", _("naar scholen")
    PUBLISHED = "published", _("naar studenten")
    RUNNING = "running", _("lopend")
    ARCHIVED = "archived", _("gearchiveerd")


ROUND_MOVES: dict[str, frozenset[str]] = {
    RoundState.DRAFT: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN, RoundState.MATCHING}),
    RoundState.MATCHING: frozenset({RoundState.CLOSED, RoundState.REVIEW}),
    RoundState.REVIEW: frozenset({RoundState.MATCHING, RoundState.CLOSED, RoundState.APPROVED}),
    RoundState.APPROVED: frozenset({RoundState.REVIEW, RoundState.WITH_SCHOOLS}),
    RoundState.WITH_SCHOOLS: frozenset({RoundState.PUBLISHED}),
    RoundState.PUBLISHED: frozenset({RoundState.RUNNING}),
    RoundState.RUNNING: frozenset({RoundState.ARCHIVED}),
    RoundState.ARCHIVED: frozenset(),
}


class MoveNotAllowedError(Exception):
    """The table of moves does not let this row go from its state to the one asked."""


Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def move(row: Row, to: str, *, by: Any, at: Any, reason: str = "", **changes: Any) -> Row:
    """Move `row` to state `to`, saving `changes` with it, and write down that it happened.

    The row is locked and read again first, so of two moves at once the second sees the first's state.
    Raises MoveNotAllowedError when the row's table `ALLOWED_MOVES` does not hold the move.
    """
    fresh: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    was = fresh.state
    if to not in fresh.ALLOWED_MOVES[was]:
        raise MoveNotAllowedError(f"{type(row).__name__} {row.pk}: {was} -> {to}")
    for name, value in {**changes, "state": to}.items():
        setattr(fresh, name, value)
        setattr(row, name, value)
    fresh.save(update_fields=[*changes, "state"])
    apps.get_model("accounts.Event").record(
        row, verb="moved", by=by, at=at, reason=reason, details={"from": was, "to": str(to)}
    )
    return row
