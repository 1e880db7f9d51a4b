"""The student's place: look at it, take it or give it back, put it in a calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from placements.actions import answers
from placements.explanations.names import names_seen_by
from placements.explanations.student import first_line, who_decided, why_this_place
from placements.forms.answers import ReturnForm
from placements.judgement import plan_of, why
from placements.models import Assignment, Placement, Proposal
from placements.models.placement import STUDENTS_KNOW
from placements.permissions import can_answer_as_student
from placements.queries import placements as queries
from placements.states import MoveNotAllowedError, PlacementState
from placements.views.calendar import calendar_of
from students.models import Registration


@login_required
def student_placement(request: HttpRequest) -> HttpResponse:
    """The place with its explanation, or why there is none (yet)."""
    registration = queries.own_registration(viewer=request.user)
    context: dict[str, Any] = {"registration": registration}
    if registration and registration.round.state in STUDENTS_KNOW:
        context |= _told(request, registration)
    return render(request, "placements/student_placement.html", context)


@require_POST
@login_required
def accept(request: HttpRequest) -> HttpResponse:
    """Take the place."""
    placement, viewer = _own(request), _viewer(request)
    if not can_answer_as_student(viewer, placement, timezone.now()):
        messages.error(request, _("De termijn is voorbij. Bel je coördinator."))
        return redirect("student-placement")
    try:
        answers.accept_placement(placement=placement, by=viewer, at=timezone.now())
        messages.success(request, _("Je aanvaardde deze plaats."))
    except MoveNotAllowedError:
        messages.error(request, _("Je plaats is intussen gewijzigd. Kijk hieronder wat er nu staat."))
    return redirect("student-placement")


@login_required
def give_back(request: HttpRequest) -> HttpResponse:
    """First the reason, then what it means, then really."""
    placement, viewer = _own(request), _viewer(request)
    if placement.state != PlacementState.OFFERED or not can_answer_as_student(viewer, placement, timezone.now()):
        messages.error(request, _("Je kan deze plaats nu niet teruggeven. Bel je coördinator."))
        return redirect("student-placement")
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "placements/student_placement_return.html", {"form": form, "placement": placement})
    if not form.cleaned_data["sure"]:
        reason = Placement.ReturnReason(form.cleaned_data["reason"])
        context = {"placement": placement, "reason": reason}
        return render(request, "placements/student_placement_sure.html", context)
    answers.give_back(placement=placement, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now())
    messages.success(request, _("Je gaf de plaats terug. Je staat nu op de reservelijst."))
    return redirect("student-placement")


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The days at the school as a file for a calendar."""
    placement = _own(request)
    if placement.state not in (PlacementState.OFFERED, PlacementState.CONFIRMED):
        raise Http404
    content = calendar_of(placement, at=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="stage.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _told(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    placement = queries.own_placement(viewer=request.user, registration=registration)
    row = queries.own_assignment(viewer=request.user, registration=registration)
    proposal = placement.proposal if placement else row.proposal if row else None
    answerable = placement is not None and can_answer_as_student(request.user, placement, timezone.now())
    context: dict[str, Any] = {"placement": placement, "told": True, "answerable": answerable}
    shown = placement is None or placement.state in (PlacementState.OFFERED, PlacementState.CONFIRMED)
    if proposal and shown:
        context |= _explained(request, registration, proposal, placement, row)
    return context


def _explained(
    request: HttpRequest,
    registration: Registration,
    proposal: Proposal,
    placement: Placement | None,
    row: Assignment | None,
) -> dict[str, Any]:
    found = why(proposal, plan_of(proposal.assignments.all()), registration.pk)
    names = names_seen_by(request.user, registration.round)
    classes = placement.request.classes if placement else ""
    drawn = proposal.run.finished_at
    edit = queries.last_edit_about(viewer=request.user, proposal=proposal, registration=registration)
    return {
        "first_line": first_line(found, unplaced=row.unplaced_reason if row else ""),
        "sentences": why_this_place(
            found, registration, names, classes=classes, drawn_on=timezone.localtime(drawn).date() if drawn else None
        ),
        "decided": who_decided(proposal, edit),
    }


def _own(request: HttpRequest) -> Placement:
    registration = queries.own_registration(viewer=request.user)
    placement = registration and queries.own_placement(viewer=request.user, registration=registration)
    if not placement:
        raise Http404
    return placement


def _viewer(request: HttpRequest) -> Any:
    return request.user
