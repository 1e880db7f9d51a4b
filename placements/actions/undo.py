"""Takes back one change by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from placements.actions.changes import lock, rejudge, restore
from placements.models import Edit


class LaterEditStandsError(Exception):
    """A later change of the same student stands: take that one back first."""

    def __init__(self, later: Edit) -> None:
        self.later = later
        super().__init__(later.pk)


class AlreadyUndoneError(Exception):
    """The change was taken back before."""


@transaction.atomic
def undo_edit(*, edit: Edit, by: User, at: datetime, version: int) -> Edit:
    """Put the student, with pin and bans, back as before `edit`; the edit stays in the list as undone.

    Raises LaterEditStandsError, AlreadyUndoneError, and as a change does NotUnderReviewError,
    ChangedMeanwhileError and OverfullError.
    """
    proposal = lock(edit.proposal, version)
    fresh = Edit.objects.select_for_update().get(pk=edit.pk)
    if fresh.undone_at is not None:
        raise AlreadyUndoneError
    later = standing_after(fresh)
    if later is not None:
        raise LaterEditStandsError(later)
    row = proposal.assignments.select_for_update().get(registration=fresh.registration_id)
    restore(row, fresh.before)
    rejudge(proposal, by=by, at=at)
    fresh.undone_by, fresh.undone_at = by, at
    fresh.save(update_fields=["undone_by", "undone_at"])
    return fresh


def standing_after(edit: Edit) -> Edit | None:
    """The last change of the same student that was made after `edit` and still stands."""
    same = Edit.objects.filter(proposal=edit.proposal_id, registration=edit.registration_id, undone_at=None)
    return same.filter(pk__gt=edit.pk).order_by("-pk").first()
