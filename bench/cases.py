"""Which problems are measured, by which programs, and how long each may take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from matching.generate import generate
from matching.problem import Problem
from matching.rules import Goal

ENGINE: Final = "engine"
SIZES: Final = {"small": 60, "college": 800, "network": 5_000, "country": 12_000}
CURVE: Final = (3_600, 6_600, 12_000, 22_000, 40_000, 75_000, 100_000)
"""Students; about a quarter of a million to ten million pairs, and the far end."""

COST_GOALS: Final = (Goal.PLACED, Goal.COVERAGE, Goal.WISHES_COST, Goal.TRAVEL_TOTAL, Goal.FIT)
TWO_GOALS: Final = (Goal.PLACED, Goal.WISHES_COST)

ENGINE_SECONDS: Final = {"small": 60, "college": 60, "network": 300, "country": 120}
PEER_SECONDS: Final = {"small": 20, "college": 60, "network": 60, "country": 120}
NOT_TRIED: Final = {("cbc", "country")}
"""What would spend its time limit on writing the problem down."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One problem, and who is asked; programs of one group of `in_turn` are measured one after another, repeatedly."""

    name: str
    size: str
    students: int
    side: bool
    goals: tuple[Goal, ...] | None
    in_turn: tuple[str, ...]
    once: tuple[str, ...] = ()
    repeats: int = 1

    def problem(self, seed: int) -> Problem:
        """The made-up problem, with the goals of this case."""
        made = generate(self.students, seed, side=self.side)
        return made if self.goals is None else replace(made, goals=self.goals)

    def seconds(self, program: str) -> float:
        """The time limit; none of the plain searches of the engine needs one."""
        if program == ENGINE:
            return ENGINE_SECONDS.get(self.size, 900) if self.side else 900
        return PEER_SECONDS.get(self.size, 900)


def cases(sizes: list[str], kind: str, repeats: int) -> list[Case]:
    """The cases of one kind and the sizes asked for; a curve has its own sizes."""
    if kind == "plain":
        return [case for size in sizes for case in _plain(size, repeats)]
    if kind == "side":
        return [_side(size, repeats) for size in sizes]
    return [_point(students) for students in CURVE] if kind == "curve" else []


def _plain(size: str, repeats: int) -> list[Case]:
    flows = ("flow:weighted", "flow:coverage", "flow:maximum")
    plain = Case(
        name=f"{size}, plain",
        size=size,
        students=SIZES[size],
        side=False,
        goals=COST_GOALS,
        in_turn=(ENGINE, *flows),
        once=_tried(size, "cp-sat", "cbc"),
        repeats=repeats,
    )
    return [
        plain,
        replace(plain, name=f"{size}, plain, wishes:generous", goals=None, once=()),
        replace(plain, name=f"{size}, plain, two goals", goals=TWO_GOALS, in_turn=(ENGINE, "scipy"), once=()),
    ]


def _side(size: str, repeats: int) -> Case:
    few = repeats if size in ("small", "college") else 1
    return Case(
        name=f"{size}, side limits",
        size=size,
        students=SIZES[size],
        side=True,
        goals=None,
        in_turn=(ENGINE,),
        once=_tried(size, "cp-sat", "cbc"),
        repeats=min(few, 3),
    )


def _point(students: int) -> Case:
    return Case(
        name=f"curve, {students} students",
        size="curve",
        students=students,
        side=False,
        goals=COST_GOALS,
        in_turn=(ENGINE, "flow:weighted"),
    )


def _tried(size: str, *programs: str) -> tuple[str, ...]:
    return tuple(program for program in programs if (program, size) not in NOT_TRIED)
