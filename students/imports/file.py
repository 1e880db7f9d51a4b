"""What a file of students is read against, and how one row of it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.imports import Cells
from accounts.models import College, MatchRound
from accounts.terms import HalfDay, Kind, Language, Level, Mode, in_week_order
from schools.models import School, SupportRequest
from schools.places import locations, postcode_key
from students.models import Duo, Registration, Student

PERSON_COLUMNS = ("student_number", "first_name", "last_name", "email", "college", "levels", "phase")
"""A file with only these enrols students, who then fill in the rest themselves."""
ANSWER_COLUMNS = (
    "postcode", "term_postcode", "mode", "max_minutes", "half_days", "kinds", "languages", "wishes", "accepts_other",
    "avoid_schools", "duo_with", "duo_kind", "wished_levels", "wished_municipalities", "travel_weight",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WishedPlace:
    """One wish as the file gives it: a school, a request, or a number the round does not know yet."""

    tier: int
    order: int
    school: School | None
    request: SupportRequest | None
    pending: str = ""


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One row of the file, read: who, what the registration would hold, and what it points to.

    `answered` is false for a student who is only enrolled: the own answers are still to come.
    """

    line: int
    number: str
    college: College
    person: dict[str, str]
    registration: dict[str, Any]
    wishes: tuple[WishedPlace, ...]
    avoided: tuple[School, ...]
    duo_with: str
    duo_kind: str
    answered: bool = True


@dataclass(slots=True)
class Surroundings:
    """Everything a row may point to."""

    match_round: MatchRound
    at: datetime
    colleges: dict[str, College]
    others: set[str]
    schools: dict[str, School]
    shapes: set[str]
    requests: dict[str, SupportRequest]
    municipalities: dict[str, str]
    where: dict[str, tuple[float, float]]
    students: dict[tuple[str, str], Student]
    registrations: dict[int, Registration]
    partners: dict[int, tuple[str, str]]
    pending: set[str] = field(default_factory=set)


def surroundings(match_round: MatchRound, allowed: frozenset[str] | None, at: datetime) -> Surroundings:
    """What is known now; `allowed` are the codes of colleges whose students may be in it, None for all."""
    schools = {school.number: school for school in School.objects.filter(network=match_round.network)}
    colleges = {college.code: college for college in match_round.colleges.all()}
    registrations = match_round.registrations.select_related("student__college").prefetch_related(
        "wishes", "avoided", "pending_wishes"
    )
    return Surroundings(
        match_round=match_round,
        at=at,
        colleges={code: college for code, college in colleges.items() if allowed is None or code in allowed},
        others=set(College.objects.values_list("code", flat=True)),
        schools=schools,
        shapes={shape(number) for number in schools},
        requests={row.number: row for row in match_round.requests.all()},
        municipalities={school.municipality.casefold(): school.municipality for school in schools.values()},
        where=locations(match_round.network.country),
        students={(s.college.code, s.number): s for s in Student.objects.select_related("college")},
        registrations={row.student_id: row for row in registrations},
        partners=_partners(match_round),
    )


def _partners(match_round: MatchRound) -> dict[int, tuple[str, str]]:
    """Per registration with an accepted duo: the other student's number, and the kind."""
    accepted = Duo.objects.filter(asker__round=match_round, state=Duo.State.ACCEPTED)
    found = {}
    for duo in accepted.select_related("asker__student", "asked__student"):
        found[duo.asker_id] = (duo.asked.student.number, duo.kind)
        found[duo.asked_id] = (duo.asker.student.number, duo.kind)
    return found


def shape(number: str) -> str:
    """What a number looks like: «07LB00» is «99AA99»; so a wrong school number is told from a request's."""
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", number))


def read_row(cells: Cells, line: int, around: Surroundings) -> StudentRow | None:
    """The row, or None when `cells.faults` says what is wrong with it."""
    number = cells.text("student_number", required=True, longest=20)
    college = _college(cells, around)
    person = {
        "first_name": cells.text("first_name", required=True, longest=100),
        "last_name": cells.text("last_name", required=True, longest=100),
        "email": _email(cells),
    }
    registration = {
        "levels": cells.choices("levels", Level.values, required=True),
        "phase": cells.whole("phase", least=1, most=5),
    }
    answered = any(cells.cells[column] for column in ANSWER_COLUMNS)
    if not answered:
        if cells.faults or college is None:
            return None
        return StudentRow(line, number, college, person, registration, (), (), "", "", answered)
    registration |= {**_where_and_how_far(cells, around), **_when_and_what(cells, around)}
    wishes, avoided = _wishes(cells, around), _avoided(cells, around)
    duo_with = cells.text("duo_with", longest=20)
    duo_kind = cells.choice("duo_kind", Duo.Kind.values, default=Duo.Kind.WISH)
    if cells.faults or college is None:
        return None
    return StudentRow(line, number, college, person, registration, wishes, avoided, duo_with, duo_kind)


def _college(cells: Cells, around: Surroundings) -> College | None:
    code = cells.text("college", required=True, longest=50)
    college = around.colleges.get(code)
    if code and college is None and code in around.others:
        cells.faults.append(_("Hogeschool %(code)s mag je in deze ronde niet inlezen.") % {"code": code})
    elif code and college is None:
        cells.faults.append(_("Hogeschool %(code)s is onbekend.") % {"code": code})
    return college


def _email(cells: Cells) -> str:
    email = cells.text("email", required=True).lower()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        cells.faults.append(_("“%(email)s” is geen e-mailadres.") % {"email": email})
    return email


def _where_and_how_far(cells: Cells, around: Surroundings) -> dict[str, Any]:
    home = cells.text("postcode", required=True, longest=10)
    term = cells.text("term_postcode", longest=10)
    spots = [around.where.get(postcode_key(code)) if code else None for code in (home, term)]
    for code, spot in zip((home, term), spots, strict=True):
        if code and spot is None:
            cells.faults.append(_("Postcode %(code)s is onbekend.") % {"code": code})
    nowhere = (None, None)
    return {
        "postcode": home,
        "term_postcode": term,
        "latitude": (spots[0] or nowhere)[0],
        "longitude": (spots[0] or nowhere)[1],
        "term_latitude": (spots[1] or nowhere)[0],
        "term_longitude": (spots[1] or nowhere)[1],
        "mode": cells.choice("mode", Mode.values),
        "max_minutes": cells.whole("max_minutes", least=0, most=600),
        "travel_weight": cells.whole("travel_weight", least=1, most=9, default=1),
    }


def _when_and_what(cells: Cells, around: Surroundings) -> dict[str, Any]:
    half_days = [day for day in cells.choices("half_days", HalfDay.values) if day in HalfDay.values]
    return {
        "half_days": in_week_order(half_days),
        "kinds": None if cells.cells["kinds"] in ("", "any") else cells.choices("kinds", Kind.values),
        "languages": cells.choices("languages", Language.values),
        "accepts_other": cells.yes("accepts_other", default=True),
        "wished_levels": cells.choices("wished_levels", Level.values),
        "wished_municipalities": _municipalities(cells, around),
    }


def _municipalities(cells: Cells, around: Surroundings) -> list[str]:
    found = []
    for name in filter(None, (part.strip() for part in cells.cells["wished_municipalities"].split(";"))):
        spelled = around.municipalities.get(name.casefold())
        if spelled is None:
            cells.faults.append(_("Gemeente “%(name)s” heeft geen scholen hier.") % {"name": name})
        elif spelled not in found:
            found.append(spelled)
    return found


def _wishes(cells: Cells, around: Surroundings) -> tuple[WishedPlace, ...]:
    text = cells.cells["wishes"]
    if not text:
        return ()
    found = []
    for tier, part in enumerate(text.split(">"), start=1):
        numbers = part.split()
        if not numbers or len(set(numbers)) < len(numbers):
            cells.faults.append(_("wishes: plaats %(tier)s is leeg of noemt iets twee keer.") % {"tier": tier})
        found += [_wished(cells, tier, order, number, around) for order, number in enumerate(numbers)]
    return tuple(found)


def _wished(cells: Cells, tier: int, order: int, number: str, around: Surroundings) -> WishedPlace:
    school, request = around.schools.get(number), around.requests.get(number)
    if school or request:
        return WishedPlace(tier, order, None if request else school, request)
    if around.requests or shape(number) in around.shapes or len(number) > 20:
        cells.faults.append(_("wishes: “%(number)s” is geen school en geen aanvraag.") % {"number": number})
    else:
        around.pending.add(number)
    return WishedPlace(tier, order, None, None, number)


def _avoided(cells: Cells, around: Surroundings) -> tuple[School, ...]:
    numbers = cells.cells["avoid_schools"].split()
    for number in numbers:
        if number not in around.schools or numbers.count(number) > 1:
            cells.faults.append(
                _("avoid_schools: “%(number)s” is onbekend of staat er twee keer.") % {"number": number}
            )
    return tuple(around.schools[number] for number in numbers if number in around.schools)
