"""Where a student starts and ends: what is left to do, everything on one page, submitting, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import typed
from accounts.states import RoundState
from schools.actions.closing import RoundClosedError
from students.actions.registrations import NotCompleteError, missing_pages, submit, withdraw
from students.forms.own import SubmitForm
from students.models import Registration
from students.queries import own
from students.queries.duos import duo_view
from students.views.desk import Desk, after_closing, desk_of, say, student_page
from students.views.steps import steps_of
from students.views.timeline import timeline

PLACE_KNOWN = (RoundState.PUBLISHED, RoundState.RUNNING)


@login_required
def student_home(request: HttpRequest) -> HttpResponse:
    """The task list, the deadline, how it goes on."""
    desk = desk_of(request)
    if desk is None:
        return render(request, "students/no_round.html")
    steps = steps_of(desk)
    return render(
        request,
        "students/home.html",
        desk.context(
            steps=steps,
            done=sum(step.done for step in steps),
            left=sum(step.needed and not step.done for step in steps),
            moments=timeline(desk.registration.round, desk.at),
            duo=duo_view(viewer=desk.viewer, registration=desk.registration),
            coordinator=own.coordinator_of(viewer=desk.viewer, registration=desk.registration),
            place_known=_place_known(desk.registration),
            place=own.place_state(viewer=desk.viewer, registration=desk.registration),
        ),
    )


def _place_known(registration: Registration) -> bool:
    """Whether somebody who stands in the round was told about a place, or about having none."""
    stands = registration.submitted_at is not None and registration.withdrawn_at is None
    return stands and registration.round.state in PLACE_KNOWN


@login_required
def student_check(request: HttpRequest) -> HttpResponse:
    """Everything on one page: to submit while the round is open, to read afterwards."""
    desk = desk_of(request)
    if desk is None:
        return redirect("student-home")
    if request.method == "POST" and not desk.open:
        return after_closing(request, desk)
    form = SubmitForm(typed(request))
    if request.method == "POST" and form.is_valid():
        return _submit(request, desk)
    return render(request, "students/check.html", check_context(desk) | {"form": form})


def check_context(desk: Desk) -> dict[str, object]:
    """All answers of a registration, as the page and a coordinator read them."""
    registration = desk.registration
    return desk.context(
        wishes=own.wishes_of(viewer=desk.viewer, registration=registration),
        avoided=own.avoided_by(viewer=desk.viewer, registration=registration),
        places=own.place_names(registration=registration),
        duo=duo_view(viewer=desk.viewer, registration=registration),
        missing=missing_pages(registration),
    )


def _submit(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        desk.act(submit)
    except NotCompleteError:
        messages.error(request, _("Er ontbreekt nog iets. Vul het aan en dien dan opnieuw in."))
        return redirect("student-check")
    except RoundClosedError:
        return after_closing(request, desk)
    say(request, _("Je inschrijving is ingediend. Je kan ze wijzigen tot de ronde sluit."))
    return redirect("student-home")


@student_page
def student_withdraw(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Asks first, then takes the student out of the round."""
    if request.method != "POST":
        return render(request, "students/withdraw.html", desk.context())
    desk.act(withdraw)
    say(request, _("Je bent afgemeld voor deze ronde. Zolang ze open is, kan je terugkomen."))
    return redirect("student-home")
