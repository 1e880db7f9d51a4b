"""Postcodes, schools (one row per site), need figures, contacts, interest and support requests."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import College, MatchRound, Network, User
from accounts.terms import HalfDay, Kind, Language, Level, ListOf


class Postcode(models.Model):
    """The middle of one postcode: the mean of its rows in the register that are no post-office boxes."""

    country = models.CharField(_("land"), max_length=2, choices=Network.Country.choices)
    code = models.CharField(_("postcode"), max_length=10)
    place = models.CharField(_("plaats"), max_length=100)
    municipality = models.CharField(_("gemeente"), max_length=100, blank=True)
    province = models.CharField(_("provincie"), max_length=100, blank=True)
    latitude = models.FloatField(_("breedtegraad"))
    longitude = models.FloatField(_("lengtegraad"))

    class Meta:
        verbose_name, verbose_name_plural = _("postcode"), _("postcodes")
        ordering = ["country", "code"]
        constraints = [models.UniqueConstraint(name="postcode_once_per_country", fields=["country", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"


class SchoolQuerySet(models.QuerySet["School"]):
    """Schools, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> SchoolQuerySet:
        """The schools of every network where the viewer is coordinator, student or school contact."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        networks = Network.objects.filter(
            Q(memberships__user=viewer) | Q(colleges__memberships__user=viewer) | Q(colleges__students__user=viewer)
        )
        contacts = SchoolContact.objects.filter(user=viewer)
        return self.filter(Q(network__in=networks.values("pk")) | Q(pk__in=contacts.values("school")))


class School(models.Model):
    """One site of a school. `number` is the register's number of the site, unique in a network."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="schools", verbose_name=_("netwerk"))
    number = models.CharField(_("vestigingsnummer"), max_length=20)
    institution_number = models.CharField(_("instellingsnummer"), max_length=20, blank=True)
    name = models.CharField(_("naam"), max_length=200)
    street = models.CharField(_("straat en nummer"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("plaats"), max_length=100, blank=True)
    municipality = models.CharField(_("gemeente"), max_length=100, blank=True)
    province = models.CharField(_("provincie"), max_length=100, blank=True)
    board = models.CharField(_("schoolbestuur"), max_length=100, blank=True)
    denomination = models.CharField(_("net of denominatie"), max_length=100, blank=True)
    phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True)
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True)

    objects = SchoolQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = _("school"), _("scholen")
        ordering = ["name", "number"]
        constraints = [models.UniqueConstraint(name="school_number_once_per_network", fields=["network", "number"])]
        indexes = [models.Index(fields=["network", "municipality"])]

    def __str__(self) -> str:
        return self.name


class NeedFigure(models.Model):
    """How vulnerable a school's pupils are (0 to 4) in one school year, with its source; unknown is null."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="need_figures", verbose_name=_("school"))
    value = models.DecimalField(
        _("waarde"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(4)],
    )
    school_year = models.CharField(_("schooljaar"), max_length=9)
    source = models.CharField(_("bron"), max_length=200)
    official = models.BooleanField(_("officieel"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("kansencijfer"), _("kansencijfers")
        ordering = ["school", "-school_year"]
        constraints = [
            models.UniqueConstraint(name="one_need_per_school_year", fields=["school", "school_year"]),
            models.CheckConstraint(
                name="need_from_0_to_4", condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.school_year}"


class SchoolContact(models.Model):
    """Somebody who answers for a school."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("school"))
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="school_contacts", verbose_name=_("gebruiker")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("contact van een school"), _("contacten van scholen")
        constraints = [models.UniqueConstraint(name="one_contact_per_school_and_user", fields=["school", "user"])]

    def __str__(self) -> str:
        return f"{self.user}, {self.school}"


class Interest(models.Model):
    """A school's answer to the question whether it wants students this round."""

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        MAYBE = "maybe", _("misschien")
        NO = "no", _("niet dit jaar")

    class Reason(models.TextChoices):
        NO_MENTOR = "no_mentor", _("geen mentor")
        NO_ROOM = "no_room", _("geen plaats of lokaal")
        OTHER_COLLEGE = "other_college", _("al studenten van een andere hogeschool")
        BUILDING = "building", _("verbouwing of verhuis")
        BUSY = "busy", _("te druk nu")
        OTHER = "other", _("andere")

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="interests", verbose_name=_("ronde"))
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="interests", verbose_name=_("school"))
    answer = models.CharField(_("antwoord"), max_length=10, choices=Answer.choices)
    reason = models.CharField(_("reden"), max_length=20, choices=Reason.choices, blank=True)
    max_students = models.PositiveSmallIntegerField(
        _("hoogstens zoveel studenten in de hele school"), null=True, blank=True
    )
    answered_by = models.CharField(_("naam van wie antwoordde"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("laatst bevestigd op"))
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = _("antwoord van een school"), _("antwoorden van scholen")
        constraints = [
            models.UniqueConstraint(name="one_answer_per_school_and_round", fields=["round", "school"]),
            models.CheckConstraint(name="no_has_a_reason", condition=~Q(answer="no") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_answer_display()}"


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    """Support requests, and which of them exist for whom."""

    def visible_to(self, viewer: Any) -> SupportRequestQuerySet:
        """Those of the viewer's schools, and of the rounds that the viewer coordinates or takes part in."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        rounds = MatchRound.objects.filter(
            Q(colleges__memberships__user=viewer)
            | Q(network__memberships__user=viewer)
            | Q(registrations__student__user=viewer)
        )
        contacts = SchoolContact.objects.filter(user=viewer)
        return self.filter(Q(round__in=rounds.values("pk")) | Q(school__in=contacts.values("school")))

    def standing(self) -> SupportRequestQuerySet:
        """Those that take part in the matching: not withdrawn, of a school that said yes."""
        return self.filter(
            withdrawn_at=None, school__interests__round=F("round"), school__interests__answer=Interest.Answer.YES
        )


class SupportRequest(models.Model):
    """What help a school asks in one round: for whom, when and for how many students."""

    round = models.ForeignKey(MatchRound, on_delete=models.CASCADE, related_name="requests", verbose_name=_("ronde"))
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="requests", verbose_name=_("school"))
    number = models.CharField(_("aanvraagnummer"), max_length=20)
    levels = models.JSONField(_("niveaus"), default=list, validators=[ListOf(Level, least=1)])
    classes = models.CharField(_("klassen"), max_length=200, blank=True)
    kinds = models.JSONField(_("soorten steun"), default=list, blank=True, validators=[ListOf(Kind)])
    half_days = models.JSONField(_("halve dagen"), default=list, validators=[ListOf(HalfDay, least=1)])
    half_days_needed = models.PositiveSmallIntegerField(
        _("halve dagen per student"), default=1, validators=[MinValueValidator(1)]
    )
    min_students = models.PositiveSmallIntegerField(_("minstens zoveel studenten"), default=1)
    max_students = models.PositiveSmallIntegerField(_("hoogstens zoveel studenten"), default=1)
    at_once = models.PositiveSmallIntegerField(
        _("hoogstens zoveel tegelijk"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    min_phase = models.PositiveSmallIntegerField(
        _("vanaf fase"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    languages_required = models.JSONField(
        _("een van deze talen is nodig"), default=list, blank=True, validators=[ListOf(Language)]
    )
    languages = models.JSONField(_("talen die helpen"), default=list, blank=True, validators=[ListOf(Language)])
    colleges = models.ManyToManyField(
        College, blank=True, related_name="+", verbose_name=_("enkel deze hogescholen (leeg = alle)")
    )
    mentor_name = models.CharField(_("naam van de mentor"), max_length=200, blank=True)
    mentor_email = models.EmailField(_("e-mail van de mentor"), blank=True)
    confirmed_at = models.DateTimeField(_("laatst bevestigd op"))
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    made_with = models.UUIDField(_("formulier"), null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = SupportRequestQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[colleges])

    class Meta:
        verbose_name, verbose_name_plural = _("ondersteuningsvraag"), _("ondersteuningsvragen")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="request_number_once_per_round", fields=["round", "number"]),
            models.CheckConstraint(
                name="request_least_not_above_most", condition=Q(min_students__lte=F("max_students"))
            ),
            models.CheckConstraint(
                name="request_at_once_not_zero", condition=Q(at_once__isnull=True) | Q(at_once__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.school}"

    def clean(self) -> None:
        if self.half_days_needed > len(self.half_days):
            raise ValidationError({"half_days_needed": _("Dat zijn er meer dan jullie halve dagen aanduiden.")})
        if self.min_students > self.max_students:
            raise ValidationError({"min_students": _("Het minimum is hoger dan het maximum.")})
