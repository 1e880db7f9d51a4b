"""CBC through PuLP over all pairs at once, goal after goal."""

from __future__ import annotations

import pulp

from bench.question import Array
from bench.textbook import Textbook


class Cbc:
    """The textbook program as PuLP writes it down."""

    def __init__(self, program: Textbook, threads: int) -> None:
        self.threads = threads
        self.program = pulp.LpProblem("textbook", pulp.LpMinimize)
        self.columns = [pulp.LpVariable(f"x{n}", cat=pulp.LpBinary) for n in range(program.columns)]
        for column in program.fixed.tolist():
            self.columns[column].lowBound = 1
        rows = program.rows
        for columns, coefficients, low, high in zip(rows.columns, rows.coefficients, rows.low, rows.high, strict=True):
            total = self._sum(columns, coefficients)
            if low == high:
                self.program += total == low
                continue
            if low > sum(min(0, number) for number in coefficients.tolist()):
                self.program += total >= low
            self.program += total <= high

    def least(self, columns: Array, costs: Array, seconds: float) -> tuple[int | None, int | None, bool]:
        """CBC tells PuLP no bound, so there is one only where it proved the value."""
        self.program.setObjective(self._sum(columns, costs))
        command = pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=self.threads, gapRel=0, gapAbs=0.5)
        self.program.solve(command)
        if self.program.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
            return None, None, False
        numbers = zip(columns.tolist(), costs.tolist(), strict=True)
        value = sum(cost * round(self.columns[column].varValue or 0) for column, cost in numbers)
        proven = bool(self.program.sol_status == pulp.LpSolutionOptimal)
        return value, value if proven else None, proven

    def keep(self, columns: Array, costs: Array, value: int) -> None:
        self.program += self._sum(columns, costs) <= value

    def _sum(self, columns: Array, coefficients: Array) -> pulp.LpAffineExpression:
        named = [self.columns[column] for column in columns.tolist()]
        return pulp.LpAffineExpression(zip(named, coefficients.tolist(), strict=True))
