"""What the import commands have in common: read the file, show what happened, keep all or nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.imports import Plan, RefusedImportError
from accounts.models import MatchRound, Network
from placements.actions.imports import FileToImport, RefusedFileError, import_file, plan_import

SHOWN = 25


class ImportCommand(BaseCommand):
    """Imports one file; `kind` says of what."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV of XLSX")
        parser.add_argument("--dry-run", action="store_true", help="toon wat er zou gebeuren, bewaar niets")

    def handle(self, *args: Any, **options: Any) -> None:
        file = FileToImport(
            kind=self.kind, content=self.content(options["file"]), at=timezone.now(), **self.into(options)
        )
        loose: list[str] = []
        try:
            if options["dry_run"]:
                plan = plan_import(file, progress=self.progress)
            else:
                plan, loose = import_file(file, progress=self.progress)
        except RefusedFileError as error:
            raise CommandError(f"{options['file']}: {error}") from error
        except RefusedImportError as error:
            self.tell(error.plan)
            raise CommandError(_("Er is niets bewaard: verbeter eerst deze rijen.")) from error
        self.tell(plan)
        if loose:
            self.stdout.write(
                _("Deze wensen noemen geen bekende aanvraag: %(numbers)s.") % {"numbers": ", ".join(loose)}
            )
        if options["dry_run"]:
            self.stdout.write(_("Er is niets bewaard: dit was een proef."))

    def into(self, options: dict[str, Any]) -> dict[str, Any]:
        """What the file is imported into, as fields of FileToImport."""
        raise NotImplementedError

    def content(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > settings.IMPORT_LIMIT_BYTES:
                most = settings.IMPORT_LIMIT_BYTES // 2**20
                raise CommandError(_("%(file)s is groter dan %(most)s MB.") % {"file": path, "most": most})
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = 30 * done // max(1, total)
            self.stderr.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total}", ending="")

    def tell(self, plan: Plan) -> None:
        """The counts, then every refused row and every row with something to know, by name."""
        count = plan.count()
        self.stdout.write(
            _("%(rows)s rijen: %(new)s nieuw, %(changed)s gewijzigd, %(unchanged)s ongewijzigd, %(refused)s geweigerd.")
            % {"rows": len(plan.rows), **count}
        )
        if plan.left_out:
            self.stdout.write(_("%(n)s rijen liggen buiten de gevraagde streek.") % {"n": plan.left_out})
        for rows in (plan.refused, plan.noted):
            for row in rows[:SHOWN]:
                self.stdout.write(
                    _("rij %(line)s, %(key)s: %(notes)s")
                    % {"line": row.line, "key": row.key, "notes": " ".join(row.notes)}
                )
            rest = len(rows) - SHOWN
            if rest > 0:
                self.stdout.write(ngettext("en nog %(n)s rij", "en nog %(n)s rijen", rest) % {"n": rest})


def network_of(options: dict[str, Any], *, country: str = "") -> Network:
    """The network named by --network; else the only one (of that country). Raises CommandError."""
    networks = Network.objects.all() if not country else Network.objects.filter(country=country)
    if options.get("network"):
        networks = Network.objects.filter(slug=options["network"])
    found = list(networks[:2])
    if len(found) == 1:
        return found[0]
    if not found and not options.get("network"):
        return _first_network(country or Network.Country.BE)
    known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "-"
    raise CommandError(_("Geef een netwerk met --network. Bekend: %(known)s.") % {"known": known})


def _first_network(country: str) -> Network:
    name = Network.Country(country).label
    return Network.objects.create(name=str(name), slug=country.lower(), country=country)


def round_of(options: dict[str, Any]) -> MatchRound:
    """The round whose number is given. Raises CommandError."""
    try:
        return MatchRound.objects.select_related("network").get(pk=options["round"])
    except MatchRound.DoesNotExist as error:
        raise CommandError(_("Ronde %(number)s bestaat niet.") % {"number": options["round"]}) from error
