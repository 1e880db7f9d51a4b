"""What the engine answers: who goes where and when, with each goal's value, bound and proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from matching.problem import Pair
from matching.rules import Goal, Limit

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
