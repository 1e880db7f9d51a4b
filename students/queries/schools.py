"""Which schools a student can wish for, how far they are, and why another one is not in the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from schools.models import School, SupportRequest
from students.models import AvoidedSchool, Registration, Wish
from students.travel import boxes_in_reach, homes_of, minutes_to


class Hidden(StrEnum):
    """The one rule by which a school is not in the list, most telling first."""

    AVOIDED = "avoided"
    TOO_FAR = "too_far"
    OTHER_LEVEL = "other_level"
    OTHER_YEAR = "other_year"
    OTHER_COLLEGE = "other_college"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A school as a student sees it: how far, what it asks, in the list of wishes or not, or why hidden."""

    school: School
    minutes: int | None
    requests: tuple[SupportRequest, ...]
    wished: bool
    hidden: Hidden | None

    @property
    def levels(self) -> list[str]:
        """The levels of all its requests, kleuter first."""
        return sorted({level for request in self.requests for level in request.levels})


def schools_to_wish(*, viewer: Any, registration: Registration, text: str = "") -> list[Choice]:
    """The schools that fit, found by name or place: those that ask this round first, then the nearest."""
    found = [
        choice
        for choice in _choices(viewer, registration, _in_reach(registration, _named(viewer, registration, text)))
        if choice.hidden is None
    ]
    return sorted(found, key=_asking_then_near)


def hidden_schools(*, viewer: Any, registration: Registration, text: str) -> list[Choice]:
    """The schools found by name or place that are not in the list, each with the rule; none without a text."""
    if not text.strip():
        return []
    found = [choice for choice in _choices(viewer, registration, _named(viewer, registration, text)) if choice.hidden]
    return sorted(found, key=_asking_then_near)


def schools_named(*, viewer: Any, registration: Registration, text: str) -> list[Choice]:
    """Every school found by name or place, fit or not, the nearest first; none without a text."""
    if not text.strip():
        return []
    return sorted(_choices(viewer, registration, _named(viewer, registration, text)), key=_nearness)


def chosen_schools(*, viewer: Any, registration: Registration, schools: Iterable[School]) -> dict[int, Choice]:
    """How each school of the list of wishes stands now, by its key; `hidden` when it fits no longer."""
    return {choice.school.pk: choice for choice in _choices(viewer, registration, schools)}


def municipalities_in_reach(*, viewer: Any, registration: Registration) -> list[str]:
    """The municipalities with a school within the student's longest trip, by name; all when the home is unknown."""
    schools = _in_reach(registration, _named(viewer, registration, "")).exclude(municipality="")
    near = (one for one in schools if (minutes_to(registration, one) or 0) <= registration.max_minutes)
    return sorted({school.municipality for school in near})


def _nearness(choice: Choice) -> tuple[int, str]:
    return (10_000 if choice.minutes is None else choice.minutes, choice.school.name)


def _asking_then_near(choice: Choice) -> tuple[bool, int, str]:
    return (not choice.requests, *_nearness(choice))


def _choices(viewer: Any, registration: Registration, schools: Iterable[School]) -> Iterator[Choice]:
    asked = _requests_by_school(viewer, registration)
    avoided = set(AvoidedSchool.objects.filter(registration=registration).values_list("school", flat=True))
    wished = set(Wish.objects.filter(registration=registration, school__isnull=False).values_list("school", flat=True))
    for school in schools:
        minutes = minutes_to(registration, school)
        requests = tuple(asked.get(school.pk, ()))
        yield Choice(
            school=school,
            minutes=minutes,
            requests=requests,
            wished=school.pk in wished,
            hidden=_why_hidden(registration, minutes, requests, avoided=school.pk in avoided),
        )


def _named(viewer: Any, registration: Registration, text: str) -> QuerySet[School]:
    schools = School.objects.visible_to(viewer).filter(network=registration.round.network_id)
    for word in text.split():
        schools = schools.filter(Q(name__icontains=word) | Q(town__icontains=word) | Q(municipality__icontains=word))
    return schools.only("name", "town", "municipality", "latitude", "longitude")


def _in_reach(registration: Registration, schools: QuerySet[School]) -> QuerySet[School]:
    """Without most of the schools that are too far, for the database to look at: whole countries are big."""
    homes = homes_of(registration)
    if not homes:
        return schools
    near = Q(latitude=None)
    for (south, west), (north, east) in boxes_in_reach(registration.mode, registration.max_minutes, homes):
        near |= Q(latitude__range=(south, north), longitude__range=(west, east))
    return schools.filter(near)


def _requests_by_school(viewer: Any, registration: Registration) -> dict[int, list[SupportRequest]]:
    found: dict[int, list[SupportRequest]] = defaultdict(list)
    standing = SupportRequest.objects.visible_to(viewer).standing().filter(round=registration.round_id)
    for request in standing.prefetch_related("colleges").order_by("number"):
        found[request.school_id].append(request)
    return found


def _why_hidden(
    registration: Registration, minutes: int | None, requests: tuple[SupportRequest, ...], *, avoided: bool
) -> Hidden | None:
    if avoided:
        return Hidden.AVOIDED
    if minutes is not None and minutes > registration.max_minutes:
        return Hidden.TOO_FAR
    unfit = [_why_unfit(registration, request) for request in requests]
    return unfit[0] if unfit and all(unfit) else None


def _why_unfit(registration: Registration, request: SupportRequest) -> Hidden | None:
    if not set(request.levels) & set(registration.levels):
        return Hidden.OTHER_LEVEL
    if registration.phase < request.min_phase:
        return Hidden.OTHER_YEAR
    colleges = {college.pk for college in request.colleges.all()}
    return Hidden.OTHER_COLLEGE if colleges and registration.student.college_id not in colleges else None
