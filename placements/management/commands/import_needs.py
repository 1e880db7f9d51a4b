"""import_needs FILE: need figures of schools, per school year and with their source."""

from argparse import ArgumentParser
from typing import Any

from placements.management.import_command import ImportCommand, network_of
from placements.models import FileKind


class Command(ImportCommand):
    help = "Leest kansencijfers van scholen in."
    kind = FileKind.NEEDS

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--network", help="slug van het netwerk")

    def into(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"network": network_of(options)}
