"""One search for students and schools, for staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from placements.permissions import is_staff_member
from schools.queries.staff import staff_schools
from students.queries.staff import staff_students

SHOWN = 20


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """The first students and schools that the words fit, each linked to its page."""
    if not is_staff_member(request.user):
        raise Http404
    text = request.GET.get("q", "").strip()[:100]
    found = {
        "students": staff_students(viewer=request.user, text=text)[: SHOWN + 1] if text else [],
        "schools": staff_schools(viewer=request.user, text=text).order_by("name", "pk")[: SHOWN + 1] if text else [],
    }
    return render(request, "placements/search.html", {"text": text, "shown": SHOWN, **found})
