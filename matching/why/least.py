"""What no plan with a pair can be below, read off the best plan of the flow that leaves limits out."""

from __future__ import annotations

from collections.abc import Mapping

from matching.problem import Problem
from matching.rules import Goal
from matching.score import goals_of
from matching.solution import GoalValue
from matching.why.price_order import Key, key_of


def least_key(problem: Problem, eased: Mapping[Goal, GoalValue], proven: Key) -> Key:
    """A key that no plan with the pair is below; `eased` are the goals of the best one under fewer limits.

    The eased values hold one after the other, as each is the best of what equals it on the goals before. Duos are not
    among them: no more can come together than there are, and no more than in the problem's own best plan with the same
    values before. `proven` is the key of that best plan, which nothing is below; empty when it is not known.
    """
    goals = goals_of(problem)
    values: dict[Goal, GoalValue] = {goal: value for goal, value in eased.items() if goal is not Goal.DUOS}
    key = key_of((goal, values.get(goal, _wished_duos(problem))) for goal in goals)
    before = goals.index(Goal.DUOS) if Goal.DUOS in goals else len(goals)
    if proven and key[:before] == proven[:before]:
        key = (*key[:before], *proven[before : before + 1], *key[before + 1 :])
    return max(key, proven)


def _wished_duos(problem: Problem) -> int:
    return sum(student.duo is not None and not student.duo.required for student in problem.students) // 2
