"""Searches: start one with goals in order, follow it, stop it, read how it ended."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import MatchRound
from accounts.terms import GoalName
from placements.actions.runs import cancel_run, start_run, stop_run
from placements.forms.runs import RunForm, known_goals, other_order
from placements.goal_words import about, name_of
from placements.models import Run
from placements.permissions import can_run
from placements.queries import runs as queries
from placements.refusals import REFUSALS, why_not
from placements.run_page import state_context
from placements.views.found import found_or_404
from placements.views.rounds import round_or_404


@login_required
def round_runs(request: HttpRequest, pk: int) -> HttpResponse:
    """The runs of a round, and the form for the next one; its buttons also change the order of goals."""
    match_round = round_or_404(request, pk)
    may_run = can_run(request.user, match_round)
    goals, form = list(match_round.goals), RunForm(initial={"seconds": settings.SOLVE_SECONDS})
    if request.method == "POST":
        if not may_run:
            raise PermissionDenied
        goals = known_goals(request.POST.getlist("goals")) or goals
        changed = other_order(goals, request.POST.dict())
        form = RunForm(request.POST) if changed is None else RunForm(initial=request.POST.dict())
        goals = goals if changed is None else changed
        if changed is None and form.is_valid() and (run := started(request, match_round, goals, form)):
            return redirect("run", pk=pk, number=run.number)
    return render(request, "placements/round_runs.html", runs_context(request, match_round, goals, form, may_run))


def runs_context(
    request: HttpRequest, match_round: MatchRound, goals: list[str], form: RunForm, may_run: bool
) -> dict[str, Any]:
    runs = list(queries.runs_of(viewer=request.user, match_round=match_round))
    return {
        "match_round": match_round,
        "form": form,
        "may_run": may_run,
        "busy": next((run for run in runs if run.is_open), None),
        "runs": runs,
        "goals": [{"code": goal, "name": name_of(goal), "about": about(goal)} for goal in goals],
        "other_goals": [(goal, name_of(goal)) for goal in GoalName.values if goal not in goals],
        "moved": request.POST.get("up") or request.POST.get("down"),
        "moved_up": "up" in request.POST,
    }


def started(request: HttpRequest, match_round: MatchRound, goals: list[str], form: RunForm) -> Run | None:
    """The run; None when a message says why not."""
    try:
        return start_run(match_round=match_round, goals=goals, by=request.user, at=timezone.now(), **form.cleaned_data)
    except REFUSALS as error:
        messages.error(request, why_not(error))
    return None


@login_required
def run_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One run: its progress while it goes on, by htmx only that part; how it ended after that."""
    match_round = round_or_404(request, pk)
    run = run_or_404(request, match_round, number)
    context = {
        "match_round": match_round,
        "run": run,
        "may_run": can_run(request.user, match_round),
        **state_context(run, viewer=request.user, at=timezone.now(), spoken=request.GET.get("doel", "")),
    }
    if getattr(request, "htmx", False):
        response = render(request, "placements/run_state.html", context)
        if not run.is_open:
            response["HX-Refresh"] = "true"
        return response
    context["runs"] = queries.runs_of(viewer=request.user, match_round=match_round)[:8]
    return render(request, "placements/run.html", context)


def run_or_404(request: HttpRequest, match_round: MatchRound, number: int) -> Run:
    return found_or_404(queries.get_run, viewer=request.user, match_round=match_round, number=number)


@require_POST
@login_required
def run_stop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Stop and keep the best plan."""
    return end(request, pk, number, stop_run, _("De berekening stopt. Het beste plan blijft bewaard."))


@require_POST
@login_required
def run_cancel(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Stop and keep nothing."""
    return end(request, pk, number, cancel_run, _("De berekening wordt geannuleerd."))


def end(request: HttpRequest, pk: int, number: int, action: Any, said: str) -> HttpResponse:
    match_round = round_or_404(request, pk)
    run = run_or_404(request, match_round, number)
    if not can_run(request.user, match_round):
        raise PermissionDenied
    if run.is_open:
        action(run=run, by=request.user, at=timezone.now())
        messages.info(request, said)
    return redirect("run", pk=pk, number=number)
