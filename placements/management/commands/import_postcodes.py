"""import_postcodes --country NL|BE FILE: where each postcode lies."""

from argparse import ArgumentParser
from typing import Any

from accounts.models import Network
from placements.management.import_command import ImportCommand
from placements.models import FileKind


class Command(ImportCommand):
    help = "Leest de ligging van postcodes in."
    kind = FileKind.POSTCODES

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--country", required=True, choices=Network.Country.values)

    def into(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"country": options["country"]}
