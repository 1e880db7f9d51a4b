"""import_students --round R FILE: the students and their registrations of one round."""

from argparse import ArgumentParser
from typing import Any

from placements.management.import_command import ImportCommand, round_of
from placements.models import FileKind


class Command(ImportCommand):
    help = "Leest studenten van een ronde in."
    kind = FileKind.STUDENTS

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--round", type=int, required=True, metavar="R", help="nummer van de ronde")

    def into(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"match_round": round_of(options)}
