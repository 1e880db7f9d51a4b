"""Writes a round's problem in the exchange format: ids only, no names, no addresses."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from matching import exchange
from placements import problem_builder
from placements.management.rounds import ExportCommand


class Command(ExportCommand):
    help = "Schrijf de opgave van een ronde: die van de laatste berekening met een antwoord, anders die van nu."

    def text_of(self, match_round: MatchRound, number: int | None) -> str:
        run = self.find_run(match_round, number)
        if run is not None:
            return run.snapshot.problem
        try:
            return exchange.dump(exchange.problem_to_data(problem_builder.build(match_round)))
        except exchange.BadInputError as error:
            raise CommandError(_("De gegevens spreken elkaar tegen: %(faults)s") % {"faults": error}) from error
