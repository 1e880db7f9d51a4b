"""Which registration a student's page is about, and what every one of these pages does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from schools.actions.closing import RoundClosedError
from schools.views.visits import say_too_late
from students.models import Registration
from students.permissions import can_fill_in
from students.queries import own


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A student at the own registration; `open` when something may still be filled in."""

    viewer: Any
    registration: Registration
    at: datetime
    open: bool

    def context(self, **more: Any) -> dict[str, Any]:
        """What every template of these pages shows."""
        return {"registration": self.registration, "round": self.registration.round, "open": self.open} | more

    def act(self, action: Callable[..., Any], **given: Any) -> Any:
        """Do something to the registration as this student, now."""
        return action(registration=self.registration, by=self.viewer, at=self.at, **given)


View = Callable[..., HttpResponse]


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of the student who looks, or None when there is no round now. Not found for who is no student."""
    if not hasattr(request.user, "student"):
        raise Http404
    registration = own.current_registration(viewer=request.user)
    if registration is None:
        return None
    at = timezone.now()
    may = can_fill_in(request.user, registration, at)
    return Desk(viewer=request.user, registration=registration, at=at, open=may)


def student_page(view: View) -> View:
    """A page to fill in: hands the desk over, and sends home who has none or comes after closing."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desk = desk_of(request)
        if desk is None:
            return redirect("student-home")
        if not desk.open:
            return after_closing(request, desk)
        try:
            return view(request, desk, *args, **kwargs)
        except RoundClosedError:
            return after_closing(request, desk)

    return page


def after_closing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Forms become a page to read; who sent something hears that it was too late."""
    if request.method == "POST":
        say_too_late(request, desk.registration.round)
    return redirect("student-check")


def next_page(request: HttpRequest, name: str) -> HttpResponse:
    """On to the next page, or back to the overview for who pressed that button."""
    return redirect("student-home" if "overview" in request.POST else name)


def say(request: HttpRequest, sentence: str) -> None:
    """One green sentence above the next page."""
    messages.success(request, sentence)
