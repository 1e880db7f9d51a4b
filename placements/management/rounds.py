"""What the commands that export something of a round share: which run is meant, and where the text goes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from placements.management.import_command import round_of
from placements.models import Run


class ExportCommand(BaseCommand):
    """Writes one text about a round to `--out`."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, help="nummer van de ronde")
        parser.add_argument("--out", required=True, metavar="FILE", help="bestand; - is de standaarduitvoer")
        parser.add_argument("--run", type=int, help="nummer van de berekening; anders de laatste met een antwoord")

    def handle(self, *args: Any, **options: Any) -> None:
        self.write_out(self.text_of(round_of(options), options["run"]), options["out"])

    def text_of(self, match_round: MatchRound, number: int | None) -> str:
        raise NotImplementedError

    def find_run(self, match_round: MatchRound, number: int | None) -> Run | None:
        """The run of that number, else the last that was answered, or None."""
        runs = match_round.runs.select_related("snapshot")
        if number is None:
            return runs.exclude(solution="").first()
        found = runs.filter(number=number).first()
        if found is None:
            raise CommandError(_("Deze ronde heeft geen berekening %(number)s.") % {"number": number})
        return found

    def write_out(self, text: str, out: str) -> None:
        if out == "-":
            self.stdout.write(text)
            return
        try:
            Path(out).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
