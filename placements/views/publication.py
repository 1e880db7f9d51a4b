"""Sending the plan: look at the mails first, then schools, then students; and what came of each mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import MatchRound
from accounts.states import RoundState
from placements.actions.mailing import send_again
from placements.actions.publication import mails_to_schools, mails_to_students, tell_schools, tell_students
from placements.messages import letter_of
from placements.models import SentMail
from placements.permissions import can_publish, coordinates
from placements.queries import placements as queries
from placements.queries import proposals
from placements.review_refusals import REVIEW_REFUSALS, why_refused
from placements.views.found import found_or_404

SHOWN = 3
MAILS_PER_PAGE = 50


@login_required
def round_send(request: HttpRequest, pk: int) -> HttpResponse:
    """The next mails to look at, and the list of what was sent."""
    match_round = found_or_404(proposals.get_match_round, viewer=request.user, pk=pk)
    mails = queries.mails_of(viewer=request.user, match_round=match_round)
    context: dict[str, Any] = {
        "match_round": match_round,
        "page": Paginator(mails, MAILS_PER_PAGE).get_page(request.GET.get("page")),
        "counts": queries.count_mails(viewer=request.user, match_round=match_round),
        "answers": queries.count_by_state(viewer=request.user, match_round=match_round),
        "without_contact": queries.schools_without_contact(viewer=request.user, match_round=match_round),
        "may_publish": can_publish(request.user, match_round),
    }
    return render(request, "placements/send.html", context | _next_mails(request, match_round))


@require_http_methods(["GET", "POST"])
@login_required
def round_tell_schools(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more with the numbers, then publish to the schools."""
    match_round = _publishing(request, pk)
    if request.method == "GET":
        return _sure(request, match_round, to="schools", at_phase=RoundState.APPROVED)
    viewer: Any = request.user
    try:
        count = tell_schools(match_round=match_round, by=viewer, at=timezone.now())
        messages.success(request, _sent(count))
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=viewer))
    return redirect("round-send", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def round_tell_students(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more with the numbers, then publish to the students."""
    match_round = _publishing(request, pk)
    if request.method == "GET":
        return _sure(request, match_round, to="students", at_phase=RoundState.WITH_SCHOOLS)
    viewer: Any = request.user
    despite = request.POST.get("despite_objections") == "on"
    try:
        count = tell_students(match_round=match_round, by=viewer, at=timezone.now(), despite_objections=despite)
        messages.success(request, _sent(count))
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=viewer))
    return redirect("round-send", pk=pk)


@require_POST
@login_required
def mail_again(request: HttpRequest, pk: int, mail: int) -> HttpResponse:
    """Send a refused mail once more."""
    match_round = _publishing(request, pk)
    row = found_or_404(queries.mails_of(viewer=request.user, match_round=match_round).get, pk=mail)
    try:
        send_again(mail=row)
        messages.success(request, _("De mail vertrekt opnieuw naar %(to)s.") % {"to": row.to})
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=request.user))
    return redirect("round-send", pk=pk)


def _sure(request: HttpRequest, match_round: MatchRound, *, to: str, at_phase: RoundState) -> HttpResponse:
    """The question before sending; back to the mails when it is not, or no longer, time for it."""
    if match_round.state != at_phase:
        return redirect("round-send", pk=match_round.pk)
    context = {
        "match_round": match_round,
        "to": to,
        "to_send": len(_waiting_mails(request, match_round)),
        "answers": queries.count_by_state(viewer=request.user, match_round=match_round),
        "without_contact": queries.schools_without_contact(viewer=request.user, match_round=match_round),
    }
    return render(request, "placements/send_sure.html", context)


def _next_mails(request: HttpRequest, match_round: MatchRound) -> dict[str, Any]:
    """The mails that the next button would send: how many, and the first of each kind to read."""
    waiting = _waiting_mails(request, match_round)
    known = queries.addressed_to_known(viewer=request.user, mails=waiting)
    first = {mail.kind: mail for mail in reversed(known)}
    letters = [letter_of(mail) for mail in [*first.values(), *known[: 2 * SHOWN]]]
    return {"to_send": len(waiting), "letters": list(dict.fromkeys(letters))[:SHOWN]}


def _waiting_mails(request: HttpRequest, match_round: MatchRound) -> list[SentMail]:
    if match_round.state == RoundState.APPROVED:
        proposal = proposals.current_proposal(viewer=request.user, match_round=match_round)
        return mails_to_schools(proposal, timezone.now()) if proposal else []
    if match_round.state == RoundState.WITH_SCHOOLS:
        return mails_to_students(match_round, timezone.now())
    return []


def _sent(count: int) -> str:
    text = ngettext("%(count)d mail vertrekt nu.", "%(count)d mails vertrekken nu.", count)
    return text % {"count": count}


def _publishing(request: HttpRequest, pk: int) -> MatchRound:
    match_round = found_or_404(proposals.get_match_round, viewer=request.user, pk=pk)
    if not coordinates(request.user, match_round):
        raise Http404
    return match_round
