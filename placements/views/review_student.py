"""One student in the plan under review: why here, what else it could be, and the changes by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import MatchRound
from placements.actions import review
from placements.actions.changes import ChangedMeanwhileError
from placements.actions.exchange import move_with_others
from placements.actions.prices import ask_prices
from placements.explanations.edits import moved_along
from placements.forms.review import ChangeForm, CommentForm
from placements.models import Assignment, Edit, Proposal
from placements.permissions import can_review, coordinates
from placements.queries import proposals as queries
from placements.review_refusals import REVIEW_REFUSALS, why_refused
from placements.views.found import found_or_404
from placements.views.review import kept_filters, review_context
from placements.views.review_drawer import drawer_context
from schools.models import SupportRequest

STEP = 5
ACTIONS: dict[str, Callable[..., Edit]] = {
    "move": review.move_by_hand,
    "out": review.move_by_hand,
    "pin": review.pin,
    "unpin": review.unpin,
    "ban": review.ban,
    "unban": review.unban,
}


@login_required
def review_student(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """The drawer beside the table, or alone when htmx asks for it."""
    match_round, _proposal, row = _found(request, pk, registration)
    return _page(request, match_round, row)


@require_POST
@login_required
def review_change(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """One change by hand; refused, the page comes back with the reason and with what was chosen."""
    match_round, proposal, row = _found(request, pk, registration)
    viewer: Any = request.user
    requests = queries.requests_of_round(viewer=viewer, match_round=match_round)
    form = ChangeForm(request.POST, requests=requests)
    if not can_review(viewer, match_round):
        messages.error(request, _("De ronde is niet in nazicht."))
        return redirect("round-review", pk=pk)
    if not form.is_valid():
        return _page(request, match_round, row, form=form)
    try:
        edit = _change(form, proposal, row, viewer)
    except review.NeedsConfirmationError as refusal:
        return _page(request, match_round, row, form=form, confirm=why_refused(refusal, viewer=viewer))
    except ChangedMeanwhileError as refusal:
        return _page(request, match_round, row, form=form, conflict=why_refused(refusal, viewer=viewer))
    except REVIEW_REFUSALS as refusal:
        form.add_error(None, why_refused(refusal, viewer=viewer, proposal=proposal))
        return _page(request, match_round, row, form=form)
    messages.success(request, _told(form, row, edit))
    return redirect(_address("review-student", pk, registration, request))


@require_POST
@login_required
def review_comment(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """Say something about this student to the other coordinators."""
    match_round, proposal, row = _found(request, pk, registration)
    viewer: Any = request.user
    form = CommentForm(request.POST)
    if not coordinates(viewer, match_round):
        raise Http404
    if not form.is_valid():
        return _page(request, match_round, row, comment_form=form)
    text = form.cleaned_data["text"]
    review.comment(proposal=proposal, registration=row.registration, text=text, by=viewer, at=timezone.now())
    return redirect(_address("review-student", pk, registration, request))


@login_required
def review_prices(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """The prices as far as they are known; asking is a post, and a page that waits looks again."""
    match_round, proposal, row = _found(request, pk, registration)
    if request.method == "POST":
        known = queries.prices_of(viewer=request.user, proposal=proposal, registration=registration)
        more = known is not None and known.state == known.State.DONE
        limit = known.limit + STEP if known and more else STEP
        ask_prices(proposal=proposal, registration=row.registration, limit=limit, at=timezone.now())
    if not getattr(request, "htmx", False):
        return redirect(_address("review-student", pk, registration, request))
    chosen = request.GET.get("request", "")
    context = _drawer(request, match_round, row) | {"chosen": int(chosen) if chosen.isdecimal() else None}
    return render(request, "placements/review_prices.html", context)


def _change(form: ChangeForm, proposal: Proposal, row: Assignment, viewer: Any) -> Edit:
    cleaned = form.cleaned_data
    asked: dict[str, Any] = {
        "proposal": proposal,
        "registration": row.registration,
        "version": cleaned["version"],
        "reason": cleaned["reason"],
        "by": viewer,
        "at": timezone.now(),
    }
    priced = form.priced()
    if priced is not None:
        return _exchange(priced, proposal, row, viewer, asked)
    if cleaned["action"] in ("move", "unban"):
        asked["request"] = form.requests[cleaned["request"]]
    if cleaned["action"] == "ban":
        if row.request is None:
            raise review.AlreadySoError
        asked["request"] = row.request
    if cleaned["action"] == "move":
        asked["overrule"] = cleaned["overrule"]
    if cleaned["action"] == "out":
        asked["request"] = None
    return ACTIONS[cleaned["action"]](**asked)


def _exchange(request: SupportRequest, proposal: Proposal, row: Assignment, viewer: Any, asked: dict[str, Any]) -> Edit:
    """A priced place is taken together with the moves that its price is of."""
    prices = queries.prices_of(viewer=viewer, proposal=proposal, registration=row.registration_id)
    if prices is None:
        raise ChangedMeanwhileError(proposal.changed_by, proposal.changed_at)
    return move_with_others(prices=prices, request=request, **asked)


def _told(form: ChangeForm, row: Assignment, edit: Edit) -> str:
    cleaned = form.cleaned_data
    asked = row.request if cleaned["action"] == "ban" else form.requests.get(cleaned["request"])
    names = {"student": row.registration, "school": asked.school if asked else ""}
    others = moved_along(edit.parts.all())
    along = ngettext("%(count)d andere student schoof mee.", "%(count)d andere studenten schoven mee.", others)
    told = {
        "move": _("%(student)s staat nu bij %(school)s, en blijft daar bij een nieuwe berekening."),
        "out": _("%(student)s heeft nu geen plaats in dit plan."),
        "pin": _("%(student)s blijft op deze plaats bij een nieuwe berekening."),
        "unpin": _("%(student)s is losgemaakt. Een nieuwe berekening mag opnieuw kiezen."),
        "ban": _("%(student)s komt niet bij %(school)s."),
        "unban": _("%(student)s mag weer bij %(school)s."),
    }[cleaned["action"]] % names
    return f"{told} {along % {'count': others}}" if others else told


def _page(request: HttpRequest, match_round: MatchRound, row: Assignment, **extra: Any) -> HttpResponse:
    drawer = _drawer(request, match_round, row) | _chosen(extra.get("form")) | extra
    if getattr(request, "htmx", False):
        return render(request, "placements/review_drawer.html", drawer)
    return render(request, "placements/review.html", review_context(request, match_round) | drawer)


def _chosen(form: ChangeForm | None) -> dict[str, int | None]:
    """The places that were chosen on the page that comes back."""
    typed = {name: form.data.get(name) or "" if form else "" for name in ("request", "request_other")}
    chosen = {name: int(text) if text.isdecimal() else None for name, text in typed.items()}
    return {"chosen": chosen["request"], "chosen_other": chosen["request_other"]}


def _drawer(request: HttpRequest, match_round: MatchRound, row: Assignment) -> dict[str, Any]:
    return {
        "match_round": match_round,
        "filters": kept_filters(request),
        "close_url": reverse("round-review", kwargs={"pk": match_round.pk}) + kept_filters(request),
    } | drawer_context(request, match_round, row)


def _found(request: HttpRequest, pk: int, registration: int) -> tuple[MatchRound, Proposal, Assignment]:
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    proposal = queries.current_proposal(viewer=request.user, match_round=match_round)
    if proposal is None:
        raise Http404
    row = found_or_404(queries.get_row, viewer=request.user, proposal=proposal, registration=registration)
    return match_round, proposal, row


def _address(name: str, pk: int, registration: int, request: HttpRequest) -> str:
    return reverse(name, kwargs={"pk": pk, "registration": registration}) + kept_filters(request)
