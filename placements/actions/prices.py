"""What a student's other places would cost: asked by a page, computed by the worker, kept per version of the plan."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from matching.problem import Pair, Problem
from matching.referee import pairs
from matching.referee.lookup import Lookup
from matching.text.writing_solution import explanation_to_data
from placements.judgement import as_solution, frozen, pair_facts, plan_of, problem_of
from placements.models import AlternativePrice, Proposal
from placements.problem_builder import student_id
from placements.queue import enqueue
from students.models import Registration

if TYPE_CHECKING:
    from matching.advice import Shortage

logger = logging.getLogger(__name__)
State = AlternativePrice.State
MOST = 20
SECONDS = 60
"""Longest search for one price."""
GIVEN_UP = timedelta(seconds=MOST * SECONDS)
"""After this a worker that said nothing is taken for dead, and the question may be asked anew."""


@transaction.atomic
def ask_prices(*, proposal: Proposal, registration: Registration, limit: int, at: datetime) -> AlternativePrice:
    """Let the worker price `limit` other places; what is known or under way is not asked again."""
    prices, new = AlternativePrice.objects.select_for_update().get_or_create(
        proposal=proposal,
        version=proposal.version,
        registration=registration,
        defaults={"limit": min(limit, MOST), "asked_at": at},
    )
    under_way = prices.state in (State.QUEUED, State.RUNNING) and at - prices.asked_at < GIVEN_UP
    if not new and (under_way or (prices.state == State.DONE and limit <= prices.limit)):
        return prices
    prices.state, prices.limit, prices.asked_at = State.QUEUED, min(limit, MOST), at
    prices.save(update_fields=["state", "limit", "asked_at"])
    enqueue("placements.price_alternatives", prices_id=prices.pk)
    return prices


def compute_prices(*, prices: AlternativePrice, clock: Callable[[], datetime]) -> bool:
    """Compute what was asked, a place at a time; False when another worker does, or the plan moved on.

    Each price is kept as it comes, so that a page can show it. What the solver raises is logged, and the row says
    that it failed.
    """
    row = AlternativePrice.objects.filter(pk=prices.pk)
    if not row.filter(state=State.QUEUED).update(state=State.RUNNING):
        return False
    try:
        done = _price_all(prices)
    except Exception:
        logger.exception("prices %s broke off", prices.pk)
        row.update(state=State.FAILED, done_at=clock())
        return False
    row.update(state=State.DONE, done_at=clock())
    return done


def other_places(lookup: Lookup, student: str, here: str | None) -> list[str]:
    """Requests worth a price: the student's wishes, eligible or not, then other eligible ones; nearest first."""
    person = lookup.students[student]
    found = []
    for request in lookup.problem.requests:
        facts = pair_facts(lookup, Pair(student, request.id))
        wished = facts["rank"] <= len(person.wishes)
        if request.id != here and (wished or not pairs.broken_by(lookup, person, request)):
            found.append((facts["rank"], facts["minutes"], request.id))
    return [request for _rank, _minutes, request in sorted(found)]


def _price_all(prices: AlternativePrice) -> bool:
    from matching.advice import shortage_of  # here and not above: the web imports this file, never the solver
    from matching.explain import Explainer

    student, proposal = student_id(prices.registration_id), prices.proposal
    plan = plan_of(proposal.assignments.all())
    problem = without_pin_of(student, problem_of(proposal))
    here = next((placed.request for placed in plan if placed.student == student), None)
    solution = as_solution(plan, proven=_is_as_found(proposal, problem))
    if here is None:
        _keep_shortage(prices, shortage_of(problem, solution, student=student))
    asked = Explainer(problem, solution)
    found = {row["request"]: row for row in prices.prices}
    for request in other_places(Lookup(problem), student, here)[: prices.limit]:
        if not Proposal.objects.filter(pk=proposal.pk, version=prices.version).exists():
            return False
        if request not in found:
            found[request] = explanation_to_data(asked.explain(student, request, seconds=SECONDS))
            AlternativePrice.objects.filter(pk=prices.pk).update(prices=list(found.values()))
    return True


def _keep_shortage(prices: AlternativePrice, found: Shortage | None) -> None:
    """Numbers alone: who the others are stays with their colleges."""
    if found is not None:
        counts = {"students": len(found.students), "requests": len(found.requests), "places": found.places}
        AlternativePrice.objects.filter(pk=prices.pk).update(shortage=counts)


def _is_as_found(proposal: Proposal, problem: Problem) -> bool:
    """Whether the plan is the solver's own, proven best, for this very question."""
    same = problem == frozen(proposal.run.snapshot.problem).problem
    return same and all(row["proven"] for row in proposal.goals)


def without_pin_of(student: str, problem: Problem) -> Problem:
    """The question as if this student were not pinned: what would another place cost?"""
    return replace(problem, pins=tuple(pin for pin in problem.pins if pin.student != student))
