"""The rows between registrations and placements."""

from placements.models.placement import Placement, SentMail
from placements.models.price import AlternativePrice
from placements.models.proposal import Assignment, Comment, Edit, Proposal
from placements.models.rules import Ban, Pin, Quota
from placements.models.run import Run, Snapshot
from placements.models.upload import FileKind, Upload

__all__ = [
    "AlternativePrice",
    "Assignment",
    "Ban",
    "Comment",
    "Edit",
    "FileKind",
    "Pin",
    "Placement",
    "Proposal",
    "Quota",
    "Run",
    "SentMail",
    "Snapshot",
    "Upload",
]
