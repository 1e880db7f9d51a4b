"""The referee on pins that are said to contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matching.broken import Broken, Claim
from matching.lookup import Lookup
from matching.solution import Conflict


def false_conflicts(lookup: Lookup, conflicts: Sequence[Conflict]) -> Iterator[Broken]:
    """Every conflict that is not stated as the format asks."""
    for conflict in conflicts:
        if not conflict.pins:
            yield Broken(rule=Claim.CONFLICT, sentence="a conflict names no pins")
        for pin in conflict.pins:
            if pin not in lookup.pins:
                sentence = f"the conflict names student {pin.student} at request {pin.request}, which is not pinned"
                yield Broken(rule=Claim.CONFLICT, sentence=sentence, student=pin.student, request=pin.request)
        for name in conflict.ids:
            if not {name} & (lookup.requests.keys() | lookup.schools.keys() | lookup.students.keys()):
                yield Broken(rule=Claim.IDS, sentence=f"the conflict names {name}, which is not in the problem")
