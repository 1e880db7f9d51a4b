"""Whole-number programs solved by HiGHS or CP-SAT: a plan, a bound, and whether the search ended."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from matching.graph import Ints
from matching.program import FREE, Program
from matching.watch import Watch

SMALL: Final = 400
"""Up to so many columns CP-SAT, which reckons in whole numbers, is as quick as HiGHS."""
BELOW_ONE: Final = 0.999


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Least cost: `values` of a plan that holds, or None; no plan costs less than `bound`, None when not known.

    `ended` says the search was exhaustive: then no `values` means that no plan holds.
    """

    values: Ints | None
    bound: int | None
    ended: bool


def least(
    program: Program, costs: Ints, watch: Watch, *, complete: Callable[[Ints], Ints], hint: Ints | None = None
) -> Answer:
    """The whole values of least cost. `complete` sets the counting columns; what then breaks a row is not believed."""
    solver = least_by_cp_sat if len(program.upper) <= SMALL else least_by_highs
    answer = solver(program, costs, watch, hint)
    if answer.values is None:
        return answer
    values = complete(answer.values)
    if not program.holds(values):
        return Answer(None, answer.bound, False)
    exact = int(costs @ values)
    return Answer(values, exact if answer.ended else answer.bound, answer.ended)


def least_by_cp_sat(program: Program, costs: Ints, watch: Watch, hint: Ints | None) -> Answer:
    """Every column is whole here: steps and duos follow the pairs, so that costs them nothing."""
    model, columns = cp_sat_model(program, costs)
    if hint is not None:
        for column, value in zip(columns, hint.tolist(), strict=True):
            model.add_hint(column, value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1 if len(columns) <= SMALL else watch.threads
    solver.parameters.linearization_level = 2
    if (left := watch.left()) is not None:
        solver.parameters.max_time_in_seconds = left
    status = watch.run(lambda: solver.solve(model), on_over=solver.stop_search, patience=60)
    if status == cp_model.INFEASIBLE:
        return Answer(None, None, True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, False)
    values = np.array([solver.value(column) for column in columns], dtype=np.int64)
    bound = math.ceil(solver.best_objective_bound - 0.5)
    return Answer(values, bound, status == cp_model.OPTIMAL)


def cp_sat_model(program: Program, costs: Ints) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """The program in CP-SAT's terms."""
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, upper, "") for upper in program.upper.tolist()]
    matrix = program.matrix
    for row, (low, high) in enumerate(zip(program.low.tolist(), program.high.tolist(), strict=True)):
        at = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = [columns[column] for column in matrix.indices[at].tolist()]
        expression = cp_model.LinearExpr.weighted_sum(terms, matrix.data[at].tolist())
        model.add_linear_constraint(expression, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, costs.tolist()))
    return model, columns


def least_by_highs(program: Program, costs: Ints, watch: Watch, hint: Ints | None) -> Answer:
    """HiGHS by way of MathOpt; its own word that it ended is trusted only together with a plan that holds."""
    model = mathopt.Model.from_model_proto(model_proto(program, costs))
    parameters = highs_parameters(watch)
    hints = hint_parameters(model, hint)
    result = watch.run(solving(model, parameters, hints), on_over=lambda: None, patience=0)
    if result is None:
        return Answer(None, None, False)
    ended = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    if result.termination.reason == mathopt.TerminationReason.INFEASIBLE:
        return Answer(None, None, True)
    values = rounded(model, result)
    dual = result.termination.objective_bounds.dual_bound
    bound = math.ceil(dual - 0.01) if math.isfinite(dual) else None
    return Answer(values, bound, ended and values is not None)


def solving(
    model: mathopt.Model, parameters: mathopt.SolveParameters, hints: mathopt.ModelSolveParameters
) -> Callable[[], mathopt.SolveResult]:
    """The solve as something to run."""
    return lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, model_params=hints)


def highs_parameters(watch: Watch) -> mathopt.SolveParameters:
    """No gap is allowed; costs are whole, so a gap below one is none."""
    parameters = mathopt.SolveParameters()
    parameters.highs.int_options["threads"] = watch.threads
    parameters.highs.double_options["mip_rel_gap"] = 0.0
    parameters.highs.double_options["mip_abs_gap"] = BELOW_ONE
    left = watch.left()
    if left is not None:
        parameters.time_limit = datetime.timedelta(seconds=left)
    return parameters


def hint_parameters(model: mathopt.Model, hint: Ints | None) -> mathopt.ModelSolveParameters:
    """The hint as a start for the search."""
    if hint is None:
        return mathopt.ModelSolveParameters()
    values = dict(zip(model.variables(), hint.astype(float).tolist(), strict=True))
    return mathopt.ModelSolveParameters(solution_hints=[mathopt.SolutionHint(variable_values=values)])


def model_proto(program: Program, costs: Ints, *, relaxed: bool = False) -> model_pb2.ModelProto:
    """The program in MathOpt's terms; `relaxed` lets every column take any number between its bounds."""
    proto = model_pb2.ModelProto()
    count = len(program.upper)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend([0.0] * count)
    proto.variables.upper_bounds.extend(program.upper.astype(float).tolist())
    proto.variables.integers.extend((program.whole & (not relaxed)).tolist())
    proto.linear_constraints.ids.extend(range(len(program.low)))
    proto.linear_constraints.lower_bounds.extend(side(program.low))
    proto.linear_constraints.upper_bounds.extend(side(program.high))
    matrix = program.matrix.sorted_indices()
    rows = np.repeat(np.arange(len(program.low)), np.diff(matrix.indptr))
    proto.linear_constraint_matrix.row_ids.extend(rows.tolist())
    proto.linear_constraint_matrix.column_ids.extend(matrix.indices.tolist())
    proto.linear_constraint_matrix.coefficients.extend(matrix.data.astype(float).tolist())
    used = np.nonzero(costs)[0]
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(costs[used].astype(float).tolist())
    return proto


def side(limits: Ints) -> list[float]:
    """Limits of rows, infinite where there is none."""
    return np.where(np.abs(limits) >= FREE, np.copysign(np.inf, limits), limits).tolist()


def rounded(model: mathopt.Model, result: mathopt.SolveResult) -> Ints | None:
    """The columns as whole numbers, None when there are none."""
    if not result.has_primal_feasible_solution():
        return None
    values = result.variable_values(list(model.variables()))
    return np.rint(np.array(values, dtype=np.float64)).astype(np.int64)
