"""load_demo: an invented network with a round at each stage; says who may log in. Again, it changes nothing."""

from __future__ import annotations

import random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import give_role, users_by_email
from accounts.models import College, MatchRound, Network, Role, User
from placements.actions.imports import FileToImport, import_file
from placements.demo.places import MUNICIPALITIES, invent_schools, school_rows
from placements.demo.rounds import Cast, csv_file, lead
from placements.demo.stages import STAGES
from placements.models import FileKind, Placement
from schools.models import School, SchoolContact
from students.models import Registration

SLUG = "kansrijk"
PASSWORD = "samen-kansrijk"  # noqa: S105 - for invented people on one's own machine, printed on the screen
PEOPLE = {
    "hilde@example.org": ("Hilde", "Dewaele"),
    "bart@example.org": ("Bart", "Moens"),
    "leen@example.org": ("Leen", "Aerts"),
    "els@example.org": ("Els", "Coene"),
    "beheer@example.org": ("An", "Beheer"),
}


class Command(BaseCommand):
    help = "Laadt een verzonnen netwerk om alles op te proberen."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Network.objects.filter(slug=SLUG).exists():
            load()
        if not MatchRound.objects.filter(network__slug=SLUG, state=STAGES[-1].state).exists():
            raise CommandError(_("Het laden brak vorige keer af. Verwijder de databank en begin opnieuw."))
        self.stdout.write(logins())


def load() -> None:
    """Everything, stage after stage; not one transaction: a search keeps watch on a connection of its own."""
    rng, now = random.Random(2027), timezone.now()  # noqa: S311 - invented data, the same every time
    network = Network.objects.create(name="Kansrijk Oost-Vlaanderen", slug=SLUG, themes=["taal", "kansarmoede"])
    colleges = [
        College.objects.create(network=network, code=code, name=name, phone=phone, email=f"stage@{code}.example.org")
        for code, name, phone in (
            ("ter-leie", "Hogeschool Ter Leie", "09 000 00 12"),
            ("scheldedal", "Hogeschool Scheldedal", "09 000 00 34"),
        )
    ]
    cast = _people(network, colleges, now)
    places = invent_schools(rng)
    _register(network, places, now)
    number = 2027001
    for stage in STAGES:
        lead(stage, cast, places=places, rng=rng, first_number=number, now=now)
        number += stage.students
        _passwords()


def _people(network: Network, colleges: list[College], now: Any) -> Cast:
    users = users_by_email(PEOPLE)
    hilde, bart, leen, els, admin = (users[email] for email in PEOPLE)
    User.objects.filter(pk=admin.pk).update(is_superuser=True, is_staff=True)
    for user, role, of in (
        (hilde, Role.COORDINATOR, colleges[0]),
        (bart, Role.COORDINATOR, colleges[0]),
        (els, Role.COORDINATOR, colleges[1]),
        (leen, Role.NETWORK_COORDINATOR, network),
    ):
        give_role(user=user, role=role, of=of, by=admin, at=now)
    return Cast(network, colleges, hilde, bart)


def _register(network: Network, places: list[Any], now: Any) -> None:
    postcodes = "".join(f"{code},{name},{lon},{lat}\n" for name, code, lat, lon in MUNICIPALITIES).encode()
    needs = [
        {"school_number": place.number, "need": place.need, "school_year": "2026-2027", "source": "verzonnen"}
        for place in places
    ]
    files = (
        FileToImport(kind=FileKind.POSTCODES, content=postcodes, at=now, country="BE"),
        FileToImport(kind=FileKind.SCHOOLS, content=csv_file(school_rows(places)), at=now, network=network),
        FileToImport(kind=FileKind.NEEDS, content=csv_file(needs), at=now, network=network),
    )
    for file in files:
        import_file(file)


def _passwords() -> None:
    """One password for every invented person, so that any of them can be tried."""
    user = User(email="any")
    user.set_password(PASSWORD)
    invented = User.objects.filter(email__endswith="@example.org")
    invented.update(password=user.password)


def logins() -> str:
    """One login per role, and the one password."""
    rows = [
        (_("student die zich inschrijft"), _student_of("open")),
        (_("student met een voorstel"), _placed_student()),
        (_("school die steun vraagt"), _school_of("open")),
        (_("school met een voorstel"), _school_with_proposal()),
        (_("coördinator"), "hilde@example.org"),
        (_("tweede coördinator, keurt goed"), "bart@example.org"),
        (_("coördinator van de andere hogeschool"), "els@example.org"),
        (_("netwerkcoördinator"), "leen@example.org"),
        (_("beheerder"), "beheer@example.org"),
    ]
    width = max(len(role) for role, _email in rows)
    lines = [f"  {role:<{width}}  {email}" for role, email in rows if email]
    return "\n".join([_("Aanmelden met wachtwoord “%(password)s” als:") % {"password": PASSWORD}, *lines])


def _student_of(state: str) -> str:
    rows = Registration.objects.filter(round__network__slug=SLUG, round__state=state).order_by("pk")
    return rows.values_list("student__email", flat=True).first() or ""


def _placed_student() -> str:
    rows = Placement.objects.filter(round__network__slug=SLUG, round__state="published").order_by("pk")
    return rows.values_list("registration__student__email", flat=True).first() or ""


def _school_of(state: str) -> str:
    asking = School.objects.filter(requests__round__network__slug=SLUG, requests__round__state=state)
    return _contact(asking.order_by("pk").values_list("pk", flat=True).first())


def _school_with_proposal() -> str:
    rows = Placement.objects.filter(round__network__slug=SLUG, round__state="with_schools").order_by("pk")
    return _contact(rows.values_list("request__school", flat=True).first())


def _contact(school: int | None) -> str:
    rows = SchoolContact.objects.filter(school=school).order_by("pk")
    return rows.values_list("user__email", flat=True).first() or ""
