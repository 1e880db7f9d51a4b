"""A whole-number program in MathOpt's terms."""

from __future__ import annotations

import datetime

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from scipy.sparse import csr_array

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.watch import Watch


def limited(watch: Watch) -> mathopt.SolveParameters:
    """Parameters with what is left of the time."""
    left = watch.left()
    return mathopt.SolveParameters(time_limit=None if left is None else datetime.timedelta(seconds=left))


def model_proto(program: Program, costs: Ints) -> model_pb2.ModelProto:
    """The program in MathOpt's terms, columns and rows in its order."""
    every = np.arange(len(program.upper)), np.arange(len(program.low))
    proto = relaxed_proto(program, costs, *every)
    proto.variables.integers[:] = program.whole.tolist()
    return proto


def relaxed_proto(program: Program, costs: Ints, columns: Ints, rows: Ints) -> model_pb2.ModelProto:
    """These columns and rows in MathOpt's terms, numbered in this order; no column has to be whole."""
    matrix = csr_array(csr_array(program.matrix[rows])[:, columns]).sorted_indices()
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(columns)))
    proto.variables.lower_bounds.extend(program.lower[columns].astype(float).tolist())
    proto.variables.upper_bounds.extend(program.upper[columns].astype(float).tolist())
    proto.variables.integers.extend([False] * len(columns))
    proto.linear_constraints.ids.extend(range(len(rows)))
    proto.linear_constraints.lower_bounds.extend(limits(program.low[rows]))
    proto.linear_constraints.upper_bounds.extend(limits(program.high[rows]))
    places = np.repeat(np.arange(len(rows)), np.diff(matrix.indptr))
    proto.linear_constraint_matrix.row_ids.extend(places.tolist())
    proto.linear_constraint_matrix.column_ids.extend(matrix.indices.tolist())
    proto.linear_constraint_matrix.coefficients.extend(matrix.data.astype(float).tolist())
    used = np.nonzero(costs[columns])[0]
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(costs[columns][used].astype(float).tolist())
    return proto


def limits(sides: Ints) -> list[float]:
    """Limits of rows, infinite where there is none."""
    return np.where(np.abs(sides) >= FREE, np.copysign(np.inf, sides), sides).tolist()
