"""What a student's other places would cost: asked by a page, computed by the worker, kept per version of the plan."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from matching.problem import Problem
from matching.writing_solution import explanation_to_data
from placements.judgement import as_solution, plan_of, problem_of
from placements.models import AlternativePrice, Proposal
from placements.problem_builder import student_id
from placements.queue import enqueue
from students.models import Registration

logger = logging.getLogger(__name__)
State = AlternativePrice.State
MOST = 20
SECONDS = 120
GIVEN_UP = timedelta(seconds=3 * SECONDS)
"""After this a worker that said nothing is taken for dead, and the question may be asked anew."""


@transaction.atomic
def ask_prices(*, proposal: Proposal, registration: Registration, limit: int, at: datetime) -> AlternativePrice:
    """Let the worker compute the `limit` cheapest other places; what is known or under way is not asked again."""
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


def compute_prices(*, prices: AlternativePrice, at: datetime) -> bool:
    """Compute what was asked, unless another worker does or the plan moved on; whether it was done here.

    What the solver raises is logged, and the row says that it failed.
    """
    row = AlternativePrice.objects.filter(pk=prices.pk)
    if not row.filter(state=State.QUEUED).update(state=State.RUNNING):
        return False
    if prices.proposal.version != prices.version:
        row.delete()
        return False
    try:
        found = _cheapest(prices.proposal, student_id(prices.registration_id), prices.limit)
    except Exception:
        logger.exception("prices %s broke off", prices.pk)
        row.update(state=State.FAILED, done_at=at)
        return False
    row.update(state=State.DONE, prices=found, done_at=at)
    return True


def _cheapest(proposal: Proposal, student: str, limit: int) -> list[dict[str, object]]:
    from matching.explain import alternatives  # here and not above: the web imports this file, never the solver

    problem = without_pin_of(student, problem_of(proposal))
    plan = as_solution(plan_of(proposal.assignments.all()))
    found = alternatives(problem, plan, student=student, limit=limit, seconds=SECONDS)
    return [explanation_to_data(each) for each in found]


def without_pin_of(student: str, problem: Problem) -> Problem:
    """The question as if this student were not pinned: what would another place cost?"""
    return replace(problem, pins=tuple(pin for pin in problem.pins if pin.student != student))
