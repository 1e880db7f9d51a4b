"""Yes, maybe or no; checking everything; saying that it still holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import typed
from accounts.versions import ChangedMeanwhileError
from schools.actions.answers import NotAnsweredError, answer_round, confirm_answer
from schools.actions.closing import RoundClosedError
from schools.forms import AnswerForm, ConfirmForm
from schools.models import Interest
from schools.views.visits import Visit, say_too_late, visit_or_404


@login_required
def school_answer(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """Step 1: do we want students this round?"""
    visit = visit_or_404(request, pk, round_pk)
    if not visit.open:
        return _closed(request, visit)
    answer = visit.answer()
    first = AnswerForm.stored(answer) if answer else {"version": 0}
    form = AnswerForm(typed(request), initial=first)
    context = visit.context(form=form, answer=answer)
    if request.method == "POST" and form.is_valid():
        try:
            saved = answer_round(
                school=visit.school,
                match_round=visit.match_round,
                version=form.cleaned_data["version"],
                by=request.user,
                at=visit.at,
                **form.changes(),
            )
            return _after_answer(request, visit, saved)
        except ChangedMeanwhileError as error:
            context["conflict"] = form.conflict_with(error.row, reader=request.user)
        except RoundClosedError:
            return _closed(request, visit)
    return render(request, "schools/answer.html", context)


def _after_answer(request: HttpRequest, visit: Visit, answer: Interest) -> HttpResponse:
    """A yes goes on to the request; maybe and no are done."""
    standing = [row for row in visit.requests() if not row.withdrawn_at]
    if answer.answer == Interest.Answer.YES and not standing:
        return redirect("school-request-new", pk=visit.school.pk, round_pk=visit.match_round.pk)
    messages.success(request, _("Jullie antwoord is bewaard: %(answer)s.") % {"answer": answer.get_answer_display()})
    if answer.answer == Interest.Answer.YES:
        return visit.to_check_page()
    return redirect("school-home", pk=visit.school.pk)


@login_required
def school_request_check(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """Step 4: everything on one page, to confirm; after closing the same page, to read."""
    visit = visit_or_404(request, pk, round_pk)
    answer = visit.answer()
    form = ConfirmForm(typed(request), initial={"answered_by": request.user.get_full_name()})  # type: ignore[union-attr] # logged in
    if request.method == "POST" and form.is_valid():
        return _confirm(request, visit, form.signature())
    rows = [row for row in visit.requests() if not row.withdrawn_at]
    country = visit.school.network.country
    context = visit.context(form=form, answer=answer, requests=rows, country=country)
    return render(request, "schools/check.html", context)


@require_POST
@login_required
def school_confirm(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """«Klopt dit nog?» One click says yes; opening a link confirms nothing."""
    visit = visit_or_404(request, pk, round_pk)
    return _confirm(request, visit, str(request.user))


def _confirm(request: HttpRequest, visit: Visit, answered_by: str) -> HttpResponse:
    given: dict[str, Any] = {"answered_by": answered_by, "by": request.user, "at": visit.at}
    try:
        confirm_answer(school=visit.school, match_round=visit.match_round, **given)
    except RoundClosedError:
        say_too_late(request, visit.match_round)
    except NotAnsweredError:
        return redirect("school-answer", pk=visit.school.pk, round_pk=visit.match_round.pk)
    else:
        messages.success(request, _("Bedankt. Jullie aanvraag is bevestigd. Wijzigen kan tot de ronde sluit."))
    return redirect("school-home", pk=visit.school.pk)


def _closed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """After closing, forms become a page to read; who sent something hears that it was too late."""
    if request.method == "POST":
        say_too_late(request, visit.match_round)
    return visit.to_check_page()
