"""import_schools --format duo|csv FILE: a register of schools, whole or of some provinces and municipalities."""

from argparse import ArgumentParser
from typing import Any

from accounts.models import Network
from placements.management.import_command import ImportCommand, network_of
from placements.models import FileKind


class Command(ImportCommand):
    help = "Leest een register van scholen in."
    kind = FileKind.SCHOOLS

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", required=True, choices=["duo", "csv"])
        parser.add_argument("--province", action="append", default=[], help="mag vaker")
        parser.add_argument("--municipality", action="append", default=[], help="mag vaker")
        parser.add_argument("--network", help="slug van het netwerk")

    def into(self, options: dict[str, Any]) -> dict[str, Any]:
        return {
            "network": network_of(options, country=Network.Country.NL if options["format"] == "duo" else ""),
            "form": options["format"],
            "provinces": options["province"],
            "municipalities": options["municipality"],
        }
