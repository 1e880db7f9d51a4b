"""Writes the answer to a round's last search in the exchange format."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from placements.management.rounds import ExportCommand


class Command(ExportCommand):
    help = "Schrijf het antwoord van de laatste berekening van een ronde."

    def text_of(self, match_round: MatchRound, number: int | None) -> str:
        run = self.find_run(match_round, number)
        if run is None or not run.solution:
            raise CommandError(_("Deze ronde heeft nog geen berekening met een antwoord."))
        return run.solution
