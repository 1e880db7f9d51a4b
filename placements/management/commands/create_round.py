"""Makes an open round by command, for scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from accounts.terms import GoalName
from placements.actions.colleges import find_or_add_colleges
from placements.actions.rounds import create_round, open_round
from placements.management.import_command import network_of
from placements.refusals import REFUSALS, why_not


class Command(BaseCommand):
    help = "Maak een ronde en open ze. Onbekende hogescholen worden aan het netwerk toegevoegd."

    def add_arguments(self, parser: CommandParser) -> None:
        several: dict[str, Any] = {"action": "extend", "nargs": "+"}
        parser.add_argument("name", help="naam van de ronde")
        parser.add_argument("--college", **several, required=True, metavar="CODE", help="code van een hogeschool")
        parser.add_argument(
            "--goal", **several, choices=GoalName.values, help="doel, belangrijkste eerst; anders de vaste volgorde"
        )
        parser.add_argument("--seed", type=int, default=1, help="lotingsgetal")
        parser.add_argument("--network", default="", metavar="SLUG", help="netwerk van nieuwe hogescholen")

    def handle(self, *args: Any, **options: Any) -> None:
        match_round = make(options)
        told = {"number": match_round.pk, "name": match_round.name}
        self.stdout.write(_("Ronde %(number)s is gemaakt en open: %(name)s.") % told)


def make(options: dict[str, Any]) -> MatchRound:
    """The round, open; CommandError with a sentence when it cannot be. All or nothing."""
    at = now()
    try:
        with transaction.atomic():
            colleges = find_or_add_colleges(codes=options["college"], network=lambda: network_of(options))
            policy = {"goals": options["goal"], "seed": options["seed"]}
            match_round = create_round(name=options["name"], colleges=colleges, by=None, at=at, **policy)
            open_round(match_round=match_round, by=None, at=at)
    except REFUSALS as error:
        raise CommandError(why_not(error)) from error
    return match_round
