"""Who takes part in a round: students and schools, with search, filters and pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import MatchRound
from accounts.states import RoundState
from placements.actions.invitations import RoundNotOpenError, invite_to_round, to_schools, to_students
from placements.permissions import can_manage_round
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
        "invitable": match_round.state == RoundState.OPEN and can_manage_round(request.user, match_round),
    }
    name = "placements/round_schools.html" if schools else "placements/round_students.html"
    return render(request, name, context)


@login_required
def round_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """How many students and schools were not mailed yet; mail those that are ticked."""
    match_round = round_or_404(request, pk)
    if not can_manage_round(request.user, match_round):
        raise Http404
    if request.method == "POST":
        return _invite(request, match_round)
    at = timezone.now()
    counts = {"students": len(to_students(match_round, at)), "schools": len(to_schools(match_round, at))}
    return render(request, "placements/round_invite.html", {"match_round": match_round, "waiting": counts})


def _invite(request: HttpRequest, match_round: MatchRound) -> HttpResponse:
    viewer: Any = request.user
    whom = {side: side in request.POST.getlist("whom") for side in ("students", "schools")}
    try:
        count = invite_to_round(match_round=match_round, by=viewer, at=timezone.now(), **whom)
    except RoundNotOpenError:
        messages.error(request, _("De ronde is niet open. Open ze eerst."))
    else:
        text = ngettext("Er vertrekt %(count)d mail.", "Er vertrekken %(count)d mails.", count) % {"count": count}
        messages.success(request, text if count else _("Er vertrekt geen mail: iedereen die je koos, kreeg er al een."))
    return redirect("round-participants", pk=match_round.pk)


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
