"""The linear relaxation of a whole-number program: a bound that is safe in whole numbers, and what it settles.

Any prices of the rows give a bound, so the simplex only suggests them: they are rounded to fractions of `SCALE`,
and everything after that is reckoned in whole numbers (Neumaier and Shcherbina 2004 do the like with intervals).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.proto import limited, model_proto
from matching.solver.watch import Watch

SCALE: Final = 2**20
LARGEST: Final = 2.0**61


@dataclass(frozen=True, eq=False)
class Relaxation:
    """`bound` in units of 1 / `scale`; `prices` of the rows, `reduced` costs of the columns likewise.

    `values` are the columns of the relaxation's own optimum, a hint only.
    """

    scale: int
    bound: int
    prices: Ints
    reduced: Ints
    values: NDArray[np.float64]

    @property
    def whole_bound(self) -> int:
        """The least whole number that is not below the bound: no whole plan costs less."""
        return -((-self.bound) // self.scale)

    def settle(self, program: Program, most: int) -> Program:
        """The program with all columns and rows settled that are alike in all plans of cost at most `most`."""
        gap = most * self.scale - self.bound
        down, up = self.reduced > gap, self.reduced < -gap
        at_low, at_high = self.prices > gap, self.prices < -gap
        return replace(
            program,
            upper=np.where(down, program.lower, program.upper),
            lower=np.where(up, program.upper, program.lower),
            high=np.where(at_low, program.low, program.high),
            low=np.where(at_high, program.high, program.low),
        )


def relax(program: Program, costs: Ints, watch: Watch) -> Relaxation:
    """The relaxation of least cost; with no time left, or no answer, the one whose prices are all 0."""
    suggested = suggestion(program, costs, watch)
    if suggested is None:
        nothing = np.zeros(len(program.low)), np.zeros(len(costs))
        return priced(program, costs, *nothing)
    return priced(program, costs, *suggested)


def suggestion(program: Program, costs: Ints, watch: Watch) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Prices and columns as the simplex (GLOP) finds them."""
    model = mathopt.Model.from_model_proto(model_proto(program, costs, relaxed=True))
    parameters = limited(watch)
    result = watch.run(
        lambda: mathopt.solve(model, mathopt.SolverType.GLOP, params=parameters), on_over=lambda: None, patience=1
    )
    if result is None or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    prices = np.array(result.dual_values(list(model.linear_constraints())), dtype=np.float64)
    return prices, np.array(result.variable_values(list(model.variables())), dtype=np.float64)


def priced(program: Program, costs: Ints, suggested: NDArray[np.float64], values: NDArray[np.float64]) -> Relaxation:
    """The bound that these prices give, in whole numbers; a price with the wrong sign counts as 0."""
    scale = scale_for(program, costs, suggested)
    prices = np.rint(suggested * scale).astype(np.int64)
    prices[(prices > 0) & (program.low <= -FREE)] = 0
    prices[(prices < 0) & (program.high >= FREE)] = 0
    reduced = costs * scale - program.matrix.T @ prices
    rows = np.where(prices > 0, program.low, np.where(prices < 0, program.high, 0))
    columns = np.where(reduced > 0, program.lower, program.upper)
    return Relaxation(scale, exact_sum(prices, rows) + exact_sum(reduced, columns), prices, reduced, values)


def scale_for(program: Program, costs: Ints, prices: NDArray[np.float64]) -> int:
    """SCALE, or as many halvings less as keep every reduced cost within 64 bits."""
    largest = np.abs(costs).max(initial=0) + (abs(program.matrix).T @ np.abs(prices)).max(initial=0)
    scale = SCALE
    while scale > 1 and largest * scale > LARGEST:
        scale //= 2
    return scale


def exact_sum(first: Ints, second: Ints) -> int:
    """The sum of products in whole numbers of any size."""
    used = np.nonzero(first)[0]
    return sum(a * b for a, b in zip(first[used].tolist(), second[used].tolist(), strict=True))
