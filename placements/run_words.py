"""What a run came to, in words for people: its end, its goals, its conflict with names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from matching.rules import Limit
from placements.models import Run
from placements.problem_builder import row_of
from placements.states import RunState
from schools.models import SupportRequest
from students.models import Registration


def value_in_words(value: int | Sequence[int] | None) -> str:
    """A goal's value as one line: a list has its numbers side by side, an unknown value is a dash."""
    if value is None:
        return "–"
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def failure_sentence(run: Run) -> str:
    """Why a run has no plan; ids only in what comes from the engine."""
    if run.state == RunState.STOPPED:
        return _("De berekening is geannuleerd.")
    code = run.failure.partition("\n")[0]
    return {
        "conflict": _("Er is geen plan mogelijk: de vaste plaatsen spreken elkaar tegen."),
        "faults": _("De controle keurde het gevonden plan af. Er is niets bewaard."),
        "memory": _("De ronde is te groot voor het geheugen van de rekenmachine. Vraag de beheerder om meer geheugen."),
        "silent": _("De rekenmachine viel drie keer stil. Start de berekening opnieuw."),
    }.get(code, _("Er ging iets mis bij het rekenen. Start de berekening opnieuw."))


def limit_in_words(limit: str) -> str:
    """What pins that contradict each other break together."""
    return {
        Limit.PIN: _("een student kan maar op één plaats staan"),
        Limit.PLACES: _("de school vraagt minder of meer studenten"),
        Limit.SCHOOL: _("de school neemt in totaal niet zoveel studenten"),
        Limit.QUOTA: _("er mogen niet zoveel studenten van één hogeschool naar die school"),
        Limit.DUO: _("twee studenten die enkel samen willen, staan uit elkaar"),
        Limit.SCHEDULE: _("er zijn te veel studenten tegelijk op een halve dag"),
    }[Limit(limit)]


def conflicts_of(run: Run, *, viewer: Any) -> list[dict[str, Any]]:
    """The contradictions that a failed run found: what they break, and the pins with their student and request.

    Shape: [{"why": sentence, "pins": [{"registration": Registration or None, "request": SupportRequest}]}]; None
    stands for a student of another college, whose name the viewer may not see.
    """
    conflicts = json.loads(run.solution or "{}").get("conflict", [])
    pins = [(row_of(pin["student"]), row_of(pin["request"])) for conflict in conflicts for pin in conflict["pins"]]
    visible = Registration.objects.visible_to(viewer).select_related("student")
    registrations = {row.pk: row for row in visible.filter(pk__in={student for student, _request in pins})}
    requests = SupportRequest.objects.select_related("school").in_bulk({request for _student, request in pins})
    named = iter({"registration": registrations.get(pin[0]), "request": requests.get(pin[1])} for pin in pins)
    return [
        {"why": limit_in_words(conflict["limit"]), "pins": [next(named) for _pin in conflict["pins"]]}
        for conflict in conflicts
    ]
