"""The plan as rows, with every change by hand."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MatchRound, User
from accounts.terms import Level
from placements.models.rules import ReasonCode
from placements.models.run import Run
from placements.states import PROPOSAL_MOVES, ProposalState
from schools.models import SupportRequest
from students.models import Registration


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> ProposalQuerySet:
        """Those of the rounds that the viewer may know."""
        return self.filter(round__in=MatchRound.objects.visible_to(viewer))


class Proposal(models.Model):
    """A plan under review. `version` goes up with every change; `faults` is the referee's last judgement."""

    ALLOWED_MOVES = PROPOSAL_MOVES

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="proposals")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="proposal")
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    goals = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    made_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    record = models.JSONField(default=dict)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("voorstel"), _("voorstellen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_proposal_per_round",
                fields=["round"],
                condition=Q(state__in=["draft", "submitted", "approved"]),
            ),
            models.CheckConstraint(
                name="approved_by_a_second_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("submitted_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.run.name or str(_("Berekening %(number)d")) % {"number": self.run.number}


class Assignment(models.Model):
    """One student in a proposal: at a request with half-days, or without a place when `request` is null."""

    class Origin(models.TextChoices):
        SOLVER = "solver", _("berekening")
        HAND = "hand", _("met de hand")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="assignments")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="assignments")
    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, null=True, related_name="assignments")
    half_days = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.SOLVER)
    unplaced_reason = models.CharField(max_length=30, blank=True)
    unplaced_rules = models.JSONField(default=dict)

    class Meta:
        verbose_name, verbose_name_plural = _("toewijzing"), _("toewijzingen")
        constraints = [models.UniqueConstraint(name="one_assignment_per_student", fields=["proposal", "registration"])]

    @property
    def levels_in_words(self) -> str:
        """Where the student may be placed."""
        return ", ".join(str(Level(level).label) for level in self.registration.levels)


class Edit(models.Model):
    """One change by hand, with what it changed, so that it can be told and undone.

    `before` is the assignment and the student's pin and bans as they were; `price` each goal before and after.
    `part_of` is the move that this one made room for: the two stand and fall together.
    """

    class Kind(models.TextChoices):
        MOVE = "move", _("verplaatst")
        PIN = "pin", _("vastgezet")
        UNPIN = "unpin", _("losgemaakt")
        BAN = "ban", _("verboden")
        UNBAN = "unban", _("toegelaten")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="edits")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    request_from = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, null=True, related_name="+")
    request_to = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, null=True, related_name="+")
    half_days_from = models.JSONField(default=list)
    half_days_to = models.JSONField(default=list)
    part_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="parts")
    reason = models.CharField(max_length=20, choices=ReasonCode.choices)
    before = models.JSONField(default=dict)
    price = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("wijziging"), _("wijzigingen")
        ordering = ["-pk"]


class Comment(models.Model):
    """What coordinators say to each other about one student in a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.TextField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("opmerking"), _("opmerkingen")
        ordering = ["pk"]
