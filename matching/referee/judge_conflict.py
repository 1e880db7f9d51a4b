"""The referee on pins that are said to contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matching.problem import Pair, Problem
from matching.referee.broken import Broken, Claim
from matching.referee.limits import keeps_limits
from matching.referee.lookup import Lookup
from matching.referee.try_everything import a_plan_holds
from matching.solution import Conflict


def false_conflicts(lookup: Lookup, conflicts: Sequence[Conflict]) -> Iterator[Broken]:
    """Every conflict that is not one, as far as trying everything is little work, or that names what is not there."""
    known = lookup.requests.keys() | lookup.schools.keys() | lookup.students.keys()
    for conflict in conflicts:
        strangers = [pin for pin in conflict.pins if pin not in lookup.pins]
        for pin in strangers:
            sentence = f"the conflict names student {pin.student} at request {pin.request}, which is not pinned"
            yield Broken(rule=Claim.CONFLICT, sentence=sentence, student=pin.student, request=pin.request)
        for name in conflict.ids:
            if name not in known:
                yield Broken(rule=Claim.IDS, sentence=f"the conflict names {name}, which is not in the problem")
        if not conflict.pins or not conflict.ids:
            yield Broken(rule=Claim.CONFLICT, sentence="a conflict names no pins, or nothing that they break")
        elif not strangers:
            yield from _not_smallest(lookup.problem, conflict.pins)


def _not_smallest(problem: Problem, pins: Sequence[Pair]) -> Iterator[Broken]:
    if a_plan_holds(problem, pins, keeps_limits):
        yield Broken(rule=Claim.CONFLICT, sentence=f"a valid plan holds {_named(pins)} together")
    for left_out in pins:
        rest = [pin for pin in pins if pin != left_out]
        if a_plan_holds(problem, rest, keeps_limits) is False:
            sentence = f"{_named(pins)} contradict each other without {_named([left_out])} too"
            yield Broken(rule=Claim.CONFLICT, sentence=sentence, student=left_out.student, request=left_out.request)


def _named(pins: Sequence[Pair]) -> str:
    return ", ".join(f"{pin.student} at {pin.request}" for pin in pins)
