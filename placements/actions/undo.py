"""Takes back one change by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from placements.actions.changes import lock, rejudge, restore
from placements.models import Edit, Proposal


class LaterEditStandsError(Exception):
    """A later change of the same student stands: take that one back first."""

    def __init__(self, later: Edit) -> None:
        self.later = later
        super().__init__(later.pk)


class AlreadyUndoneError(Exception):
    """The change was taken back before."""


class PartOfAnotherError(Exception):
    """The student only made room for another one: take that move back, and this one goes with it."""

    def __init__(self, main: Edit) -> None:
        self.main = main
        super().__init__(main.pk)


@transaction.atomic
def undo_edit(*, edit: Edit, by: User, at: datetime, version: int) -> Edit:
    """Put the student, with pin and bans, back as before `edit`, and with them who made room for them.

    The edits stay in the list as undone. Raises LaterEditStandsError, AlreadyUndoneError, PartOfAnotherError, and as
    a change does NotUnderReviewError, ChangedMeanwhileError and OverfullError.
    """
    proposal = lock(edit.proposal, version)
    fresh = Edit.objects.select_for_update(of=("self",)).select_related("part_of").get(pk=edit.pk)
    if fresh.undone_at is not None:
        raise AlreadyUndoneError
    if fresh.part_of is not None:
        raise PartOfAnotherError(fresh.part_of)
    for each in [fresh, *fresh.parts.all()]:
        _take_back(each, proposal, by, at)
    rejudge(proposal, by=by, at=at)
    fresh.refresh_from_db()
    return fresh


def _take_back(edit: Edit, proposal: Proposal, by: User, at: datetime) -> None:
    later = standing_after(edit)
    if later is not None:
        raise LaterEditStandsError(later)
    row = proposal.assignments.select_for_update().get(registration=edit.registration_id)
    restore(row, edit.before)
    edit.undone_by, edit.undone_at = by, at
    edit.save(update_fields=["undone_by", "undone_at"])


def standing_after(edit: Edit) -> Edit | None:
    """The last change of the same student that was made after `edit` and still stands."""
    same = Edit.objects.filter(proposal=edit.proposal_id, registration=edit.registration_id, undone_at=None)
    return same.filter(pk__gt=edit.pk).order_by("-pk").first()
