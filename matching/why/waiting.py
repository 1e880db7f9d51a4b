"""The students without a place in a plan, and what each could come to."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np

from matching.eligibility import RULES
from matching.graph import Ints
from matching.rules import PairLimit
from matching.why.setting import Setting

AT_MOST: Final = 40
"""Students per request, and requests per student, that are tried one by one."""


class Waiting:
    """Students of the setting's problem whom its plan places nowhere, in the problem's order."""

    def __init__(self, setting: Setting) -> None:
        placed = {pair.student for pair in setting.now}
        self.setting = setting
        self.names = tuple(student.id for student in setting.problem.students if student.id not in placed)

    @cached_property
    def indexes(self) -> Ints:
        """Where they stand in the problem."""
        at = self.setting.graph.ground.student_at
        return np.array([at[name] for name in self.names], dtype=np.int64)

    def eligible_for(self, request: int) -> list[str]:
        """The first of them who could come to the request (index) by the limits on the pair."""
        ground, at = self.setting.graph.ground, np.array([request])
        out = np.logical_or.reduce([rule(ground, self.indexes, at) for rule in RULES.values()])
        return [name for name, ruled in zip(self.names, out.tolist(), strict=True) if not ruled][:AT_MOST]

    def too_far(self, student: int, requests: Ints) -> Ints:
        """Of these requests those that only the distance rules out for a student, all by index."""
        ground, at = self.setting.graph.ground, np.array([student])
        far = requests[RULES[PairLimit.TRAVEL](ground, at, requests)]
        others = [rule(ground, at, far) for limit, rule in RULES.items() if limit is not PairLimit.TRAVEL]
        return far[~np.logical_or.reduce(others)]
