"""Networks, colleges, users, roles, match rounds and the append-only history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.states import ROUND_MOVES, RoundState
from accounts.terms import DEFAULT_GOALS, GoalName, HalfDay, ListOf


class Network(models.Model):
    """A group of colleges that place students together, with its own words and themes."""

    class Country(models.TextChoices):
        BE = "BE", _("België")
        NL = "NL", _("Nederland")

    name = models.CharField(_("naam"), max_length=200, unique=True)
    slug = models.SlugField(unique=True)
    country = models.CharField(_("land"), max_length=2, choices=Country.choices, default=Country.BE)
    internship_name = models.CharField(
        _("naam van de stage"), max_length=200, default="Eerste Hulp Bij grote Onderwijskansen"
    )
    themes = models.JSONField(_("thema’s"), default=list, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("netwerk"), _("netwerken")

    def __str__(self) -> str:
        return self.name


class College(models.Model):
    """A college with its programme; `code` is how files and the exchange format name it."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="colleges", verbose_name=_("netwerk"))
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("naam"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=40, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("hogeschool"), _("hogescholen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractUser):
    """A person who logs in, by e-mail address; an administrator has `is_superuser`."""

    username = None  # type: ignore[assignment] # the e-mail address is the name
    email = models.EmailField(_("e-mail"), unique=True)
    phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    invited_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name, verbose_name_plural = _("gebruiker"), _("gebruikers")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.email[:1].upper()


class Role(models.TextChoices):
    """What a membership lets somebody do; students and school contacts are known by their own rows."""

    COORDINATOR = "coordinator", _("coördinator")
    NETWORK_COORDINATOR = "network_coordinator", _("netwerkcoördinator")


class Membership(models.Model):
    """A person's role: coordinator of one college, or network coordinator of one network."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("gebruiker"))
    role = models.CharField(_("rol"), max_length=30, choices=Role.choices)
    college = models.ForeignKey(
        College,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("hogeschool"),
    )
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("netwerk")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("rol"), _("rollen")
        constraints = [
            models.CheckConstraint(
                name="membership_names_what_its_role_is_of",
                condition=Q(role=Role.COORDINATOR, college__isnull=False, network__isnull=True)
                | Q(role=Role.NETWORK_COORDINATOR, college__isnull=True, network__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_role_per_college", fields=["user", "college"], condition=Q(college__isnull=False)
            ),
            models.UniqueConstraint(
                name="one_role_per_network", fields=["user", "network"], condition=Q(network__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} {self.college or self.network}"


class MatchRoundQuerySet(models.QuerySet["MatchRound"]):
    """Rounds, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> MatchRoundQuerySet:
        """All for an administrator; else those of the viewer's colleges or networks (staff only)."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        return self.filter(Q(colleges__memberships__user=viewer) | Q(network__memberships__user=viewer)).distinct()


def default_goals() -> list[str]:
    """A fresh copy of the service's default policy."""
    return list(DEFAULT_GOALS)


def closed_on_wednesday() -> list[str]:
    """Flemish schools are closed on Wednesday afternoon."""
    return [HalfDay.WED_PM.value]


def goals_are_known(value: list[str]) -> None:
    """Refuse an empty list, an unknown goal or a goal given twice."""
    ListOf(GoalName, least=1)(value)


class MatchRound(models.Model):
    """One matching of students and schools by one or several colleges, with its dates and policy."""

    ALLOWED_MOVES = ROUND_MOVES

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("netwerk"))
    colleges = models.ManyToManyField(College, related_name="rounds", verbose_name=_("hogescholen"))
    name = models.CharField(_("naam"), max_length=200)
    state = models.CharField(_("fase"), max_length=20, choices=RoundState.choices, default=RoundState.DRAFT)
    goals = models.JSONField(_("doelen, belangrijkste eerst"), default=default_goals, validators=[goals_are_known])
    seed = models.IntegerField(_("lotingsgetal"), default=1)
    starts_on = models.DateField(_("stage begint op"), null=True, blank=True)
    ends_on = models.DateField(_("stage eindigt op"), null=True, blank=True)
    opens_at = models.DateTimeField(_("inschrijven vanaf"), null=True, blank=True)
    closes_at = models.DateTimeField(_("inschrijven tot"), null=True, blank=True)
    review_by = models.DateField(_("nazicht tot"), null=True, blank=True)
    schools_told_on = models.DateField(_("voorstel naar scholen op"), null=True, blank=True)
    schools_answer_by = models.DateField(_("scholen antwoorden tot"), null=True, blank=True)
    students_told_on = models.DateField(_("voorstel naar studenten op"), null=True, blank=True)
    students_answer_by = models.DateField(_("studenten antwoorden tot"), null=True, blank=True)
    closed_half_days = models.JSONField(
        _("halve dagen waarop scholen dicht zijn"),
        default=closed_on_wednesday,
        blank=True,
        validators=[ListOf(HalfDay)],
    )
    min_half_days = models.PositiveSmallIntegerField(
        _("halve dagen die een student minstens aanduidt"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    max_wishes = models.PositiveSmallIntegerField(_("hoogstens zoveel wensen"), default=5)
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    objects = MatchRoundQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("matchronde"), _("matchrondes")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(name="round_name_once_per_network", fields=["network", "name"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("round", kwargs={"pk": self.pk})

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("De stage kan niet eindigen voor ze begint.")})
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("De ronde kan niet sluiten voor ze opent.")})

    @property
    def phase_number(self) -> int:
        """1 to 10, as in «Fase 5 van 10»."""
        return RoundState.values.index(self.state) + 1

    def takes_registrations(self, at: datetime) -> bool:
        """Whether students and schools may still write: the round is open and the closing time is not past."""
        return self.state == RoundState.OPEN and (self.closes_at is None or at < self.closes_at)


class Event(models.Model):
    """One thing that happened to one row: who, what, when and why. Never changed, never removed."""

    target_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name, verbose_name_plural = _("gebeurtenis"), _("geschiedenis")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_type_id}:{self.target_id}"

    @classmethod
    def record(
        cls,
        row: models.Model,
        *,
        verb: str,
        by: Any,
        at: datetime,
        reason: str = "",
        details: dict[str, Any] | None = None,
    ) -> Event:
        """Write down that `verb` happened to `row`; `details` holds no names and no addresses."""
        return cls.objects.create(target=row, verb=verb, by=by, at=at, reason=reason, details=details or {})
