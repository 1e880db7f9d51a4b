"""What was published: each student's place, what both sides answered, and the mails that told them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MatchRound, User
from accounts.states import RoundState
from accounts.terms import Kind, Language, Level
from placements.models.proposal import Proposal
from placements.states import LIVE_PLACEMENT_STATES, PLACEMENT_MOVES, PlacementState
from schools.models import School, SupportRequest
from students.models import Registration

SCHOOLS_KNOW = (RoundState.WITH_SCHOOLS, RoundState.PUBLISHED, RoundState.RUNNING, RoundState.ARCHIVED)
STUDENTS_KNOW = (RoundState.PUBLISHED, RoundState.RUNNING, RoundState.ARCHIVED)


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Placements, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> PlacementQuerySet:
        """A coordinator's rounds'; a school's own once schools were told; a student's own once students were."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        return self.filter(
            Q(round__in=MatchRound.objects.visible_to(viewer))
            | Q(request__school__contacts__user=viewer, round__state__in=SCHOOLS_KNOW)
            | Q(registration__student__user=viewer, round__state__in=STUDENTS_KNOW)
        ).distinct()

    def live(self) -> PlacementQuerySet:
        """Those that still stand."""
        return self.filter(state__in=LIVE_PLACEMENT_STATES)


class Placement(models.Model):
    """A student at a request, as published; confirmed once the student accepted."""

    ALLOWED_MOVES = PLACEMENT_MOVES

    class ReturnReason(models.TextChoices):
        DISTANCE = "distance", _("de afstand")
        DAYS = "days", _("de dagen")
        PERSONAL = "personal", _("persoonlijke omstandigheden: we bellen je")
        STOPS = "stops", _("ik stop met de opleiding")

    class ObjectionReason(models.TextChoices):
        NO_MENTOR = "no_mentor", _("geen mentor meer")
        NO_CLASS = "no_class", _("de klas bestaat niet")
        WRONG_DAYS = "wrong_days", _("de dagen kloppen niet")
        FAMILY = "family", _("familieband")
        DOUBLE = "double", _("dubbele toewijzing")
        OTHER = "other", _("andere")

    class DropoutReason(models.TextChoices):
        STUDENT_STOPS = "student_stops", _("student stopt")
        STUDENT_AWAY = "student_away", _("student kan niet komen")
        SCHOOL_STOPS = "school_stops", _("school trekt zich terug")
        MENTOR_AWAY = "mentor_away", _("mentor valt weg")
        OTHER = "other", _("andere")

    class Counts(models.TextChoices):
        INTERNSHIP = "internship", _("telt als stage")
        VOLUNTARY = "voluntary", _("vrijwillig")

    round = models.ForeignKey(MatchRound, on_delete=models.PROTECT, related_name="placements")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="placements")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="placements")
    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="placements")
    half_days = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    counts_as = models.CharField(_("telt als"), max_length=12, choices=Counts.choices, default=Counts.INTERNSHIP)
    state = models.CharField(max_length=10, choices=PlacementState.choices, default=PlacementState.OFFERED)
    reason_code = models.CharField(max_length=20, blank=True)
    school_confirmed_at = models.DateTimeField(null=True)
    student_answered_at = models.DateTimeField(null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("plaatsing"), _("plaatsingen")
        constraints = [
            models.UniqueConstraint(
                name="one_live_placement_per_student_and_round",
                fields=["round", "registration"],
                condition=Q(state__in=LIVE_PLACEMENT_STATES),
            )
        ]

    @property
    def kinds_in_words(self) -> str:
        """The kinds of support asked that the student gives."""
        given = self.registration.kinds
        kinds = [kind for kind in self.request.kinds if given is None or kind in given] or self.request.kinds
        return ", ".join(str(Kind(kind).label) for kind in kinds)

    @property
    def levels_in_words(self) -> str:
        """The levels for which the student comes."""
        levels = [level for level in self.registration.levels if level in self.request.levels]
        return ", ".join(str(Level(level).label) for level in levels or self.registration.levels)

    @property
    def helpful_languages(self) -> list[str]:
        """Languages asked that the student speaks."""
        asked = {*self.request.languages, *self.request.languages_required}
        return [str(Language(language).label) for language in self.registration.languages if language in asked]

    @property
    def reason_in_words(self) -> str:
        """Why it was returned, objected to or withdrawn."""
        choices = [*self.ReturnReason.choices, *self.ObjectionReason.choices, *self.DropoutReason.choices]
        return str(dict(choices).get(self.reason_code, ""))


class SentMail(models.Model):
    """A mail of one kind about one round to one contact or student: a row, so that it goes once.

    Claimed before it is sent; a claim that is never followed by `sent_at` or `failure` is a worker that died.
    """

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="mails")

    class Kind(models.TextChoices):
        STUDENT_OPEN = "student_open", _("uitnodiging aan een student")
        SCHOOL_OPEN = "school_open", _("uitnodiging aan een school")
        SCHOOL_PROPOSAL = "school_proposal", _("voorstel aan een school")
        SCHOOL_NOBODY = "school_nobody", _("bericht aan een school zonder studenten")
        STUDENT_PLACE = "student_place", _("voorstel aan een student")
        STUDENT_NO_PLACE = "student_no_place", _("bericht aan een student zonder plaats")

    kind = models.CharField(max_length=40, choices=Kind.choices)
    to = models.EmailField()
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.SET_NULL, null=True, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("verstuurde mail"), _("verstuurde mails")
        constraints = [
            models.UniqueConstraint(
                name="mail_once_per_kind_and_contact",
                fields=["round", "kind", "to", "school"],
                condition=Q(school__isnull=False),
            ),
            models.UniqueConstraint(
                name="mail_once_per_kind_and_student",
                fields=["round", "kind", "registration"],
                condition=Q(registration__isnull=False),
            ),
        ]
