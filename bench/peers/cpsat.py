"""CP-SAT over all pairs at once, goal after goal, each time hinted with the plan before."""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from bench.question import Array
from bench.textbook import Textbook

WORKERS = 8


class CpSat:
    """The textbook program as CP-SAT's Python interface builds it.

    With what helped it most here: its eight ways of searching side by side, all rows in the relaxation, no probing.
    """

    def __init__(self, program: Textbook, threads: int) -> None:
        self.model, self.solver = cp_model.CpModel(), cp_model.CpSolver()
        self.solver.parameters.num_workers = max(WORKERS, threads)
        self.solver.parameters.linearization_level = 2
        self.solver.parameters.cp_model_probing_level = 0
        self.columns = [self.model.new_bool_var("") for _ in range(program.columns)]
        for column in program.fixed.tolist():
            self.model.add(self.columns[column] == 1)
        rows = program.rows
        for columns, coefficients, low, high in zip(rows.columns, rows.coefficients, rows.low, rows.high, strict=True):
            self.model.add_linear_constraint(self._sum(columns, coefficients), low, high)

    def least(self, columns: Array, costs: Array, seconds: float) -> tuple[int | None, int | None, bool]:
        self.model.minimize(self._sum(columns, costs))
        self.solver.parameters.max_time_in_seconds = seconds
        status = self.solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, None, False
        value, bound = round(self.solver.objective_value), int(np.ceil(self.solver.best_objective_bound - 1e-6))
        self._hint()
        return value, bound, status == cp_model.OPTIMAL

    def keep(self, columns: Array, costs: Array, value: int) -> None:
        self.model.add(self._sum(columns, costs) <= value)

    def _hint(self) -> None:
        self.model.clear_hints()
        for column in self.columns:
            self.model.add_hint(column, self.solver.value(column))

    def _sum(self, columns: Array, coefficients: Array) -> cp_model.LinearExpr:
        named = [self.columns[column] for column in columns.tolist()]
        return cp_model.LinearExpr.weighted_sum(named, coefficients.tolist())
