"""What coordinators read about schools: lists with search, and one school with its figures and contacts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import MatchRound
from schools.models import Interest, NeedFigure, School, SchoolContact, SupportRequest
from schools.permissions import sees_all_schools


def staff_schools(*, viewer: Any, text: str = "", municipality: str = "", answer: str = "") -> QuerySet[School]:
    """Schools of the viewer's networks with `need`, `need_year`, `has_contact` and `latest_answer`; none unless staff.

    `answer` is one of Interest.Answer, or "none" for schools that never answered.
    """
    schools = _with_figures(School.objects.visible_to(viewer) if sees_all_schools(viewer) else School.objects.none())
    words = Q()
    for word in text.split():
        words &= Q(name__icontains=word) | Q(town__icontains=word) | Q(number__istartswith=word)
    if municipality:
        words &= Q(municipality=municipality)
    if answer:
        words &= Q(latest_answer=None) if answer == "none" else Q(latest_answer=answer)
    return schools.filter(words)


def _with_figures(schools: QuerySet[School]) -> QuerySet[School]:
    figures = NeedFigure.objects.filter(school=OuterRef("pk"), value__isnull=False).order_by("-school_year")
    answers = Interest.objects.filter(school=OuterRef("pk")).order_by("-round")
    return schools.annotate(
        need=Subquery(figures.values("value")[:1]),
        need_year=Subquery(figures.values("school_year")[:1]),
        need_official=Subquery(figures.values("official")[:1]),
        latest_answer=Subquery(answers.values("answer")[:1]),
        has_contact=Exists(SchoolContact.objects.filter(school=OuterRef("pk"))),
    )


def get_staff_school(*, viewer: Any, pk: int) -> School:
    """One school with figures and contacts, or School.DoesNotExist when the viewer may not know it exists."""
    contacts = Prefetch("contacts", SchoolContact.objects.select_related("user").order_by("user__last_name"))
    return staff_schools(viewer=viewer).select_related("network").prefetch_related("need_figures", contacts).get(pk=pk)


def answers_seen_by_staff(*, viewer: Any, school: School) -> QuerySet[Interest]:
    """The school's answers in the rounds that the viewer coordinates, newest first."""
    rounds = MatchRound.objects.visible_to(viewer)
    return Interest.objects.filter(school=school, round__in=rounds).select_related("round").order_by("-round")


def requests_seen_by_staff(*, viewer: Any, school: School) -> QuerySet[SupportRequest]:
    """The school's requests in the rounds that the viewer coordinates, newest first."""
    rounds = MatchRound.objects.visible_to(viewer)
    found = SupportRequest.objects.filter(school=school, round__in=rounds)
    return found.select_related("round").order_by("-round", "number")


def municipalities_of(*, viewer: Any) -> list[str]:
    """The municipalities of the schools that the viewer sees, by name."""
    schools = staff_schools(viewer=viewer).exclude(municipality="")
    return list(schools.order_by("municipality").values_list("municipality", flat=True).distinct())
