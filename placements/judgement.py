"""Reads a plan's rows as the engine knows them, so that referee and scorer can judge them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from matching.exchange import read_problem
from matching.lookup import Lookup
from matching.minutes import looked_up_minutes
from matching.problem import Pair, Problem
from matching.score import rank_of
from placements.models import Ban, Pin, Proposal
from placements.problem_builder import request_id, student_id


@lru_cache(maxsize=4)
def frozen(text: str) -> Lookup:
    """A snapshot's problem by id; frozen for ever, so that reading it once is enough."""
    return Lookup(read_problem(text))


def problem_of(proposal: Proposal) -> Problem:
    """The question of the proposal's run with the pins and bans that stand now."""
    lookup = frozen(proposal.run.snapshot.problem)
    pins = _known(lookup, Pin.objects.filter(round=proposal.round_id))
    bans = _known(lookup, Ban.objects.filter(round=proposal.round_id))
    return replace(lookup.problem, pins=pins, bans=tuple(pair for pair in bans if pair not in pins))


def pair_facts(lookup: Lookup, pair: Pair) -> dict[str, int]:
    """Rank of the request in the student's wishes, and minutes of a single trip."""
    student, request = lookup.students[pair.student], lookup.requests[pair.request]
    minutes = looked_up_minutes(lookup, student, lookup.school_of(request))
    return {"rank": rank_of(lookup.problem, student, request), "minutes": minutes}


def solution_data(proposal: Proposal) -> dict[str, Any]:
    """The run's answer as plain values (exchange format, section 4)."""
    return json.loads(proposal.run.solution)


def _known(lookup: Lookup, decisions: Iterable[Pin | Ban]) -> tuple[Pair, ...]:
    """Registrations and requests that came after the snapshot are not in this question."""
    pairs = (Pair(student_id(row.registration_id), request_id(row.request_id)) for row in decisions)
    return tuple(sorted(pair for pair in pairs if pair.student in lookup.students and pair.request in lookup.requests))
