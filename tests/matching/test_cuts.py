"""Cuts: every whole plan keeps them, the relaxation's optimum does not, and they raise the bound."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solver.cuts import with_cuts, without_idle_cuts
from matching.solver.program import FREE, Draft, Program
from matching.solver.relaxation import relax
from matching.solver.watch import Watch

NUMBERS = st.integers(-4, 4)


@st.composite
def programs(draw):
    """Up to six columns of 0 or 1, some of them settled, up to five rows with a limit on either or both sides."""
    columns = draw(st.integers(2, 6))
    draft = Draft()
    every = draft.add_columns(columns)
    for _ in range(draw(st.integers(1, 5))):
        coefficients = np.array(draw(st.lists(NUMBERS, min_size=columns, max_size=columns)), dtype=np.int64)
        low = draw(st.sampled_from([-FREE, -3, 0]))
        draft.add_row((every, coefficients), low=low, high=draw(st.sampled_from([FREE, 1, 2, 5])))
    program = draft.finish()
    settled = np.array(draw(st.lists(st.booleans(), min_size=columns, max_size=columns)))
    fixed = replace(program, lower=np.where(settled & (program.upper > 0), 1, 0).astype(np.int64))
    costs = np.array(draw(st.lists(NUMBERS, min_size=columns, max_size=columns)), dtype=np.int64)
    return draw(st.sampled_from([program, program, fixed])), costs


def all_values(program: Program) -> list[np.ndarray]:
    every = (np.array(bits, dtype=np.int64) for bits in product((0, 1), repeat=len(program.upper)))
    return [values for values in every if program.holds(values)]


@settings(max_examples=300, deadline=None)
@given(programs())
def test_round_after_round_of_cuts_loses_no_whole_plan_and_never_lowers_the_bound(asked):
    program, costs = asked
    whole = all_values(program)
    found, at = relax(program, costs, Watch())
    for _ in range(4):
        if not found.complete:
            assert not whole or found.whole_bound <= min(int(costs @ values) for values in whole)
            return
        cut = with_cuts(at, found.values)
        assert [values.tolist() for values in all_values(cut)] == [values.tolist() for values in whole]
        broken = cut.matrix[len(at.low) :] @ found.values - cut.high[len(at.low) :]
        assert (broken > 0).all()
        before = found.whole_bound
        found, at = relax(cut, costs, Watch(), cut=cut is not at)
        assert not found.complete or found.whole_bound >= before
        assert all(int(costs @ values) >= found.whole_bound for values in whole)


def odd_triangle() -> tuple[Program, np.ndarray]:
    """Of three columns any two exclude each other; the relaxation takes half of each."""
    draft = Draft()
    columns = draft.add_columns(3)
    for pair in ([0, 1], [1, 2], [0, 2]):
        draft.add_row((columns[pair], 1), high=1)
    return draft.finish(), np.array([-2, -2, -2])


def test_a_cut_closes_what_the_relaxation_leaves_open():
    program, costs = odd_triangle()
    found, at = relax(program, costs, Watch())
    assert found.whole_bound == -3
    cut = with_cuts(at, found.values)
    assert (cut.matrix[3:].toarray().tolist(), cut.high[3:].tolist()) == ([[1, 1, 1]], [1])
    assert relax(cut, costs, Watch(), cut=True)[0].whole_bound == -2


def test_cuts_that_hold_nothing_are_left_out_again():
    program, costs = odd_triangle()
    found, at = relax(program, costs, Watch())
    cut = with_cuts(at, found.values)
    _, narrow = relax(cut, costs, Watch(), cut=True)
    assert len(without_idle_cuts(narrow, 3).low) == 4
    _, elsewhere = relax(cut, np.array([1, 1, 1]), Watch())
    assert len(without_idle_cuts(elsewhere, 3).low) == 3


def test_a_plan_whose_columns_are_all_whole_is_not_cut():
    program, _ = odd_triangle()
    found, at = relax(program, np.array([-3, -1, -1]), Watch())
    assert (found.whole_bound, with_cuts(at, found.values)) == (-3, at)
