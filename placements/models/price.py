"""What a student's other places would cost, as the worker computed it for one version of a plan."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from placements.models.proposal import Proposal
from students.models import Registration


class AlternativePrice(models.Model):
    """Prices of at most `limit` other places of one student; `prices` as `explain` writes them (exchange format, 5).

    `shortage` counts the `students` and `requests` that leave a student without a place, and the `places` for them.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("wordt berekend")
        RUNNING = "running", _("loopt")
        DONE = "done", _("klaar")
        FAILED = "failed", _("mislukt")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="alternative_prices")
    version = models.PositiveIntegerField()
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    limit = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    prices = models.JSONField(default=list)
    shortage = models.JSONField(null=True, default=None)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("prijs van andere plaatsen"), _("prijzen van andere plaatsen")
        constraints = [
            models.UniqueConstraint(
                name="prices_once_per_version_and_student", fields=["proposal", "version", "registration"]
            )
        ]
