"""What coordinators decided for a round: pins, bans and quotas. They survive every new run."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import College, MatchRound, User
from schools.models import School, SupportRequest
from students.models import Registration


class ReasonCode(models.TextChoices):
    """Why a person decided otherwise than the solver; never a health story."""

    SCHOOL_AGREED = "school_agreed", _("afspraak met de school")
    STUDENT_AGREED = "student_agreed", _("afspraak met de student")
    SUPERVISION = "supervision", _("begeleiding of nabijheid van de docent")
    DATA_ERROR = "data_error", _("fout in de gegevens")
    DUO = "duo", _("duo")
    PEDAGOGICAL = "pedagogical", _("pedagogische reden")
    HARDSHIP = "hardship", _("bijzondere omstandigheden")
    OTHER = "other", _("andere")


class PairDecision(models.Model):
    """A decision about one student at one request."""

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="%(class)ss")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="%(class)ss")
    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="%(class)ss")
    reason = models.CharField(_("reden"), max_length=20, choices=ReasonCode.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Pin(PairDecision):
    """This student goes to this request, whatever the solver thinks."""

    class Meta:
        verbose_name, verbose_name_plural = _("vaste plaats"), _("vaste plaatsen")
        constraints = [models.UniqueConstraint(name="one_pin_per_student_and_round", fields=["round", "registration"])]


class Ban(PairDecision):
    """This student does not go to this request."""

    class Meta:
        verbose_name, verbose_name_plural = _("verboden plaats"), _("verboden plaatsen")
        constraints = [
            models.UniqueConstraint(name="one_ban_per_pair_and_round", fields=["round", "registration", "request"])
        ]


class Quota(models.Model):
    """At most so many students of a college at a school, or at each school when none is named."""

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="quotas", verbose_name=_("ronde"))
    college = models.ForeignKey(College, on_delete=models.CASCADE, related_name="+", verbose_name=_("hogeschool"))
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    max_students = models.PositiveSmallIntegerField(_("hoogstens zoveel studenten"))

    class Meta:
        verbose_name, verbose_name_plural = _("quotum"), _("quota")
        constraints = [
            models.UniqueConstraint(name="one_quota_per_college_and_school", fields=["round", "college", "school"]),
            models.UniqueConstraint(
                name="one_quota_per_college_for_all", fields=["round", "college"], condition=Q(school__isnull=True)
            ),
        ]
