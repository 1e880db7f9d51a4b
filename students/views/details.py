"""Address and availability: forms of one page each, saved on top of the version that was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms import VersionedForm, typed
from accounts.terms import HalfDay
from accounts.versions import ChangedMeanwhileError
from students.actions.registrations import save_address, save_half_days
from students.forms.own import AddressForm, AvailabilityForm
from students.views.desk import Desk, next_page, student_page

FILLS: dict[str, Callable[[str], bool]] = {
    "alles": lambda half_day: True,
    "geen": lambda half_day: False,
    "voormiddag": lambda half_day: half_day.endswith("-am"),
}
"""The quick choices above the grid, as links for who has no JavaScript: ?vul=alles."""


@student_page
def student_address(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where from, how, and how far."""
    first = AddressForm.stored(desk.registration)
    form = AddressForm(typed(request), registration=desk.registration, initial=first)
    return save_page(request, desk, form, save_address, template="students/address.html", then="student-availability")


@student_page
def student_availability(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The half-day grid."""
    first = AvailabilityForm.stored(desk.registration)
    if wanted := FILLS.get(request.GET.get("vul", "")):
        closed = desk.registration.round.closed_half_days
        first["half_days"] = [one for one in HalfDay.values if one not in closed and wanted(one)]
    form = AvailabilityForm(typed(request), registration=desk.registration, initial=first)
    return save_page(request, desk, form, save_half_days, template="students/availability.html", then="student-wishes")


def save_page(
    request: HttpRequest,
    desk: Desk,
    form: VersionedForm,
    action: Callable[..., Any],
    *,
    template: str,
    then: str,
    **more: Any,
) -> HttpResponse:
    """Show the form; save what is right and go on; keep what was typed when it is wrong or somebody was first."""
    context = desk.context(form=form, **more)
    if request.method == "POST" and form.is_valid():
        try:
            desk.act(action, version=form.cleaned_data["version"], **form.changes())
            return next_page(request, then)
        except ChangedMeanwhileError as error:
            context["conflict"] = form.conflict_with(error.row, reader=request.user)
    return render(request, template, context)
