"""The pages where a school's contact starts: the own schools, and one school with its rounds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schools.queries import own
from schools.views.visits import school_or_404, visit_of


@login_required
def school_list_own(request: HttpRequest) -> HttpResponse:
    """The schools that the viewer answers for; straight on when there is only one."""
    schools = list(own.own_schools(viewer=request.user)[:500])
    if len(schools) == 1:
        return redirect("school-home", pk=schools[0].pk)
    return render(request, "schools/own_list.html", {"schools": schools})


@login_required
def school_home(request: HttpRequest, pk: int) -> HttpResponse:
    """One school: per round the answer, the requests, and what can be done now."""
    school = school_or_404(request, pk)
    rounds = own.rounds_of_school(viewer=request.user, school=school)
    visits = [visit_of(request, school, match_round) for match_round in rounds]
    cards = [
        {
            "visit": visit,
            "round": visit.match_round,
            "answer": visit.answer(),
            "requests": visit.requests(),
            "proposal": visit.match_round.state in own.PROPOSAL_STATES,
        }
        for visit in visits
    ]
    return render(request, "schools/home.html", {"school": school, "cards": cards})
