"""Rows to problem: the only crossing from people to the engine. Ids are opaque; names and addresses stay behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import MatchRound
from accounts.terms import in_week_order
from matching import exchange
from matching.problem import Problem
from matching.rules import PROBLEM_FORMAT
from placements.models import Ban, Pin, Quota
from schools.models import Interest, NeedFigure, School, SupportRequest
from students.models import Duo, Registration

Row = dict[str, Any]


def build(match_round: MatchRound) -> Problem:
    """The round's problem as its rows are now, lists in order of primary key.

    Every school of the network with a location is in it, as an unknown need counts as the mean over all schools;
    registrations and requests are in it when they stand and their place is known. Wishes, duos, pins, bans and
    quotas that name something outside it are left out. Raises exchange.BadInputError when the rows contradict
    each other, as a pair both pinned and banned does.
    """
    schools = list(School.objects.filter(network=match_round.network_id, latitude__isnull=False).order_by("pk"))
    requests = list(asked(match_round))
    registrations = list(registered(match_round))
    inside = Inside.of(registrations, schools, requests)
    return exchange.problem_from_data(
        {
            "format": PROBLEM_FORMAT,
            "name": f"round {match_round.pk}",
            "students": students_of(registrations, duos_of(match_round, inside), inside),
            "schools": schools_of(schools, match_round),
            "requests": [request_row(request) for request in requests],
            "pins": pairs_of(Pin.objects.filter(round=match_round), inside),
            "bans": pairs_of(Ban.objects.filter(round=match_round), inside),
            "quotas": quotas_of(match_round, inside),
            "goals": match_round.goals,
            "seed": match_round.seed,
        }
    )


def student_id(registration_pk: int) -> str:
    return f"s{registration_pk}"


def school_id(school_pk: int) -> str:
    return f"h{school_pk}"


def request_id(request_pk: int) -> str:
    return f"r{request_pk}"


def row_of(engine_id: str) -> int:
    """The primary key behind an id of the engine, whichever of the three kinds it is."""
    return int(engine_id[1:])


def rows_of(engine_ids: Iterable[str]) -> list[int]:
    """The primary keys behind ids of one kind."""
    return [row_of(engine_id) for engine_id in engine_ids]


def asked(match_round: MatchRound) -> Any:
    """The support requests that take part, with their school and the colleges they are meant for."""
    standing = SupportRequest.objects.filter(round=match_round, school__latitude__isnull=False).standing()
    return standing.select_related("school").prefetch_related("colleges").order_by("pk")


def registered(match_round: MatchRound) -> Any:
    """The registrations that take part, with all that hangs on them."""
    standing = Registration.objects.filter(round=match_round, latitude__isnull=False).standing()
    return standing.select_related("student__college").prefetch_related("wishes", "avoided").order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The primary keys of what is in the problem."""

    registrations: frozenset[int]
    schools: frozenset[int]
    requests: frozenset[int]

    @classmethod
    def of(cls, registrations: list[Registration], schools: list[School], requests: list[SupportRequest]) -> Inside:
        return cls(
            registrations=frozenset(row.pk for row in registrations),
            schools=frozenset(row.pk for row in schools),
            requests=frozenset(row.pk for row in requests),
        )


def students_of(registrations: list[Registration], duos: dict[int, Row], inside: Inside) -> list[Row]:
    return [student_row(row, inside) | {"duo": duos.get(row.pk)} for row in registrations]


def student_row(row: Registration, inside: Inside) -> Row:
    return {
        "id": student_id(row.pk),
        "college": row.student.college.code,
        "levels": row.levels,
        "phase": row.phase,
        "homes": homes_of(row),
        "mode": row.mode,
        "max_minutes": row.max_minutes,
        "half_days": in_week_order(row.half_days),
        "kinds": row.kinds,
        "languages": row.languages,
        "wishes": tiers_of(row, inside),
        "accepts_other": row.accepts_other,
        "avoid_schools": sorted_ids(row, inside),
        "wished_levels": row.wished_levels,
        "wished_municipalities": row.wished_municipalities,
        "travel_weight": row.travel_weight,
    }


def homes_of(row: Registration) -> list[list[float | None]]:
    home = [[row.latitude, row.longitude]]
    return home if row.term_latitude is None else [*home, [row.term_latitude, row.term_longitude]]


def tiers_of(row: Registration, inside: Inside) -> list[list[str]]:
    """The tiers, best first; one that holds nothing of this problem is gone."""
    tiers: dict[int, list[str]] = {}
    for wish in row.wishes.all():  # ordered by tier, then by place within it
        if wish.school_id in inside.schools:
            tiers.setdefault(wish.tier, []).append(school_id(wish.school_id))
        elif wish.request_id in inside.requests:
            tiers.setdefault(wish.tier, []).append(request_id(wish.request_id))
    return list(tiers.values())


def sorted_ids(row: Registration, inside: Inside) -> list[str]:
    avoided = sorted(avoided.school_id for avoided in row.avoided.all())
    return [school_id(pk) for pk in avoided if pk in inside.schools]


def duos_of(match_round: MatchRound, inside: Inside) -> dict[int, Row]:
    """Per registration its accepted duo, when both of the two take part."""
    accepted = Duo.objects.filter(state=Duo.State.ACCEPTED, asker__round=match_round)
    found: dict[int, Row] = {}
    for duo in accepted.order_by("pk"):
        two = {duo.asker_id, duo.asked_id}
        if two <= inside.registrations and not two & found.keys():
            found[duo.asker_id] = {"with": student_id(duo.asked_id), "kind": duo.kind}
            found[duo.asked_id] = {"with": student_id(duo.asker_id), "kind": duo.kind}
    return found


def schools_of(schools: list[School], match_round: MatchRound) -> list[Row]:
    needs = latest_needs(match_round)
    caps = dict(Interest.objects.filter(round=match_round).values_list("school_id", "max_students"))
    return [school_row(school, needs.get(school.pk), caps.get(school.pk)) for school in schools]


def latest_needs(match_round: MatchRound) -> dict[int, float]:
    """Per school the figure of its latest school year that has one."""
    figures = NeedFigure.objects.filter(school__network=match_round.network_id, value__isnull=False)
    oldest_first = figures.order_by("school_year").values_list("school_id", "value")
    return {school: float(value) for school, value in oldest_first if value is not None}


def school_row(school: School, need: float | None, max_students: int | None) -> Row:
    return {
        "id": school_id(school.pk),
        "location": [school.latitude, school.longitude],
        "need": need,
        "max_students": max_students,
        "municipality": school.municipality,
    }


def request_row(row: SupportRequest) -> Row:
    return {
        "id": request_id(row.pk),
        "school": school_id(row.school_id),
        "levels": row.levels,
        "kinds": row.kinds,
        "half_days": in_week_order(row.half_days),
        "half_days_needed": row.half_days_needed,
        "places": {"min": row.min_students, "max": row.max_students},
        "at_once": row.at_once,
        "min_phase": row.min_phase,
        "languages_required": row.languages_required,
        "languages": row.languages,
        "colleges": sorted(college.code for college in row.colleges.all()) or None,
    }


def pairs_of(decisions: Any, inside: Inside) -> list[Row]:
    """Pins or bans whose two sides both take part."""
    return [
        {"student": student_id(row.registration_id), "request": request_id(row.request_id)}
        for row in decisions.order_by("pk")
        if row.registration_id in inside.registrations and row.request_id in inside.requests
    ]


def quotas_of(match_round: MatchRound, inside: Inside) -> list[Row]:
    quotas = Quota.objects.filter(round=match_round).select_related("college").order_by("pk")
    return [
        {
            "college": quota.college.code,
            "school": None if quota.school_id is None else school_id(quota.school_id),
            "max": quota.max_students,
        }
        for quota in quotas
        if quota.school_id is None or quota.school_id in inside.schools
    ]
