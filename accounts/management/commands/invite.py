"""invite EMAIL --college C | --network N: makes a coordinator, mails the link and prints it."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions
from accounts.messages import invitation_link
from accounts.models import College, Network, Role


class Command(BaseCommand):
    help = "Nodigt een coördinator uit en toont de link waarmee die een wachtwoord kiest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--college", help="code van de hogeschool")
        place.add_argument("--network", help="slug van het netwerk")

    def handle(self, *args: Any, **options: Any) -> None:
        email, at = options["email"].lower(), timezone.now()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(_("“%(email)s” is geen e-mailadres.") % {"email": email}) from error
        role, of = self.place(options)
        user = actions.users_by_email({email: (options["first_name"], options["last_name"])})[email]
        actions.give_role(user=user, role=role, of=of, by=None, at=at)
        actions.invite(user=user, by=None, at=at)
        self.stdout.write(invitation_link(user))

    def place(self, options: dict[str, Any]) -> tuple[str, College | Network]:
        if options["college"]:
            return Role.COORDINATOR, self.named(College, "code", options["college"])
        return Role.NETWORK_COORDINATOR, self.named(Network, "slug", options["network"])

    def named(self, model: type[models.Model], field: str, value: str) -> Any:
        rows = model._default_manager.all()
        found = rows.filter(**{field: value}).first()
        if found is None:
            known = ", ".join(rows.values_list(field, flat=True)) or "-"
            raise CommandError(_("“%(value)s” bestaat niet. Bekend: %(known)s.") % {"value": value, "known": known})
        return found
