"""What the page of a run shows: goal by goal, the clock, the chart, and the end in words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.states import RoundState
from matching import exchange
from placements import problem_builder
from placements.goal_words import about, chart_points, gap_in_words, name_of, value_in_words
from placements.models import Run
from placements.run_words import conflicts_of, failure_sentence
from placements.states import RunState
from students.models import Registration

Line = dict[str, Any]
STILL_CHANGING = (RoundState.OPEN, RoundState.CLOSED, RoundState.MATCHING, RoundState.REVIEW)


def state_context(run: Run, *, viewer: Any, at: datetime, spoken: str = "") -> dict[str, Any]:
    """All for the part of the page that changes; `spoken` is the goal that was read aloud last."""
    students = Registration.objects.filter(round=run.round_id, latitude__isnull=False).standing().count()
    lines = lines_of(run, students)
    now = next((line for line in lines if line["look"] == "now"), None)
    return {
        "lines": lines,
        "now": now,
        "say": now if now and now["goal"] != spoken else None,
        "elapsed": elapsed(run, at),
        "elapsed_words": duration(elapsed(run, at)),
        "limit_words": duration(run.seconds),
        "chart": chart_of(now or last_unproven(lines)),
        "end": end_of(run, lines, viewer=viewer) if not run.is_open else None,
    }


def lines_of(run: Run, students: int) -> list[Line]:
    """A line per goal with its look: done, now, open (broken off) or later."""
    lines = [line_of(at, line, students) for at, line in enumerate(progress_of(run), start=1)]
    begun = [line for line in lines if line["look"] == "open"]
    if run.state == RunState.RUNNING and begun:
        begun[-1]["look"] = "now"
    return lines


def progress_of(run: Run) -> list[Line]:
    """As the worker told it; of an answer that came otherwise, its goals without points."""
    if run.progress or not run.solution:
        return run.progress
    return [{**goal, "points": []} for goal in json.loads(run.solution)["goals"]]


def line_of(number: int, line: Line, students: int) -> Line:
    goal, begun = line["goal"], bool(line["points"]) or line["value"] is not None
    return {
        **line,
        "number": number,
        "name": name_of(goal),
        "about": about(goal),
        "value_words": value_in_words(goal, line["value"], students=students),
        "bound_words": _("gelijk") if line["proven"] else value_in_words(goal, line["bound"], students=students),
        "look": "done" if line["proven"] else "open" if begun else "later",
    }


def last_unproven(lines: list[Line]) -> Line | None:
    """The goal on which the search broke off, when it did."""
    return next((line for line in lines if line["look"] == "open"), None)


def chart_of(line: Line | None) -> dict[str, Any] | None:
    """Points with their last words; None when there is nothing to draw yet."""
    points = chart_points(line) if line else []
    drawn = [point for point in points if point["value"] is not None and point["bound"] is not None]
    if line is None or len(drawn) < 2:
        return None
    title = _("Doel %(number)s: hoeveel winst kan er nog zijn?") % {"number": line["number"]}
    found, bound = drawn[-1]["value"], drawn[-1]["bound"]
    return {"points": drawn, "title": title, "found": found, "bound": bound, "text": gap_in_words(line)}


def elapsed(run: Run, at: datetime) -> int:
    """Seconds since the search began; up to its end when it ended."""
    if run.started_at is None:
        return 0
    return max(0, round(((run.finished_at or at) - run.started_at).total_seconds()))


def duration(seconds: int) -> str:
    """As people say it: 1 min 42 s."""
    minutes, rest = divmod(int(seconds), 60)
    if minutes and rest:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
    return _("%(minutes)s min") % {"minutes": minutes} if minutes else _("%(seconds)s s") % {"seconds": rest}


def end_of(run: Run, lines: list[Line], *, viewer: Any) -> dict[str, Any]:
    """How it ended: a tag with its look, a sentence, and what more there is to say."""
    if run.state == RunState.STOPPED:
        return {"look": "nogniet", "tag": _("Geannuleerd"), "text": failure_sentence(run)}
    if run.state == RunState.FAILED:
        return {
            "look": "probleem", "tag": _("Mislukt"), "text": failure_sentence(run),
            "conflicts": conflicts_of(run, viewer=viewer),
        }  # fmt: skip
    return {**proof_in_words(run, lines), "outdated": is_outdated(run)}


def proof_in_words(run: Run, lines: list[Line]) -> dict[str, Any]:
    unproven = [line for line in lines if not line["proven"]]
    if not unproven:
        text = _("Geen enkel plan is beter op deze doelen.")
        return {"look": "klaar", "tag": _("Best mogelijk, bewezen"), "text": text}
    names = ", ".join(line["name"] for line in unproven)
    text = _("Niet bewezen: %(names)s.") % {"names": names}
    tag = _("Gestopt, niet alles bewezen") if run.stop_asked else _("Goed, niet alles bewezen")
    return {"look": "letop", "tag": tag, "text": f"{text} {gap_in_words(unproven[0])}"}


def is_outdated(run: Run) -> bool:
    """Whether rows changed since: the problem of now is not the one that was solved."""
    if run.round.state not in STILL_CHANGING or run.trial:
        return False
    try:
        return exchange.digest(problem_builder.build(run.round)) != run.snapshot.digest
    except exchange.BadInputError:
        return True
