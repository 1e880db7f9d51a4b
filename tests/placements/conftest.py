"""A small round with a plan, for the tests from proposal to answers."""

import pytest

from placements.models import Proposal
from tests.placements.small_round import SmallRound, make_small_plan, make_small_round


@pytest.fixture
def small(db) -> SmallRound:
    return make_small_round()


@pytest.fixture
def proposal(small: SmallRound) -> Proposal:
    """The plan under review."""
    return make_small_plan(small)
