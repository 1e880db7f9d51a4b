"""Whole-number programs solved by HiGHS or CP-SAT: a plan, a bound, and whether the search ended."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from matching.graph import Ints
from matching.solver.program import Program
from matching.solver.proto import limited, model_proto
from matching.solver.watch import Watch

SMALL: Final = 400
"""Up to so many columns CP-SAT, which reckons in whole numbers, is as quick as HiGHS."""
BELOW_ONE: Final = 0.999
PARALLEL_COLUMNS: Final = 1 << 13
"""The bit of HiGHS's presolve rule for parallel rows and columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Least cost: `values` of a plan that holds, or None; no plan costs less than `bound`, None when not known.

    `ended` says the search was exhaustive: then no `values` means that no plan holds.
    """

    values: Ints | None
    bound: int | None
    ended: bool


def least(
    program: Program,
    costs: Ints,
    watch: Watch,
    *,
    complete: Callable[[Ints], Ints],
    hint: Ints | None = None,
    quick: bool = False,
) -> Answer:
    """The whole values of least cost. `complete` sets the counting columns; what then breaks a row is not believed.

    A `quick` search is for a good plan: that it found none proves nothing.
    """
    if not len(costs):
        return Answer(costs if program.holds(costs) else None, 0, True)
    if len(program.upper) <= SMALL:
        answer = least_by_cp_sat(program, costs, watch, hint)
    else:
        answer = least_by_highs(program, costs, watch, hint, quick=quick)
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
    solver.parameters.catch_sigint_signal = False
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
    bounds = zip(program.lower.tolist(), program.upper.tolist(), strict=True)
    columns = [model.new_int_var(lower, upper, "") for lower, upper in bounds]
    matrix = program.matrix
    for row, (low, high) in enumerate(zip(program.low.tolist(), program.high.tolist(), strict=True)):
        at = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = [columns[column] for column in matrix.indices[at].tolist()]
        expression = cp_model.LinearExpr.weighted_sum(terms, matrix.data[at].tolist())
        model.add_linear_constraint(expression, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, costs.tolist()))
    return model, columns


def least_by_highs(program: Program, costs: Ints, watch: Watch, hint: Ints | None, *, quick: bool = False) -> Answer:
    """HiGHS by way of MathOpt; its own word that it ended is trusted only together with a plan that holds."""
    model = mathopt.Model.from_model_proto(model_proto(program, costs))
    parameters = highs_parameters(watch, quick=quick)
    hints = hint_parameters(model, hint)
    result = watch.run(solving(model, parameters, hints), on_over=lambda: None, patience=1)
    if result is None:
        return Answer(None, None, False)
    ended = result.termination.reason == mathopt.TerminationReason.OPTIMAL and not quick
    if result.termination.reason == mathopt.TerminationReason.INFEASIBLE:
        return Answer(None, None, not quick)
    values = rounded(model, result)
    dual = result.termination.objective_bounds.dual_bound
    bound = math.ceil(dual - 0.01) if math.isfinite(dual) else None
    return Answer(values, bound, ended and values is not None)


def solving(
    model: mathopt.Model, parameters: mathopt.SolveParameters, hints: mathopt.ModelSolveParameters
) -> Callable[[], mathopt.SolveResult]:
    """The solve as something to run."""
    return lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, model_params=hints)


def highs_parameters(watch: Watch, *, quick: bool) -> mathopt.SolveParameters:
    """No gap is allowed; costs are whole, so a gap below one is none.

    Presolve and symmetry take most of the time on many columns, and settle next to nothing that the relaxation has
    not. On few columns presolve pays, but it was seen to lose plans where columns are parallel.
    """
    parameters = limited(watch)
    parameters.highs.string_options["presolve"] = "on" if quick else "off"
    parameters.highs.int_options["presolve_rule_off"] = PARALLEL_COLUMNS
    parameters.highs.bool_options["mip_detect_symmetry"] = False
    parameters.highs.int_options["threads"] = watch.threads
    parameters.highs.double_options["mip_rel_gap"] = 0.0
    parameters.highs.double_options["mip_abs_gap"] = BELOW_ONE
    return parameters


def hint_parameters(model: mathopt.Model, hint: Ints | None) -> mathopt.ModelSolveParameters:
    """The hint as a start for the search."""
    if hint is None:
        return mathopt.ModelSolveParameters()
    values = dict(zip(model.variables(), hint.astype(float).tolist(), strict=True))
    return mathopt.ModelSolveParameters(solution_hints=[mathopt.SolutionHint(variable_values=values)])


def rounded(model: mathopt.Model, result: mathopt.SolveResult) -> Ints | None:
    """The columns as whole numbers, None when there are none."""
    if not result.has_primal_feasible_solution():
        return None
    values = result.variable_values(list(model.variables()))
    return np.rint(np.array(values, dtype=np.float64)).astype(np.int64)
