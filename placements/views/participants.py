"""Who takes part in a round: students and schools, with search, filters and pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from accounts.models import MatchRound
from placements.queries import rounds as queries
from placements.views.rounds import round_or_404
from schools.models import Interest
from students.queries.staff import staff_registrations

ROWS_PER_PAGE = 50
STATUSES = {
    "submitted": gettext_lazy("Ingediend"),
    "busy": gettext_lazy("Nog niet ingediend"),
    "withdrawn": gettext_lazy("Afgemeld"),
    "no_address": gettext_lazy("Zonder plek op de kaart"),
}
ANSWERS = {**dict(Interest.Answer.choices), queries.NO_ANSWER: gettext_lazy("geen antwoord")}


@login_required
def round_participants(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the two tables."""
    match_round = round_or_404(request, pk)
    schools = request.GET.get("wie") == "scholen"
    rows = asked_schools(request, match_round) if schools else asked_students(request, match_round)
    context = {
        "match_round": match_round,
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "counts": queries.count_participants(viewer=request.user, match_round=match_round),
        "text": request.GET.get("q", ""),
        "status": request.GET.get("toestand", ""),
        "answer": request.GET.get("antwoord", ""),
        "statuses": STATUSES.items(),
        "answers": ANSWERS.items(),
        "labels": ANSWERS,
        "schools": schools,
        "not_schools": not schools,
    }
    name = "placements/round_schools.html" if schools else "placements/round_students.html"
    return render(request, name, context)


def asked_students(request: HttpRequest, match_round: MatchRound) -> Any:
    return staff_registrations(
        viewer=request.user,
        round_pk=match_round.pk,
        text=request.GET.get("q", ""),
        status=request.GET.get("toestand", ""),
    )


def asked_schools(request: HttpRequest, match_round: MatchRound) -> Any:
    return queries.schools_of_round(
        viewer=request.user,
        match_round=match_round,
        text=request.GET.get("q", ""),
        answer=request.GET.get("antwoord", ""),
    )
