"""What coordinators read about rounds: lists, counts, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import College, MatchRound
from accounts.states import RoundState
from schools.models import Interest, School, SchoolContact, SupportRequest
from students.models import Registration

NO_ANSWER = "none"
DATE_FIELDS = (
    "opens_at",
    "closes_at",
    "review_by",
    "schools_told_on",
    "schools_answer_by",
    "students_told_on",
    "students_answer_by",
    "starts_on",
    "ends_on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many take part in a round: students by how far they are, schools by their answer, requests and places."""

    submitted: int
    busy: int
    withdrawn: int
    yes: int
    maybe: int
    no: int
    no_answer: int
    requests: int
    places: int


def list_rounds(*, viewer: Any) -> QuerySet[MatchRound]:
    """The viewer's rounds, newest first, with `students` and `schools` that take part."""
    students = Registration.objects.filter(round=OuterRef("pk")).standing()
    schools = SupportRequest.objects.filter(round=OuterRef("pk")).standing()
    return (
        MatchRound.objects.visible_to(viewer)
        .select_related("network")
        .prefetch_related("colleges")
        .annotate(students=number_of(students, "pk"), schools=number_of(schools, "school"))
        .order_by("-created_at", "-pk")
    )


def rounds_by_urgency(*, viewer: Any) -> QuerySet[MatchRound]:
    """The viewer's rounds, those under way first, then those not open yet, then the archived; newest first in each."""
    aside = Case(
        When(state=RoundState.DRAFT, then=1), When(state=RoundState.ARCHIVED, then=2), default=0,
        output_field=IntegerField(),
    )  # fmt: skip
    return list_rounds(viewer=viewer).order_by(aside, "-created_at", "-pk")


def number_of(rows: QuerySet[Any], what: str) -> Coalesce:
    """How many different `what` the rows of one round have, as a column."""
    counted = rows.order_by().values("round").annotate(number=Count(what, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def get_match_round(*, viewer: Any, pk: int) -> MatchRound:
    """The round, or MatchRound.DoesNotExist when the viewer may not know it exists."""
    return MatchRound.objects.visible_to(viewer).select_related("network").get(pk=pk)


def colleges_to_choose(*, viewer: Any) -> QuerySet[College]:
    """The colleges that a new round of the viewer may be of: those of every network where the viewer works."""
    colleges = College.objects.select_related("network").order_by("network__name", "name")
    if viewer.is_superuser:
        return colleges
    works_in = Q(network__memberships__user=viewer.pk) | Q(network__colleges__memberships__user=viewer.pk)
    return colleges.filter(works_in).distinct()


def count_participants(*, viewer: Any, match_round: MatchRound) -> Counts:
    """Numbers of the whole round, other colleges' students too; without names, so nobody is told of."""
    visible = MatchRound.objects.visible_to(viewer).filter(pk=match_round.pk)
    handed_in = Q(submitted_at__isnull=False, withdrawn_at=None)
    students = Registration.objects.filter(round__in=visible).aggregate(
        submitted=Count("pk", filter=handed_in),
        busy=Count("pk", filter=Q(submitted_at=None, withdrawn_at=None)),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    )
    answers = dict(
        Interest.objects.filter(round__in=visible).values_list("answer").annotate(number=Count("pk")).order_by()
    )
    asked = list(SupportRequest.objects.filter(round__in=visible).standing().values_list("max_students", flat=True))
    schools = School.objects.filter(network=match_round.network_id).count()
    return Counts(
        **students,
        yes=answers.get("yes", 0),
        maybe=answers.get("maybe", 0),
        no=answers.get("no", 0),
        no_answer=schools - sum(answers.values()),
        requests=len(asked),
        places=sum(asked),
    )


def schools_of_round(*, viewer: Any, match_round: MatchRound, text: str = "", answer: str = "") -> QuerySet[School]:
    """The network's schools with `answer`, `confirmed_at`, `asking` (requests) and `has_contact`; by name."""
    own = Interest.objects.filter(round=match_round, school=OuterRef("pk"))
    asked = Q(requests__round=match_round, requests__withdrawn_at=None)
    schools = (
        School.objects.visible_to(viewer)
        .filter(network=match_round.network_id)
        .annotate(
            answer=Subquery(own.values("answer")[:1]),
            confirmed_at=Subquery(own.values("confirmed_at")[:1]),
            asking=Count("requests", filter=asked, distinct=True),
            has_contact=Exists(SchoolContact.objects.filter(school=OuterRef("pk"))),
        )
    )
    for word in text.split():
        schools = schools.filter(
            Q(name__icontains=word) | Q(municipality__icontains=word) | Q(town__icontains=word) | Q(number__iexact=word)
        )
    if answer == NO_ANSWER:
        schools = schools.filter(answer=None)
    elif answer:
        schools = schools.filter(answer=answer)
    return schools.order_by("name", "number")


def registrations_by_key(*, viewer: Any, pks: list[int]) -> dict[int, Registration]:
    """Registrations by primary key, as far as the viewer may know the students."""
    rows = Registration.objects.visible_to(viewer).filter(pk__in=pks).select_related("student__college")
    return {row.pk: row for row in rows}


def requests_by_key(*, viewer: Any, match_round: MatchRound, pks: list[int]) -> dict[int, SupportRequest]:
    """Requests of the round by primary key, with their school."""
    rows = SupportRequest.objects.filter(round__in=MatchRound.objects.visible_to(viewer).filter(pk=match_round.pk))
    return {row.pk: row for row in rows.filter(pk__in=pks).select_related("school")}


def next_dates(*, viewer: Any, today: date) -> list[tuple[date, str, MatchRound]]:
    """The dates of the viewer's rounds that are still to come, nearest first: day, name of the field, round."""
    found = []
    for match_round in MatchRound.objects.visible_to(viewer).exclude(state=RoundState.ARCHIVED):
        for name in DATE_FIELDS:
            value = getattr(match_round, name)
            day = timezone.localtime(value).date() if isinstance(value, datetime) else value
            if day and day >= today:
                found.append((day, name, match_round))
    return sorted(found, key=lambda row: (row[0], row[2].pk))
