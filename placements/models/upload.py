"""A file that somebody brought, what it would do, and what became of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MatchRound, Network, User
from placements.states import UPLOAD_MOVES, UploadState


class FileKind(models.TextChoices):
    """What a file holds."""

    STUDENTS = "students", _("studenten")
    REQUESTS = "requests", _("ondersteuningsvragen")
    NEEDS = "needs", _("kansencijfers")
    SCHOOLS = "schools", _("scholen")
    POSTCODES = "postcodes", _("postcodes")


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> UploadQuerySet:
        """One's own, because a preview may show students; an administrator's are all."""
        if not viewer.is_authenticated:
            return self.none()
        return self if viewer.is_superuser else self.filter(by=viewer)


class Upload(models.Model):
    """One file: checked first, imported when somebody says so. The file itself is removed after that."""

    ALLOWED_MOVES = UPLOAD_MOVES

    kind = models.CharField(_("soort"), max_length=20, choices=FileKind.choices)
    file = models.FileField(_("bestand"), upload_to="uploads/", blank=True)
    file_name = models.CharField(_("bestandsnaam"), max_length=255)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads")
    options = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    language = models.CharField(max_length=10, default="nl")
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.CHECKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=list)
    left_out = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("ingelezen bestand"), _("ingelezen bestanden")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="upload_of_a_round_or_network",
                condition=Q(kind="postcodes") | Q(network__isnull=False) | Q(round__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.file_name
