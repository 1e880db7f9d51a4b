"""Bounds hold whatever prices are suggested, and settling loses no plan that is good enough."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solver.program import FREE, Draft, Program
from matching.solver.relaxation import priced, relax
from matching.solver.watch import Watch

NUMBERS = st.integers(-5, 5)


@st.composite
def programs(draw):
    """Up to five columns of 0 or 1, up to three rows with a limit on either or both sides, and costs."""
    columns = draw(st.integers(1, 5))
    draft = Draft()
    every = draft.add_columns(columns)
    for _ in range(draw(st.integers(0, 3))):
        coefficients = np.array(draw(st.lists(NUMBERS, min_size=columns, max_size=columns)), dtype=np.int64)
        low = draw(st.sampled_from([-FREE, -4, 0, 1]))
        draft.add_row((every, coefficients), low=low, high=draw(st.sampled_from([FREE, 1, 3])))
    return draft.finish(), np.array(draw(st.lists(NUMBERS, min_size=columns, max_size=columns)), dtype=np.int64)


def all_values(program: Program) -> list[np.ndarray]:
    every = (np.array(bits, dtype=np.int64) for bits in product((0, 1), repeat=len(program.upper)))
    return [values for values in every if program.holds(values)]


@settings(max_examples=200, deadline=None)
@given(programs(), st.lists(st.floats(-9, 9), min_size=3, max_size=3))
def test_any_prices_give_a_bound_and_settle_nothing_that_good_plans_need(asked, prices):
    program, costs = asked
    found = priced(program, costs, np.array(prices[: len(program.low)]), np.zeros(len(costs)))
    for values in all_values(program):
        cost = int(costs @ values)
        assert cost >= found.whole_bound
        assert found.settle(program, cost).holds(values)


@settings(max_examples=100, deadline=None)
@given(programs())
def test_the_simplex_gives_a_bound_that_no_plan_beats(asked):
    program, costs = asked
    bound = relax(program, costs, Watch())[0].whole_bound
    assert all(int(costs @ values) >= bound for values in all_values(program))


def test_the_bound_of_a_tight_program_is_its_least_cost():
    draft = Draft()
    columns = draft.add_columns(3)
    draft.add_row((columns, 1), low=2)
    assert relax(draft.finish(), np.array([3, 1, 5]), Watch())[0].whole_bound == 4
