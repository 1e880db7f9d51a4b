"""A support request in two steps: for whom and what support, then when and how many."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import VersionedForm, typed
from accounts.versions import ChangedMeanwhileError
from schools.actions.closing import RoundClosedError
from schools.actions.requests import ask_support, bring_back_request, change_request, withdraw_request
from schools.forms import WhenForm, WhoForm, first_answers
from schools.models import SupportRequest
from schools.queries import own
from schools.views.visits import Visit, request_or_404, say_too_late, visit_or_404


@login_required
def school_request_new(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """Step 2 of a new request; what is chosen waits in the session for step 3."""
    visit = visit_or_404(request, pk, round_pk)
    if not visit.open:
        return _too_late(request, visit)
    last = own.request_of_last_time(viewer=visit.viewer, school=visit.school, match_round=visit.match_round)
    draft = request.session.get(_draft_key(request.GET.get("formulier", "")))
    first = draft or first_answers(visit.match_round, last)
    form = WhoForm(typed(request), country=visit.school.network.country, initial=first)
    if request.method == "POST" and form.is_valid():
        token = _token(request.GET.get("formulier")) or uuid4()
        request.session[_draft_key(str(token))] = form.cleaned_data
        return redirect("school-request-new-when", pk=pk, round_pk=round_pk, token=token)
    context = visit.context(form=form, last=None if draft else last, new=True)
    return render(request, "schools/request_who.html", context)


@login_required
def school_request_new_when(request: HttpRequest, pk: int, round_pk: int, token: UUID) -> HttpResponse:
    """Step 3 of a new request; saving makes the row, once."""
    visit = visit_or_404(request, pk, round_pk)
    if not visit.open:
        return _too_late(request, visit)
    draft = request.session.get(_draft_key(str(token)))
    if draft is None:
        return redirect("school-request-new", pk=pk, round_pk=round_pk)
    form = WhenForm(typed(request), match_round=visit.match_round, initial=_first_when(visit))
    if request.method == "POST" and form.is_valid():
        return _ask(request, visit, token, draft, form)
    context = visit.context(form=form, new=True, token=token)
    return render(request, "schools/request_when.html", context)


def _first_when(visit: Visit) -> dict[str, Any]:
    last = own.request_of_last_time(viewer=visit.viewer, school=visit.school, match_round=visit.match_round)
    answer = visit.answer()
    total = {"total": answer.max_students} if answer and answer.max_students else {}
    return first_answers(visit.match_round, last) | total


def _ask(request: HttpRequest, visit: Visit, token: UUID, draft: dict[str, Any], form: WhenForm) -> HttpResponse:
    who = WhoForm(draft, country=visit.school.network.country)
    if not who.is_valid():
        return redirect("school-request-new", pk=visit.school.pk, round_pk=visit.match_round.pk)
    fields = who.changes() | form.changes()
    del fields["total_seen"]
    try:
        ask_support(
            school=visit.school, match_round=visit.match_round, made_with=token, by=request.user, at=visit.at, **fields
        )
    except RoundClosedError:
        return _too_late(request, visit)
    return visit.to_check_page()


@login_required
def school_request(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Step 2 of a request that exists."""
    visit, row = request_or_404(request, pk, request_pk)
    form = WhoForm(typed(request), country=visit.school.network.country, initial=WhoForm.stored(row))
    return _edit(request, visit, row, form, "schools/request_who.html")


@login_required
def school_request_when(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Step 3 of a request that exists."""
    visit, row = request_or_404(request, pk, request_pk)
    form = WhenForm(typed(request), match_round=visit.match_round, initial=WhenForm.stored(row))
    return _edit(request, visit, row, form, "schools/request_when.html")


def _edit(request: HttpRequest, visit: Visit, row: SupportRequest, form: VersionedForm, template: str) -> HttpResponse:
    if not visit.open:
        return _too_late(request, visit)
    context = visit.context(form=form, row=row)
    if request.method == "POST" and form.is_valid():
        seen: int = form.cleaned_data["version"]
        try:
            change_request(request=row, version=seen, by=request.user, at=visit.at, **form.changes())
            return visit.to_check_page()
        except ChangedMeanwhileError as error:
            context["conflict"] = form.conflict_with(error.row, reader=request.user)
        except RoundClosedError:
            return _too_late(request, visit)
    return render(request, template, context)


@login_required
def school_request_withdraw(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Asks first, then takes the request out of the round."""
    visit, row = request_or_404(request, pk, request_pk)
    if request.method != "POST" or not visit.open:
        context = visit.context(row=row, country=visit.school.network.country)
        return render(request, "schools/request_withdraw.html", context) if visit.open else _too_late(request, visit)
    try:
        withdraw_request(request=row, by=request.user, at=visit.at)
    except RoundClosedError:
        return _too_late(request, visit)
    messages.success(request, _("De aanvraag is ingetrokken. Op jullie overzicht kan je ze terugzetten."))
    return redirect("school-home", pk=pk)


@require_POST
@login_required
def school_request_bring_back(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Undo of a withdrawal."""
    visit, row = request_or_404(request, pk, request_pk)
    try:
        bring_back_request(request=row, by=request.user, at=visit.at)
        messages.success(request, _("De aanvraag staat er weer."))
    except RoundClosedError:
        say_too_late(request, visit.match_round)
    return redirect("school-home", pk=pk)


def _too_late(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        say_too_late(request, visit.match_round)
    return visit.to_check_page()


def _draft_key(token: str) -> str:
    return f"support-request-{token}"


def _token(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
