"""The first page of a coordinator: what asks action now."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.permissions import is_staff_member
from placements.queries.rounds import next_dates, rounds_by_urgency
from placements.todo import LATER, THIS_WEEK, TODAY, items_for


@login_required
def todo(request: HttpRequest) -> HttpResponse:
    """Items in three groups, the viewer's rounds, and the dates to come."""
    if not is_staff_member(request.user):
        raise Http404
    at = timezone.now()
    items = items_for(viewer=request.user, at=at)
    names = {TODAY: _("Vandaag"), THIS_WEEK: _("Deze week"), LATER: _("Kan wachten")}
    groups = [(name, [item for item in items if item.group == group]) for group, name in names.items()]
    context = {
        "today": timezone.localdate(),
        "groups": [(name, found) for name, found in groups if found],
        "todo_count": len(items),
        "rounds": rounds_by_urgency(viewer=request.user)[:6],
        "dates": next_dates(viewer=request.user, today=timezone.localdate())[:6],
    }
    return render(request, "placements/todo.html", context)
