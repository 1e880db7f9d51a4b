"""What the engine answers: plans with value, bound and proof per goal, prices of alternatives, news of a search."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from matching.problem import Pair
from matching.rules import Goal, Limit, PairLimit

GoalValue = int | tuple[int, ...]
"""A whole number, or whole numbers compared from left to right (exchange format, section 3)."""


class Status(StrEnum):
    """How far the proof goes; `optimal` only when every goal, the lottery too, is proven."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One placed student, with the half-days in week order."""

    student: str
    request: str
    half_days: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """One student without a place; `rules` counts requests ruled out per limit when none is eligible."""

    student: str
    reason: str
    rules: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """A goal's value and the bound no plan with equal earlier values can beat; None when not known."""

    goal: Goal
    value: GoalValue
    bound: GoalValue | None
    proven: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A smallest set of pins that no valid plan can hold together, and the limit they break."""

    limit: Limit
    pins: tuple[Pair, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineReport:
    """Which engine answered, and what it took."""

    version: str
    ortools: str
    seconds: float
    threads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A whole answer (exchange format, section 4); assignments and unplaced sorted by student id."""

    problem_digest: str
    status: Status
    assignments: tuple[Assignment, ...]
    unplaced: tuple[Unplaced, ...]
    goals: tuple[GoalResult, ...]
    engine: EngineReport
    conflict: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """News of a running search: goal `index` of `goals` (from 0, the lottery counted), `seconds` since the start."""

    goal: Goal
    index: int
    goals: int
    value: GoalValue | None
    bound: GoalValue | None
    proven: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A goal's value in the solution and in the best valid plan that holds the alternative."""

    goal: Goal
    now: GoalValue
    then: GoalValue


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMove:
    """One student who goes elsewhere in the other plan; None means without a place."""

    student: str
    from_request: str | None
    to_request: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What placing a student at a request would cost (exchange format, section 5).

    `price` is None, and `moves` empty, when no valid plan holds the pair: `limits` then says why.
    `exact` is true only when the plan behind `price` is proven best.
    """

    student: str
    request: str
    eligible: bool
    limits: tuple[PairLimit | Limit, ...] = ()
    exact: bool
    price: tuple[Price, ...] | None
    moves: tuple[PlanMove, ...] = ()
