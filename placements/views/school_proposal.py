"""Who comes to a school: look, confirm, or object for a coded reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import MatchRound
from placements.actions import answers
from placements.explanations.school import who_comes
from placements.forms.answers import ObjectionForm
from placements.permissions import can_answer_for_school
from placements.queries import placements as queries
from placements.states import PlacementState
from placements.views.found import found_or_404
from schools.models import School


@login_required
def school_proposal(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """The students who come in this round, or that nobody comes and why."""
    school, match_round = _told(request, pk, round_pk)
    coming = queries.placements_at_school(viewer=request.user, school=school, match_round=match_round)
    asked = queries.requests_at_school(viewer=request.user, school=school, match_round=match_round)
    waiting = [row for row in coming if row.state != PlacementState.OBJECTED and not row.school_confirmed_at]
    context: dict[str, Any] = {
        "school": school,
        "round": match_round,
        "coming": coming,
        "asked": asked,
        "duos": queries.duo_names(placements=list(coming)),
        "waiting": waiting,
        "sentences": who_comes(asked, list(coming)),
        "answerable": can_answer_for_school(request.user, school, match_round, timezone.now()),
    }
    return render(request, "placements/school_proposal.html", context)


@require_POST
@login_required
def school_proposal_confirm(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """The school says yes to everybody it did not object to."""
    school, match_round = _told(request, pk, round_pk)
    viewer: Any = request.user
    coming = queries.placements_at_school(viewer=viewer, school=school, match_round=match_round)
    if not can_answer_for_school(viewer, school, match_round, timezone.now()):
        messages.error(request, _("De termijn is voorbij. Bel de hogeschool."))
    else:
        count = answers.confirm_for_school(placements=coming, by=viewer, at=timezone.now())
        text = ngettext("Jullie bevestigden %(count)d student.", "Jullie bevestigden %(count)d studenten.", count)
        messages.success(request, text % {"count": count} if count else _("Jullie antwoord was al binnen."))
    return redirect("school-proposal", pk=pk, round_pk=round_pk)


@login_required
def school_object(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """Which students, and for which coded reason."""
    school, match_round = _told(request, pk, round_pk)
    viewer: Any = request.user
    if not can_answer_for_school(viewer, school, match_round, timezone.now()):
        messages.error(request, _("De termijn is voorbij. Bel de hogeschool."))
        return redirect("school-proposal", pk=pk, round_pk=round_pk)
    coming = queries.placements_at_school(viewer=viewer, school=school, match_round=match_round)
    form = ObjectionForm(
        request.POST if request.method == "POST" else None, placements=coming.exclude(state=PlacementState.OBJECTED)
    )
    if request.method == "POST" and form.is_valid():
        answers.object_for_school(**form.cleaned_data, by=viewer, at=timezone.now())
        messages.success(request, _("We zoeken eerst een oplossing met jullie. Je krijgt antwoord binnen 2 werkdagen."))
        return redirect("school-proposal", pk=pk, round_pk=round_pk)
    context = {"school": school, "round": match_round, "form": form}
    return render(request, "placements/school_proposal_object.html", context)


def _told(request: HttpRequest, pk: int, round_pk: int) -> tuple[School, MatchRound]:
    school = found_or_404(queries.get_school, viewer=request.user, pk=pk)
    match_round = found_or_404(queries.get_told_round, viewer=request.user, school=school, pk=round_pk)
    return school, match_round
