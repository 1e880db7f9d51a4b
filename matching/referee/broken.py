"""What the referee finds: one broken limit or one untrue statement, with the rows it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matching.rules import Goal, Limit, PairLimit


class Claim(StrEnum):
    """What a solution states besides its plan (exchange format, section 4), as far as it can be untrue."""

    IDS = "ids"
    ONCE = "once"
    ORDER = "order"
    DIGEST = "digest"
    STATUS = "status"
    UNPLACED = "unplaced"
    GOALS = "goals"
    VALUE = "value"
    BOUND = "bound"
    PROVEN = "proven"
    CONFLICT = "conflict"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One finding: the limit or claim, a sentence, and the ids of the rows concerned where there are any."""

    rule: PairLimit | Limit | Claim
    sentence: str
    student: str | None = None
    request: str | None = None
    school: str | None = None
    college: str | None = None
    goal: Goal | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.sentence}"
