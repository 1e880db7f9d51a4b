"""A whole-number program in MathOpt's terms."""

from __future__ import annotations

import datetime

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.watch import Watch


def limited(watch: Watch) -> mathopt.SolveParameters:
    """Parameters with what is left of the time."""
    left = watch.left()
    return mathopt.SolveParameters(time_limit=None if left is None else datetime.timedelta(seconds=left))


def model_proto(program: Program, costs: Ints, *, relaxed: bool = False) -> model_pb2.ModelProto:
    """The program in MathOpt's terms; `relaxed` lets every column take any number between its bounds."""
    proto = model_pb2.ModelProto()
    count = len(program.upper)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(program.lower.astype(float).tolist())
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
