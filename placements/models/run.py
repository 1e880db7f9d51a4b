"""The frozen question and the search for its answer."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MatchRound, User
from placements.states import OPEN_RUN_STATES, RUN_MOVES, RunState


class Snapshot(models.Model):
    """A round's problem in the exchange format, frozen for ever."""

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="snapshots")
    problem = models.TextField()
    digest = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(name="one_snapshot_per_digest", fields=["round", "digest"])]


class RunQuerySet(models.QuerySet["Run"]):
    """Runs, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> RunQuerySet:
        """Those of the rounds that the viewer may know."""
        return self.filter(round__in=MatchRound.objects.visible_to(viewer))


class Run(models.Model):
    """One search for the best plan of a snapshot; the queue only carries its id."""

    ALLOWED_MOVES = RUN_MOVES

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="runs")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    name = models.CharField(_("naam"), max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    trial = models.BooleanField(_("proef, kan niet goedgekeurd worden"), default=False)
    seconds = models.PositiveIntegerField(_("hoogstens zoveel seconden"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    cancel_asked = models.BooleanField(default=False)
    progress = models.JSONField(default=list)
    solution = models.TextField(blank=True)
    failure = models.TextField(blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("berekening"), _("berekeningen")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="run_number_once_per_round", fields=["round", "number"]),
            models.UniqueConstraint(
                name="one_open_run_per_round", fields=["round"], condition=Q(state__in=OPEN_RUN_STATES)
            ),
            models.CheckConstraint(name="done_run_has_a_solution", condition=~Q(state="done") | ~Q(solution="")),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.round} {self.number}"

    @property
    def is_open(self) -> bool:
        """Waiting or under way."""
        return self.state in OPEN_RUN_STATES
