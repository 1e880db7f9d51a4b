"""Rounds: the list, a new one, its overview with the next step, its settings, and who takes part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import MatchRound
from accounts.states import RoundState
from placements.actions import rounds as actions
from placements.actions.rounds import RoundNameTakenError, TwoNetworksError
from placements.forms.rounds import NewRoundForm, ReasonForm, SettingsForm
from placements.next_step import next_step
from placements.permissions import can_create_round, can_manage_round, is_staff_member
from placements.queries import rounds as queries
from placements.queries.runs import runs_of
from placements.refusals import REFUSALS, why_not
from placements.views.found import found_or_404

STEPS = {
    "open": actions.open_round,
    "close": actions.close_round,
    "start": actions.start_internship,
    "archive": actions.archive_round,
}
STEPS_BACK = {"reopen": actions.reopen_round, "to-closed": actions.step_back_to_closed}


def round_or_404(request: HttpRequest, pk: int) -> MatchRound:
    """The round, or 404 for who may not know it; students and schools never come here."""
    if not is_staff_member(request.user):
        raise Http404
    return found_or_404(queries.get_match_round, viewer=request.user, pk=pk)


@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds of the viewer, newest first."""
    if not is_staff_member(request.user):
        raise Http404
    rounds = queries.list_rounds(viewer=request.user)
    return render(request, "placements/round_list.html", {"rounds": rounds})


@login_required
def round_new(request: HttpRequest) -> HttpResponse:
    """A form for a new round."""
    if not can_create_round(request.user):
        raise Http404
    form = NewRoundForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        made = make_round(request, form)
        if made:
            messages.success(request, _("De ronde is gemaakt. Open ze als alles klopt."))
            return redirect("round", pk=made.pk)
    return render(request, "placements/round_new.html", {"form": form})


def make_round(request: HttpRequest, form: NewRoundForm) -> MatchRound | None:
    """The new round; None when the form now says why not."""
    typed = form.cleaned_data
    try:
        return actions.create_round(
            name=typed["name"], colleges=list(typed["colleges"]), by=request.user, at=timezone.now(), **form.dates()
        )
    except RoundNameTakenError as error:
        form.add_error("name", why_not(error))
    except TwoNetworksError as error:
        form.add_error("colleges", why_not(error))
    return None


@login_required
def round_overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the round stands, in numbers, and what comes next."""
    match_round = round_or_404(request, pk)
    context = {
        "match_round": match_round,
        "counts": queries.count_participants(viewer=request.user, match_round=match_round),
        "step": next_step(match_round),
        "back": steps_back(match_round),
        "reason_form": ReasonForm(),
        "runs": runs_of(viewer=request.user, match_round=match_round)[:5],
        "colleges": match_round.colleges.all(),
    }
    return render(request, "placements/round_overview.html", context)


def steps_back(match_round: MatchRound) -> list[tuple[str, str]]:
    """The ways back that the phase allows, each with the words on its button."""
    return {
        RoundState.CLOSED: [("reopen", _("Heropen de inschrijving"))],
        RoundState.REVIEW: [("to-closed", _("Terug naar gesloten"))],
    }.get(RoundState(match_round.state), [])


@require_POST
@login_required
def round_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One phase further."""
    match_round = managed_or_refused(request, pk)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step](match_round=match_round, by=request.user, at=timezone.now())
        messages.success(request, said_after(match_round))
    except REFUSALS as error:
        messages.error(request, why_not(error))
    return redirect("round", pk=pk)


@require_POST
@login_required
def round_move_back(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A phase back, with a reason."""
    match_round = managed_or_refused(request, pk)
    if step not in STEPS_BACK:
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("De ronde ging niet terug: schrijf waarom."))
        return redirect("round", pk=pk)
    try:
        STEPS_BACK[step](
            match_round=match_round, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
        )
        messages.success(request, said_after(match_round))
    except REFUSALS as error:
        messages.error(request, why_not(error))
    return redirect("round", pk=pk)


def said_after(match_round: MatchRound) -> str:
    return _("De ronde is nu in de fase %(phase)s.") % {"phase": match_round.get_state_display()}


def managed_or_refused(request: HttpRequest, pk: int) -> MatchRound:
    match_round = round_or_404(request, pk)
    if not can_manage_round(request.user, match_round):
        raise PermissionDenied
    return match_round


@login_required
def round_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, dates and rules; what a colleague changed meanwhile is not overwritten."""
    match_round = managed_or_refused(request, pk)
    form = SettingsForm(request.POST or None, instance=match_round)
    if request.method == "POST" and form.is_valid():
        actions.change_round(match_round=match_round, by=request.user, at=timezone.now(), **form.changes())
        messages.success(request, _("De ronde is bewaard."))
        return redirect("round", pk=pk)
    context: dict[str, Any] = {"form": form, "match_round": queries.get_match_round(viewer=request.user, pk=pk)}
    return render(request, "placements/round_settings.html", context)
