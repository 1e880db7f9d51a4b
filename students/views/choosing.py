"""Finding a school: to wish for it, to avoid it, or to read why it is not in the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import looked_for, typed
from schools.models import School
from students.actions.avoid import avoid_school, stop_avoiding
from students.actions.wishes import AlreadyWishedError, AvoidedError, ListFullError, add_wish, current_list
from students.forms.own import AvoidForm
from students.queries import own
from students.queries.schools import hidden_schools, schools_named, schools_to_wish
from students.views.desk import Desk, say, student_page
from students.views.wishes import remember

SCHOOLS_PER_PAGE = 20


@student_page
def student_wish_add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Search by name or place; schools that ask this round first, then the nearest."""
    if request.method == "POST":
        return _add(request, desk, _school_or_404(desk, request.POST.get("school", "")))
    text = looked_for(request)
    found = schools_to_wish(viewer=desk.viewer, registration=desk.registration, text=text)
    page = Paginator(found, SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "students/wish_add.html", desk.context(page=page, text=text))


def _add(request: HttpRequest, desk: Desk, school: School) -> HttpResponse:
    before = current_list(desk.registration)
    try:
        desk.act(add_wish, school=school)
    except AlreadyWishedError:
        messages.info(request, _("Deze school staat al in je lijst."))
    except ListFullError:
        most = desk.registration.round.max_wishes
        messages.warning(request, _("Je lijst is vol: hoogstens %(n)d scholen.") % {"n": most})
    except AvoidedError:
        messages.warning(request, _("Jij vermijdt deze school. Haal ze eerst uit die lijst."))
    remember(request, desk, before, _("%(name)s staat in je lijst.") % {"name": school.name})
    return redirect(f"{reverse('student-wishes')}#wensen")


@student_page
def student_hidden(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Why a school is not in the list: one rule per school."""
    text = looked_for(request)
    found = hidden_schools(viewer=desk.viewer, registration=desk.registration, text=text)
    page = Paginator(found, SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "students/hidden.html", desk.context(page=page, text=text))


@student_page
def student_avoid(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The schools to avoid, and a search for another one."""
    text = looked_for(request)
    found = schools_named(viewer=desk.viewer, registration=desk.registration, text=text)[:SCHOOLS_PER_PAGE]
    avoided = own.avoided_by(viewer=desk.viewer, registration=desk.registration)
    return render(request, "students/avoid.html", desk.context(text=text, found=found, avoided=avoided))


@student_page
def student_avoid_add(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Why this school must be avoided."""
    school = _school_or_404(desk, str(pk))
    form = AvoidForm(typed(request))
    if request.method == "POST" and form.is_valid():
        desk.act(avoid_school, school=school, reason=form.cleaned_data["reason"])
        say(request, _("We plaatsen je niet in %(name)s.") % {"name": school.name})
        return redirect("student-avoid")
    return render(request, "students/avoid_add.html", desk.context(form=form, school=school))


@require_POST
@student_page
def student_avoid_remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a school off the list of schools to avoid."""
    gone: Any = desk.act(stop_avoiding, pk=pk)
    if gone:
        say(request, _("%(name)s staat niet meer in deze lijst.") % {"name": gone.school.name})
    return redirect("student-avoid")


def _school_or_404(desk: Desk, pk: str) -> School:
    try:
        return own.get_school_to_choose(viewer=desk.viewer, registration=desk.registration, pk=int(pk))
    except (ObjectDoesNotExist, ValueError, OverflowError):
        raise Http404 from None
