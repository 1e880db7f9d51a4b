"""The pages where a school's contact starts: the own schools, and one school with its rounds."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schools.queries import own
from schools.views.visits import Visit, school_or_404, visit_of


@login_required
def school_list_own(request: HttpRequest) -> HttpResponse:
    """The schools that the viewer answers for; straight on when there is only one."""
    schools = list(own.own_schools(viewer=request.user)[:500])
    if len(schools) == 1:
        return redirect("school-home", pk=schools[0].pk)
    return render(request, "schools/own_list.html", {"schools": schools})


@login_required
def school_home(request: HttpRequest, pk: int) -> HttpResponse:
    """One school: per round the answer, the requests, and what can be done; first where something can be."""
    school = school_or_404(request, pk)
    rounds = own.rounds_of_school(viewer=request.user, school=school)
    visits = [visit_of(request, school, match_round) for match_round in rounds]
    urgent = sorted(visits, key=lambda visit: (not visit.open, visit.match_round.state not in own.PROPOSAL_STATES))
    context = {"school": school, "cards": [_card(visit) for visit in urgent]}
    return render(request, "schools/home.html", context)


def _card(visit: Visit) -> dict[str, Any]:
    requests = visit.requests()
    return {
        "visit": visit,
        "round": visit.match_round,
        "answer": visit.answer(),
        "requests": requests,
        "proposal": visit.match_round.state in own.PROPOSAL_STATES and bool(requests),
        "waiting": own.waits_for_answer(viewer=visit.viewer, school=visit.school, match_round=visit.match_round),
    }
