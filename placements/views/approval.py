"""Asking for approval and giving it: a checklist, a second person, a frozen record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from placements.actions import approval
from placements.forms.review import WhyForm
from placements.judgement import question_changed
from placements.models import Proposal
from placements.permissions import can_approve, coordinates
from placements.plan_goals import goals_in_words
from placements.queries import proposals as queries
from placements.review_refusals import REVIEW_REFUSALS, faults_in_words, why_refused
from placements.views.found import found_or_404


@login_required
def round_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the plan stands, and what this person may do about it."""
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    proposal = queries.current_proposal(viewer=request.user, match_round=match_round)
    context: dict[str, Any] = {"match_round": match_round, "proposal": proposal, "why_form": WhyForm()}
    if proposal:
        context |= _context(request, proposal)
    return render(request, "placements/approve.html", context)


@require_POST
@login_required
def round_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a second person."""

    def submit(proposal: Proposal, viewer: Any) -> str:
        version = request.POST.get("version", "")
        number = int(version) if version.isdecimal() else 0
        approval.submit(proposal=proposal, by=viewer, at=timezone.now(), version=number)
        return _("Je vroeg goedkeuring. Een andere coördinator kan ze nu geven.")

    return _answer(request, pk, submit)


@require_POST
@login_required
def round_approve_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve."""

    def approve(proposal: Proposal, viewer: Any) -> str:
        approval.approve(proposal=proposal, by=viewer, at=timezone.now())
        return _("Het plan is goedgekeurd en staat vast. Nu kan het naar de scholen.")

    return _answer(request, pk, approve)


@require_POST
@login_required
def round_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to review with a question."""

    def send_back(proposal: Proposal, viewer: Any) -> str:
        question = request.POST.get("why", "")
        approval.send_back(proposal=proposal, by=viewer, at=timezone.now(), question=question)
        return _("Het plan is terug in nazicht, met je vraag erbij.")

    return _answer(request, pk, send_back)


@require_POST
@login_required
def round_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the approval back."""

    def reopen(proposal: Proposal, viewer: Any) -> str:
        approval.reopen(proposal=proposal, by=viewer, at=timezone.now(), reason=request.POST.get("why", ""))
        return _("De goedkeuring is ingetrokken. Het plan is weer in nazicht.")

    return _answer(request, pk, reopen)


def _context(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    viewer = request.user
    return {
        "goals": goals_in_words(proposal),
        "outdated": proposal.state in ("draft", "submitted") and question_changed(proposal),
        "faults": faults_in_words(proposal.faults, viewer=viewer, proposal=proposal),
        "edit_counts": queries.count_edits(viewer=viewer, proposal=proposal),
        "edits": {key: len({edit[key] for edit in proposal.record.get("edits", [])}) for key in ("at", "registration")},
        "comments": queries.comments_of(viewer=viewer, proposal=proposal),
        "refused": _why_not_approve(viewer, proposal),
        "may_approve": can_approve(viewer, proposal.round),
        "may_reopen": proposal.state == "approved" and coordinates(viewer, proposal.round),
        "may_submit": proposal.state == "draft" and can_approve(viewer, proposal.round),
    }


def _why_not_approve(viewer: Any, proposal: Proposal) -> str:
    """Why this very person may not approve this plan, or nothing."""
    try:
        approval.refuse_approver(proposal, viewer)
    except (approval.SamePersonError, approval.ChangedByApproverError) as refusal:
        return why_refused(refusal, viewer=viewer)
    return ""


def _answer(request: HttpRequest, pk: int, act: Callable[[Proposal, Any], str]) -> HttpResponse:
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    proposal = queries.current_proposal(viewer=request.user, match_round=match_round)
    if proposal is None or not coordinates(request.user, match_round):
        raise Http404
    try:
        messages.success(request, act(proposal, request.user))
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=request.user, proposal=proposal))
    return redirect("round-approve", pk=pk)
