"""The simplex on some columns and rows of a program, going on from where an earlier one left off.

GLOP is spoken to by protocol buffers: the objects of MathOpt cost more here than the simplex itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2, solution_pb2
from ortools.math_opt.core.python import solver
from ortools.util.python.solve_interrupter import SolveInterrupter

from matching.graph import Ints
from matching.solver.program import Marks, Program
from matching.solver.proto import relaxed_proto
from matching.solver.watch import Watch

Floats = NDArray[np.float64]

UNSEEN: Final = 0
LOWER: Final = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
BASIC: Final = solution_pb2.BASIS_STATUS_BASIC


@dataclass(frozen=True, eq=False)
class Vertex:
    """An optimum of some columns and rows: `values` of all columns, `prices` of all rows, 0 for those left out.

    `column_marks` and `row_marks` are MathOpt's basis statuses; UNSEEN for columns and rows left out.
    """

    values: Floats
    prices: Floats
    column_marks: Marks
    row_marks: Marks


def simplex(program: Program, costs: Ints, columns: Ints, rows: Ints, watch: Watch, *, dual: bool) -> Vertex | None:
    """The least cost on these columns, the others 0, under these rows; None when there is no answer in time."""
    model = relaxed_proto(program, costs, columns, rows)
    start = start_at(program.column_marks[columns], program.row_marks[rows])
    found = glop(model, start, watch, dual=dual)
    if found is None:
        return None
    (answer,) = found.solutions
    values, prices = np.zeros(len(costs)), np.zeros(len(program.low))
    values[columns] = answer.primal_solution.variable_values.values
    prices[rows] = answer.dual_solution.dual_values.values
    marks = np.zeros(len(costs), dtype=np.int8), np.zeros(len(program.low), dtype=np.int8)
    marks[0][columns] = answer.basis.variable_status.values
    marks[1][rows] = answer.basis.constraint_status.values
    return Vertex(values, prices, *marks)


def glop(
    model: model_pb2.ModelProto, start: model_parameters_pb2.ModelSolveParametersProto, watch: Watch, *, dual: bool
) -> result_pb2.SolveResultProto | None:
    """GLOP's answer when it is an optimum."""
    parameters = parameters_pb2.SolveParametersProto(presolve=parameters_pb2.EMPHASIS_OFF)
    parameters.lp_algorithm = (
        parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX if dual else parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX
    )
    result = interruptible(model, parameters_pb2.SOLVER_TYPE_GLOP, parameters, start, watch)
    if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    return result


def interruptible(
    model: model_pb2.ModelProto,
    solver_type: parameters_pb2.SolverTypeProto.ValueType,
    parameters: parameters_pb2.SolveParametersProto,
    start: model_parameters_pb2.ModelSolveParametersProto,
    watch: Watch,
) -> result_pb2.SolveResultProto | None:
    """What the solver answers within the time there is; None when it has to be left behind."""
    interrupter = SolveInterrupter()
    init, callbacks = parameters_pb2.SolverInitializerProto(), callback_pb2.CallbackRegistrationProto()
    if (left := watch.left()) is not None:
        parameters.time_limit.FromMicroseconds(max(1, round(left * 1e6)))

    def work() -> result_pb2.SolveResultProto:
        return solver.solve(
            model, solver_type, init, parameters, start, None, callbacks, None, interrupter.pybind_interrupter
        )

    return watch.run(work, on_over=interrupter.interrupt, patience=1)


def start_at(columns: Marks, rows: Marks) -> model_parameters_pb2.ModelSolveParametersProto:
    """The basis to start from; none when nothing is known."""
    start = model_parameters_pb2.ModelSolveParametersProto()
    if (columns == UNSEEN).all():
        return start
    columns, rows = evened_out(columns, rows)
    basis = start.initial_basis
    basis.variable_status.ids.extend(range(len(columns)))
    basis.variable_status.values.extend(columns.tolist())
    basis.constraint_status.ids.extend(range(len(rows)))
    basis.constraint_status.values.extend(rows.tolist())
    return start


def evened_out(columns: Marks, rows: Marks) -> tuple[Marks, Marks]:
    """As many basic ones as rows: new columns at their lower end, new rows basic, then the last ones as it needs."""
    columns, rows = np.where(columns == UNSEEN, LOWER, columns), np.where(rows == UNSEEN, BASIC, rows)
    missing = len(rows) - int((columns == BASIC).sum() + (rows == BASIC).sum())
    if missing > 0:
        rows[np.nonzero(rows != BASIC)[0][-missing:]] = BASIC
    elif missing < 0:
        columns[np.nonzero(columns == BASIC)[0][missing:]] = LOWER
    return columns, rows
