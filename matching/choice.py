"""What a repair answers: the plans worth choosing, from the fewest students unplaced to the fewest moved."""

from __future__ import annotations

from dataclasses import dataclass

from matching.problem import Pair, Problem
from matching.solution import Conflict, PlanMove, Solution


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One plan: `unplaced` and `moved` count students; `proven`: no plan is as good on both and better on one."""

    unplaced: int
    moved: int
    proven: bool
    moves: tuple[PlanMove, ...]
    newly_placed: tuple[Pair, ...]
    solution: Solution


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """News of a repair: a plan with these numbers was found, `seconds` after the start."""

    unplaced: int
    moved: int
    proven: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All plans worth choosing, fewest unplaced first; `complete`: proven that there are no others.

    Each solution is one of `question`: the problem with the earlier plan as `previous`, `placed` and `changes` as its
    first goals. `gone_students` and `gone_requests` stand in the earlier plan and are no longer in the problem. When
    the pins contradict each other there are no choices, and `conflict` says which.
    """

    question: Problem
    gone_students: tuple[str, ...]
    gone_requests: tuple[str, ...]
    complete: bool
    choices: tuple[Choice, ...]
    conflict: tuple[Conflict, ...] = ()
