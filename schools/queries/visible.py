"""All schools and requests that somebody may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from schools.models import NeedFigure, School, SupportRequest


def list_schools(*, viewer: Any) -> QuerySet[School]:
    """Schools with their newest need figure first in `figures`; whether to show it is for the face to ask."""
    figures = NeedFigure.objects.filter(value__isnull=False).order_by("-school_year")
    schools = School.objects.visible_to(viewer).select_related("network")
    return schools.prefetch_related(Prefetch("need_figures", queryset=figures, to_attr="figures"))


def list_requests(*, viewer: Any) -> QuerySet[SupportRequest]:
    """Requests, withdrawn ones too, with their school and the colleges that may send."""
    return SupportRequest.objects.visible_to(viewer).select_related("school", "round").prefetch_related("colleges")
