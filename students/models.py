"""Students, and per round their registration: availability, travel, wishes, duo and schools to avoid."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import College, MatchRound, User
from accounts.terms import HalfDay, Kind, Language, Level, ListOf, Mode
from schools.models import School, SupportRequest
from students.states import DUO_MOVES, OPEN_DUO_STATES, DuoState


class StudentQuerySet(models.QuerySet["Student"]):
    """Students, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> StudentQuerySet:
        """Oneself; the students of the colleges one coordinates; never another student."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        return self.filter(Q(user=viewer) | Q(college__in=College.objects.filter(memberships__user=viewer)))


class Student(models.Model):
    """A student teacher of one college."""

    college = models.ForeignKey(
        College, on_delete=models.PROTECT, related_name="students", verbose_name=_("hogeschool")
    )
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="student", verbose_name=_("gebruiker")
    )
    number = models.CharField(_("studentennummer"), max_length=20)
    first_name = models.CharField(_("voornaam"), max_length=100)
    last_name = models.CharField(_("achternaam"), max_length=100)
    email = models.EmailField(_("e-mail"))

    objects = StudentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = _("student"), _("studenten")
        ordering = ["last_name", "first_name", "number"]
        constraints = [models.UniqueConstraint(name="student_number_once_per_college", fields=["college", "number"])]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> RegistrationQuerySet:
        """One's own; those of one's college's students; never another student's."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        coordinated = College.objects.filter(memberships__user=viewer)
        return self.filter(Q(student__user=viewer) | Q(student__college__in=coordinated))

    def standing(self) -> RegistrationQuerySet:
        """Those that take part in the matching: submitted, not withdrawn."""
        return self.filter(submitted_at__isnull=False, withdrawn_at=None)


class Registration(models.Model):
    """A student in one round: what may be asked, when, from where and how far."""

    round = models.ForeignKey(
        MatchRound, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("ronde")
    )
    student = models.ForeignKey(
        Student, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("student")
    )
    levels = models.JSONField(_("niveaus"), default=list, validators=[ListOf(Level, least=1)])
    phase = models.PositiveSmallIntegerField(
        _("fase"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    postcode = models.CharField(_("postcode thuis"), max_length=10, blank=True)
    term_postcode = models.CharField(_("postcode kot"), max_length=10, blank=True)
    latitude = models.FloatField(_("breedtegraad thuis"), null=True, blank=True)
    longitude = models.FloatField(_("lengtegraad thuis"), null=True, blank=True)
    term_latitude = models.FloatField(_("breedtegraad kot"), null=True, blank=True)
    term_longitude = models.FloatField(_("lengtegraad kot"), null=True, blank=True)
    mode = models.CharField(_("vervoer"), max_length=10, choices=Mode.choices, default=Mode.BIKE)
    max_minutes = models.PositiveSmallIntegerField(_("langste rit in minuten"), default=60)
    half_days = models.JSONField(_("beschikbaar op"), default=list, blank=True, validators=[ListOf(HalfDay)])
    kinds = models.JSONField(_("soorten steun (leeg = alle)"), null=True, blank=True, validators=[ListOf(Kind)])
    languages = models.JSONField(_("talen"), default=list, blank=True, validators=[ListOf(Language)])
    accepts_other = models.BooleanField(_("ook een plaats buiten de wensen"), default=True)
    wished_levels = models.JSONField(_("liefst dit niveau"), default=list, blank=True, validators=[ListOf(Level)])
    wished_municipalities = models.JSONField(_("liefst deze gemeenten"), default=list, blank=True)
    travel_weight = models.PositiveSmallIntegerField(
        _("gewicht van de reistijd"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    submitted_at = models.DateTimeField(_("ingediend op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("afgemeld op"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RegistrationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = _("inschrijving"), _("inschrijvingen")
        ordering = ["student__last_name", "student__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_registration_per_student_and_round", fields=["round", "student"])
        ]

    def __str__(self) -> str:
        return str(self.student)


class Wish(models.Model):
    """A school or one of its requests in a tier of wishes; tier 1 is best, one tier's wishes are equally good."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="wishes")
    tier = models.PositiveSmallIntegerField(_("plaats in de lijst"), validators=[MinValueValidator(1)])
    order = models.PositiveSmallIntegerField(_("volgorde binnen de plaats"), default=0)
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("wens"), _("wensen")
        ordering = ["registration", "tier", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="wish_is_a_school_or_a_request",
                condition=Q(school__isnull=False, request__isnull=True) | Q(school__isnull=True, request__isnull=False),
            ),
            models.UniqueConstraint(
                name="school_wished_once_per_tier",
                fields=["registration", "tier", "school"],
                condition=Q(school__isnull=False),
            ),
            models.UniqueConstraint(
                name="request_wished_once_per_tier",
                fields=["registration", "tier", "request"],
                condition=Q(request__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier}: {self.school or self.request}"


class AvoidedSchool(models.Model):
    """A school where a student must not go; only the kind of reason is kept."""

    class Reason(models.TextChoices):
        FAMILY = "family", _("familie werkt er")
        OWN_CHILD = "own_child", _("eigen kind zit er")
        OWN_SCHOOL = "own_school", _("eigen oude school")
        EARLIER = "earlier", _("eerdere stage")
        IMPORTED = "imported", _("uit een bestand")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="avoided")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", verbose_name=_("school"))
    reason = models.CharField(_("reden"), max_length=20, choices=Reason.choices, default=Reason.IMPORTED)

    class Meta:
        verbose_name, verbose_name_plural = _("te vermijden school"), _("te vermijden scholen")
        constraints = [models.UniqueConstraint(name="school_avoided_once", fields=["registration", "school"])]

    def __str__(self) -> str:
        return f"{self.registration}: {self.school}"


class Duo(models.Model):
    """Two students who want, or must have, the same school; counts once the asked one said yes."""

    class Kind(models.TextChoices):
        WISH = "wish", _("liefst samen")
        REQUIRED = "required", _("enkel samen")

    State = DuoState
    ALLOWED_MOVES = DUO_MOVES

    asker = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="duos_asked")
    asked = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="duos_received")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.WISH)
    state = models.CharField(_("toestand"), max_length=10, choices=State.choices, default=State.ASKED)

    class Meta:
        verbose_name, verbose_name_plural = _("duo"), _("duo’s")
        constraints = [
            models.CheckConstraint(name="duo_of_two", condition=~Q(asker=F("asked"))),
            models.UniqueConstraint(
                name="one_open_duo_asked", fields=["asker"], condition=Q(state__in=OPEN_DUO_STATES)
            ),
            models.UniqueConstraint(name="one_accepted_duo_received", fields=["asked"], condition=Q(state="accepted")),
        ]

    def __str__(self) -> str:
        return f"{self.asker} + {self.asked}"


class DuoQuestion(models.Model):
    """Who a student would like to go with, as it was typed: a student number or an e-mail address.

    Kept as text until the other answers, so that asking tells nobody who takes part; a yes becomes a `Duo`.
    """

    ALLOWED_MOVES = DUO_MOVES

    asker = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="duo_questions")
    wanted = models.CharField(_("studentennummer of e-mail"), max_length=254)
    state = models.CharField(_("toestand"), max_length=10, choices=DuoState.choices, default=DuoState.ASKED)
    asked_at = models.DateTimeField(_("gevraagd op"))

    class Meta:
        verbose_name, verbose_name_plural = _("duovraag"), _("duovragen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_open_duo_question", fields=["asker"], condition=Q(state="asked"))
        ]

    def __str__(self) -> str:
        return f"{self.asker} + {self.wanted}"


class PendingWish(models.Model):
    """A wish from a file for a request that the round does not know yet; becomes a Wish once it does."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="pending_wishes")
    tier = models.PositiveSmallIntegerField(_("plaats in de lijst"), validators=[MinValueValidator(1)])
    order = models.PositiveSmallIntegerField(_("volgorde binnen de plaats"), default=0)
    number = models.CharField(_("aanvraagnummer"), max_length=20)

    class Meta:
        verbose_name, verbose_name_plural = _("wens die wacht"), _("wensen die wachten")
        ordering = ["registration", "tier", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.tier}: {self.number}"
