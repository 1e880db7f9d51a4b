"""Coordinators' pages about schools: the list, and one school."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms import looked_for
from schools.models import Interest
from schools.permissions import sees_all_schools
from schools.queries import staff

SCHOOLS_PER_PAGE = 50


@login_required
def school_list(request: HttpRequest) -> HttpResponse:
    """Every school of the networks, with search and filters."""
    if not sees_all_schools(request.user):
        raise Http404
    asked = {
        "text": looked_for(request),
        "municipality": looked_for(request, "gemeente"),
        "answer": looked_for(request, "antwoord"),
    }
    page = Paginator(staff.staff_schools(viewer=request.user, **asked), SCHOOLS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "asked": asked,
        "municipalities": staff.municipalities_of(viewer=request.user),
        "answers": Interest.Answer.choices,
        "labels": dict(Interest.Answer.choices),
    }
    return render(request, "schools/staff_list.html", context)


@login_required
def staff_school(request: HttpRequest, pk: int) -> HttpResponse:
    """One school: where it is, need figures with source and year, contacts, answers and requests."""
    try:
        school = staff.get_staff_school(viewer=request.user, pk=pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    context = {
        "school": school,
        "figures": list(school.need_figures.all()),
        "contacts": list(school.contacts.all()),
        "answers": list(staff.answers_seen_by_staff(viewer=request.user, school=school)),
        "requests": list(staff.requests_seen_by_staff(viewer=request.user, school=school)),
        "country": school.network.country,
    }
    return render(request, "schools/staff_school.html", context)
