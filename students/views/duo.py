"""Asking a fellow student to go together, and answering who asks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import typed
from students.actions.duos import (
    InDuoError,
    NotAskedError,
    OwnNameError,
    accept_question,
    ask_duo,
    decline_question,
    end_duo,
    take_back_question,
)
from students.forms.own import DuoForm
from students.models import Duo
from students.queries.duos import duo_view
from students.views.desk import Desk, say, student_page


@student_page
def student_duo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How it stands, and the form to ask."""
    form = DuoForm(typed(request))
    if request.method == "POST" and form.is_valid() and _asked(request, desk, form):
        return redirect("student-duo")
    view = duo_view(viewer=desk.viewer, registration=desk.registration)
    return render(request, "students/duo.html", desk.context(form=form, duo=view))


def _asked(request: HttpRequest, desk: Desk, form: DuoForm) -> bool:
    """Ask; the answer is the same whether the other exists or not."""
    wanted = form.cleaned_data["wanted"]
    try:
        made = desk.act(ask_duo, wanted=wanted)
    except OwnNameError:
        form.add_error("wanted", _("Je kan jezelf niet als duo kiezen."))
    except InDuoError:
        form.add_error("wanted", _("Je bent al een duo. Stop dat eerst."))
    else:
        if isinstance(made, Duo):
            say(request, _("Jullie vroegen elkaar: jullie zijn een duo."))
        else:
            say(request, _("Je vraag aan %(wanted)s is bewaard.") % {"wanted": wanted})
        return True
    return False


@require_POST
@student_page
def student_duo_answer(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Yes or no to who asks."""
    yes = request.POST.get("answer") == "yes"
    try:
        desk.act(accept_question if yes else decline_question, pk=pk)
    except NotAskedError:
        messages.info(request, _("Deze vraag is er niet meer."))
    except InDuoError:
        messages.warning(request, _("Dat kan niet meer: een van jullie is al een duo."))
    else:
        say(request, _("Jullie zijn een duo.") if yes else _("Je zei nee. De ander ziet enkel dat het niet lukt."))
    return redirect("student-duo")


@require_POST
@student_page
def student_duo_stop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the own question back, or leave the duo."""
    try:
        desk.act(take_back_question)
        desk.act(end_duo)
    except InDuoError:
        messages.warning(request, _("Je coördinator legde dit duo vast. Bel of mail je coördinator."))
    else:
        say(request, _("Je gaat nu alleen. Je kan opnieuw een medestudent vragen."))
    return redirect("student-duo")
