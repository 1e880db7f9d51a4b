"""The states of runs, proposals and placements, and which moves between them are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.states import MoveNotAllowedError, move

__all__ = [
    "LIVE_PLACEMENT_STATES",
    "OPEN_RUN_STATES",
    "PLACEMENT_MOVES",
    "PROPOSAL_MOVES",
    "RUN_MOVES",
    "UPLOAD_MOVES",
    "MoveNotAllowedError",
    "PlacementState",
    "ProposalState",
    "RunState",
    "UploadState",
    "move",
]


class RunState(models.TextChoices):
    QUEUED = "queued", _("wacht")
    RUNNING = "running", _("loopt")
    DONE = "done", _("klaar")
    FAILED = "failed", _("mislukt")
    STOPPED = "stopped", _("geannuleerd")


RUN_MOVES: dict[str, frozenset[str]] = {
    RunState.QUEUED: frozenset({RunState.RUNNING, RunState.STOPPED, RunState.FAILED}),
    RunState.RUNNING: frozenset({RunState.QUEUED, RunState.DONE, RunState.FAILED, RunState.STOPPED}),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.STOPPED: frozenset(),
}
OPEN_RUN_STATES = (RunState.QUEUED, RunState.RUNNING)


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("in nazicht")
    SUBMITTED = "submitted", _("wacht op goedkeuring")
    APPROVED = "approved", _("goedgekeurd")
    PUBLISHED = "published", _("gepubliceerd")
    DISCARDED = "discarded", _("niet gebruikt")


PROPOSAL_MOVES: dict[str, frozenset[str]] = {
    ProposalState.DRAFT: frozenset({ProposalState.SUBMITTED, ProposalState.DISCARDED}),
    ProposalState.SUBMITTED: frozenset({ProposalState.DRAFT, ProposalState.APPROVED, ProposalState.DISCARDED}),
    ProposalState.APPROVED: frozenset({ProposalState.DRAFT, ProposalState.PUBLISHED}),
    ProposalState.PUBLISHED: frozenset(),
    ProposalState.DISCARDED: frozenset({ProposalState.DRAFT}),
}


class PlacementState(models.TextChoices):
    OFFERED = "offered", _("voorgesteld")
    CONFIRMED = "confirmed", _("aanvaard")
    RETURNED = "returned", _("teruggegeven")
    OBJECTED = "objected", _("bezwaar")
    WITHDRAWN = "withdrawn", _("vervallen")


PLACEMENT_MOVES: dict[str, frozenset[str]] = {
    PlacementState.OFFERED: frozenset(
        {PlacementState.CONFIRMED, PlacementState.RETURNED, PlacementState.OBJECTED, PlacementState.WITHDRAWN}
    ),
    PlacementState.CONFIRMED: frozenset({PlacementState.WITHDRAWN, PlacementState.OBJECTED}),
    PlacementState.OBJECTED: frozenset({PlacementState.OFFERED, PlacementState.WITHDRAWN}),
    PlacementState.RETURNED: frozenset(),
    PlacementState.WITHDRAWN: frozenset(),
}
LIVE_PLACEMENT_STATES = (PlacementState.OFFERED, PlacementState.CONFIRMED, PlacementState.OBJECTED)


class UploadState(models.TextChoices):
    CHECKING = "checking", _("wordt nagekeken")
    CHECKED = "checked", _("nagekeken")
    IMPORTING = "importing", _("wordt ingelezen")
    DONE = "done", _("ingelezen")
    FAILED = "failed", _("mislukt")


UPLOAD_MOVES: dict[str, frozenset[str]] = {
    UploadState.CHECKING: frozenset({UploadState.CHECKED, UploadState.FAILED}),
    UploadState.CHECKED: frozenset({UploadState.IMPORTING, UploadState.FAILED}),
    UploadState.IMPORTING: frozenset({UploadState.DONE, UploadState.FAILED}),
    UploadState.DONE: frozenset(),
    UploadState.FAILED: frozenset(),
}
