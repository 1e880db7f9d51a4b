"""Starts the search for a round by command; with --wait it is carried out in this process."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from matching.solution import Progress
from placements.actions.runs import start_run
from placements.actions.search import carry_out
from placements.management.import_command import round_of
from placements.models import Run
from placements.refusals import REFUSALS, why_not
from placements.run_words import failure_sentence, value_in_words
from placements.states import RunState


class Command(BaseCommand):
    help = "Start een berekening. Een open ronde wordt daarbij gesloten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", type=int, help="nummer van de ronde")
        parser.add_argument("--wait", action="store_true", help="reken hier, zonder worker, en wacht op het plan")
        parser.add_argument(
            "--seconds", type=int, default=settings.SOLVE_SECONDS, help="hoogstens zoveel seconden rekenen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seconds"] < 1:
            raise CommandError(_("Geef minstens 1 seconde."))
        match_round = round_of(options)
        try:
            run = start_run(
                match_round=match_round, seconds=options["seconds"], by=None, at=now(), here=options["wait"]
            )
        except REFUSALS as error:
            raise CommandError(why_not(error)) from error
        if options["wait"]:
            self.carry_out_here(run)
        else:
            self.stdout.write(_("Berekening %(number)s wacht op een worker.") % {"number": run.number})

    def carry_out_here(self, run: Run) -> None:
        """Ctrl-C or SIGTERM stops the search and keeps its best plan."""
        asked = threading.Event()
        before = {number: signal.signal(number, lambda *_: asked.set()) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            carry_out(run=run, clock=now, told=self.tell, interrupted=asked.is_set)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        self.tell_result(run)

    def tell(self, news: Progress) -> None:
        bound = "?" if news.bound is None else value_in_words(news.bound)
        value = "?" if news.value is None else value_in_words(news.value)
        state = _("bewezen") if news.proven else _("bezig")
        place = f"{news.index + 1}/{news.goals}"
        self.stderr.write(f"{news.seconds:7.1f} s  {place:>5}  {news.goal:<16} {value} ({bound})  {state}")

    def tell_result(self, run: Run) -> None:
        run.refresh_from_db()
        if run.state != RunState.DONE:
            raise CommandError(failure_sentence(run))
        for line in run.progress:
            state = _("bewezen") if line["proven"] else _("niet bewezen")
            self.stdout.write(f"{line['goal']}: {value_in_words(line['value'])} ({state})")
        self.stdout.write(_("Berekening %(number)s is klaar.") % {"number": run.number})
