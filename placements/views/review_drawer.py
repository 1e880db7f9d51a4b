"""What the drawer of one student shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import MatchRound
from matching.reasons import Reasons
from matching.referee import pairs
from matching.referee.lookup import Lookup
from matching.score import outside_rank
from matching.solution import Assignment as Placed
from placements.explanations.edits import what_was_done
from placements.explanations.limits import LIMIT_NAMES
from placements.explanations.names import Names, names_seen_by
from placements.explanations.prices import Alternative, alternatives_in_words
from placements.explanations.staff import why_here
from placements.explanations.unplaced import shortage_in_words, why_unplaced
from placements.forms.review import CommentForm
from placements.goal_changes import price_lines
from placements.judgement import plan_of, problem_of, why
from placements.models import Assignment, Edit, Proposal
from placements.models.rules import ReasonCode
from placements.permissions import can_review
from placements.problem_builder import request_id, row_of, student_id
from placements.queries import proposals as queries
from placements.queries import review as table
from placements.views.plan_map import PlanMap, plan_map
from placements.views.review import kept_filters
from schools.models import SupportRequest


def drawer_context(request: HttpRequest, match_round: MatchRound, row: Assignment) -> dict[str, Any]:
    """Place, reasons, prices, other places, decisions, changes and remarks of one student."""
    proposal, viewer = row.proposal, request.user
    registration = row.registration
    lookup, plan = Lookup(problem_of(proposal)), plan_of(proposal.assignments.all())
    names = names_seen_by(viewer, match_round)
    pin, bans = queries.decisions_about(viewer=viewer, match_round=match_round, registration=registration.pk)
    prices = queries.prices_of(viewer=viewer, proposal=proposal, registration=registration.pk)
    about: dict[str, Any] = {"viewer": viewer, "proposal": proposal, "registration": registration.pk}
    edits, reasons = list(queries.edits_of(**about)), why(proposal, plan, registration.pk)
    alternatives = told_apart(
        request, match_round, alternatives_in_words(prices.prices, lookup, names) if prices else []
    )
    return {
        "proposal": proposal,
        "row": row,
        "map": student_map(request, row, alternatives),
        "outside_rank": outside_rank(lookup.problem),
        "may_review": can_review(viewer, match_round) and proposal.state == "draft",
        "why_here": why_here(reasons, registration, lookup, plan, names),
        "duo": duo_line(request, match_round, reasons, names),
        "unplaced": [] if row.request_id else why_unplaced(row, lookup, plan, names, edits=edits, bans=bans),
        "prices": prices,
        "shortage": shortage_in_words(prices.shortage) if prices and not row.request_id else "",
        "alternatives": alternatives,
        "places": places(request, proposal, row, lookup, plan),
        "reasons": ReasonCode.choices,
        "pin": pin,
        "bans": bans,
        "comments": queries.comments_of(**about),
        "edits": [edit_line(edit) for edit in edits],
        "comment_form": CommentForm(),
        "address": _student(match_round, registration.pk, request),
        **neighbours(request, proposal, registration.pk),
    }


def told_apart(request: HttpRequest, match_round: MatchRound, alternatives: list[Alternative]) -> list[Alternative]:
    """Two requests of one school carry their classes, or else their number, behind the school's name."""
    often = Counter(one.school for one in alternatives)
    if all(count == 1 for count in often.values()):
        return alternatives
    requests = {row.pk: row for row in queries.requests_of_round(viewer=request.user, match_round=match_round)}
    return [
        replace(one, school=f"{one.school} ({requests[one.request].classes or requests[one.request].number})")
        if often[one.school] > 1 and one.request in requests
        else one
        for one in alternatives
    ]


def duo_line(request: HttpRequest, match_round: MatchRound, reasons: Reasons, names: Names) -> dict[str, Any] | None:
    """The fellow by name, with an address when the viewer may know them, and how the duo came out."""
    if reasons.duo is None:
        return None
    fellow = row_of(reasons.duo.with_student)
    return {
        "name": names.student(reasons.duo.with_student),
        "url": _student(match_round, fellow, request) if fellow in names.students else "",
        "required": reasons.duo.required,
        "together": reasons.duo.together,
    }


def student_map(request: HttpRequest, row: Assignment, alternatives: list[Alternative]) -> PlanMap | None:
    """The schools, with this student's home, place and lettered alternatives."""
    schools = table.school_fills(viewer=request.user, proposal=row.proposal)
    where = {school.pk: (school.latitude, school.longitude) for school in schools}
    of_request = queries.request_schools(match_round=row.proposal.round)
    letters = {one.letter: where[of_request[one.request]] for one in alternatives if of_request[one.request] in where}
    person = row.registration
    both = ((person.latitude, person.longitude), (person.term_latitude, person.term_longitude))
    homes = [(latitude, longitude) for latitude, longitude in both if latitude is not None and longitude is not None]
    here = where.get(row.request.school_id) if row.request else None
    return plan_map(schools, homes=homes, here=here, letters=letters)


def places(
    request: HttpRequest, proposal: Proposal, row: Assignment, lookup: Lookup, plan: tuple[Placed, ...]
) -> dict[str, list[dict[str, Any]]]:
    """Every other request of this plan: those that fit, and those that need a yes to a broken limit."""
    requests = queries.requests_of_round(viewer=request.user, match_round=proposal.round)
    fitting: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    taken = Counter(placed.request for placed in plan)
    for asked in requests:
        if request_id(asked.pk) in lookup.requests and asked.pk != row.request_id:
            place = _place(asked, row, lookup, taken)
            (others if place["limits"] else fitting).append(place)
    return {"fitting": fitting, "others": others}


def edit_line(edit: Edit) -> dict[str, Any]:
    """A change with what was done and its price in words."""
    price = price_lines(edit.price)
    numbers = [line["number"] for line in price if line["number"]]
    return {"edit": edit, "done": what_was_done(edit), "price": price, "numbers": numbers}


def neighbours(request: HttpRequest, proposal: Proposal, registration: int) -> dict[str, str]:
    """The addresses of the students before and after this one, in the table's order, of those the viewer knows."""
    order = table.order_of_known(
        viewer=request.user,
        proposal=proposal,
        chip=request.GET.get("toon", "alles"),
        text=request.GET.get("q", ""),
        sort=request.GET.get("sort", ""),
    )
    if registration not in order:
        return {"previous_url": "", "next_url": ""}
    at = order.index(registration)
    around = {"previous_url": order[at - 1 : at] if at else [], "next_url": order[at + 1 : at + 2]}
    return {name: "".join(_student(proposal.round, pk, request) for pk in found) for name, found in around.items()}


def _place(asked: SupportRequest, row: Assignment, lookup: Lookup, taken: Counter[str]) -> dict[str, Any]:
    student, request = lookup.students[student_id(row.registration_id)], lookup.requests[request_id(asked.pk)]
    limits = pairs.broken_by(lookup, student, request)
    return {
        "pk": asked.pk,
        "school": asked.school,
        "number": asked.number,
        "taken": taken[request.id],
        "most": request.max_students,
        "limits": ", ".join(str(LIMIT_NAMES[limit]) for limit in limits),
    }


def _student(match_round: MatchRound, registration: int, request: HttpRequest) -> str:
    """The page of another student under the same filters."""
    address = reverse("review-student", kwargs={"pk": match_round.pk, "registration": registration})
    return address + kept_filters(request)
