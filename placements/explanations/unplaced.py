"""Why a student has no place, told to coordinators: who decided so, the duo, and what the requests that fit lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.problem import Student
from matching.referee.lookup import Lookup
from matching.referee.pairs import against
from matching.solution import Assignment as Placed
from matching.why.causes import Cause, obstacle
from placements.explanations.limits import LIMIT_NAMES
from placements.explanations.names import Names
from placements.models import Assignment, Ban, Edit
from placements.problem_builder import student_id
from schools.models import SupportRequest

NAMED = 3
"""How many schools with room are named before the rest is left out."""


def why_unplaced(
    row: Assignment,
    lookup: Lookup,
    plan: tuple[Placed, ...],
    names: Names,
    *,
    edits: Iterable[Edit] = (),
    bans: Iterable[Ban] = (),
) -> list[str]:
    """The decision that took the place (`edits` newest first), the bans, the duo, and what else is in the way."""
    student = lookup.students[student_id(row.registration_id)]
    taking = [edit for edit in edits if edit.undone_at is None and took_the_place(edit)][:1]
    told = [edit.request_from_id for edit in taking if edit.kind == Edit.Kind.BAN]
    banned = [_banned(ban) for ban in bans if ban.request_id not in told]
    return [*map(_taken, taking), *banned, *_what_fits(row, student, lookup, plan, names)]


def shortage_in_words(counts: dict[str, int] | None) -> str:
    """That so many students share too few places; nothing for who is alone, whom no request fits."""
    if counts is None or counts["students"] == 1:
        return ""
    people = ngettext(
        "Deze student en %(count)d andere student", "Deze student en %(count)d andere studenten", counts["students"] - 1
    ) % {"count": counts["students"] - 1}
    asked = ngettext("%(count)d aanvraag", "%(count)d aanvragen", counts["requests"]) % {"count": counts["requests"]}
    text = _("%(people)s kunnen samen alleen terecht bij %(asked)s. Daar is plaats voor %(places)d van hen.")
    return text % {"people": people, "asked": asked, "places": counts["places"]}


def took_the_place(edit: Edit) -> bool:
    """Whether the student stood somewhere and no longer does through this change."""
    if edit.kind == Edit.Kind.BAN:
        return edit.before.get("request_id") == edit.request_from_id
    return edit.kind == Edit.Kind.MOVE and edit.request_to_id is None


def _taken(edit: Edit) -> str:
    text = _("%(who)s haalde deze student op %(day)s weg bij %(school)s (%(reason)s).")
    if edit.kind == Edit.Kind.BAN:
        text = _("%(who)s verbood %(school)s op %(day)s (%(reason)s). Daardoor verviel de plaats.")
    if edit.part_of_id:  # the reason is another student's
        text = _("%(who)s verplaatste op %(day)s een andere student. Daardoor verviel de plaats bij %(school)s.")
    return text % _decided(edit, edit.request_from)


def _banned(ban: Ban) -> str:
    text = _("%(school)s is verboden voor deze student, door %(who)s op %(day)s (%(reason)s).")
    return text % _decided(ban, ban.request)


def _decided(row: Edit | Ban, request: SupportRequest | None) -> dict[str, str]:
    day = date_format(localtime(row.at), "j F")
    school = str(request.school) if request else ""
    return {"who": str(row.by), "day": day, "reason": row.get_reason_display(), "school": school}


def _what_fits(row: Assignment, student: Student, lookup: Lookup, plan: tuple[Placed, ...], names: Names) -> list[str]:
    fitting = [request for request in lookup.problem.requests if not against(lookup, student, request)]
    if not fitting:
        return [_rules(row, len(lookup.requests)), *_duo(student, names, room=True)]
    causes = [(obstacle(lookup, plan, student, request).cause, request) for request in fitting]
    with_room = [names.school(request.school) for cause, request in causes if cause is Cause.OTHER_GOALS]
    counted = Counter(cause for cause, _request in causes)
    return [*_duo(student, names, room=bool(with_room)), _counted(counted, len(fitting)), *_room(with_room)]


def _rules(row: Assignment, requests: int) -> str:
    """Per rule how many requests fall away; one request may fall away for several."""
    ruled_out = sorted(row.unplaced_rules.items(), key=lambda rule: -rule[1])
    counted = ", ".join(f"{LIMIT_NAMES[rule]} {count}" for rule, count in ruled_out)
    return _("Geen van de %(requests)d aanvragen past. Per regel valt weg: %(counted)s.") % {
        "requests": requests,
        "counted": counted,
    }


def _duo(student: Student, names: Names, *, room: bool) -> list[str]:
    """Who may only go together needs two places; `room`: nothing is said of those."""
    if student.duo is None or not student.duo.required:
        return []
    both = {"one": names.student(student.id), "other": names.student(student.duo.with_student)}
    text = _("%(one)s gaat enkel samen met %(other)s.") % both
    return [text] if room else [f"{text} {_('Geen school heeft nu op hun dagen twee vrije plaatsen.')}"]


def _counted(causes: Counter[Cause], fitting: int) -> str:
    named = {
        Cause.FULL: _("vol"),
        Cause.MINIMUM: _("te weinig studenten"),
        Cause.SCHEDULE: _("geen plaats op deze halve dagen"),
        Cause.DUO: _("geen plaats voor het hele duo"),
        Cause.PIN: _("elders vastgezet"),
        Cause.OTHER_GOALS: _("nog plaats"),
    }
    parts = ", ".join(f"{name} {causes[cause]}" for cause, name in named.items() if causes[cause])
    text = ngettext("%(fitting)d aanvraag past: %(parts)s.", "%(fitting)d aanvragen passen: %(parts)s.", fitting)
    return text % {"fitting": fitting, "parts": parts}


def _room(schools: list[str]) -> list[str]:
    named = ", ".join(list(dict.fromkeys(schools))[:NAMED])
    return [_("Er is nog plaats bij %(schools)s.") % {"schools": named}] if schools else []
