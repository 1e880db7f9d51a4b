"""A priced place is taken together with the moves that its price is of, and taken back together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.problem import Request, Student
from matching.rules import HALF_DAYS
from matching.why.weeks import fit_the_week
from placements.actions import review
from placements.actions.changes import ChangedMeanwhileError
from placements.actions.exchange import NotPricedError, move_with_others
from placements.actions.half_days import share_half_days
from placements.actions.prices import ask_prices, compute_prices
from placements.actions.undo import PartOfAnotherError, undo_edit
from placements.models import Edit, Pin
from tests.placements.small_round import AT


@pytest.fixture
def prices(small, proposal):
    """What Noor's other places cost."""
    asked = ask_prices(proposal=proposal, registration=small.registrations["noor"], limit=5, at=AT)
    assert compute_prices(prices=asked, clock=lambda: AT)
    asked.refresh_from_db()
    return asked


def say(small, proposal):
    proposal.refresh_from_db()
    return {
        "proposal": proposal,
        "registration": small.registrations["noor"],
        "version": proposal.version,
        "reason": "pedagogical",
        "by": small.hilde,
        "at": AT,
    }


def test_everybody_goes_where_the_price_said(small, proposal, prices):
    priced = next(row for row in prices.prices if row["request"] == f"r{small.requests['populieren'].pk}")
    edit = move_with_others(prices=prices, request=small.requests["populieren"], **say(small, proposal))

    proposal.refresh_from_db()
    now = dict(proposal.assignments.values_list("registration", "request"))
    told = {int(move["student"][1:]): move["to"] and int(move["to"][1:]) for move in priced["moves"]}
    assert {key: now[key] for key in told} == told
    assert proposal.faults == []
    assert [(row["goal"], row["after"]) for row in edit.price] == [
        (row["goal"], row["then"]) for row in priced["price"]
    ]
    assert list(Pin.objects.values_list("registration", "request")) == [
        (small.registrations["noor"].pk, small.requests["populieren"].pk)
    ]
    assert set(Edit.objects.filter(part_of=edit).values_list("registration", flat=True)) >= told.keys() - {
        small.registrations["noor"].pk
    }


def test_taken_back_everybody_returns(small, proposal, prices):
    was = list(proposal.assignments.order_by("pk").values())
    edit = move_with_others(prices=prices, request=small.requests["populieren"], **say(small, proposal))
    proposal.refresh_from_db()
    with pytest.raises(PartOfAnotherError):
        undo_edit(edit=edit.parts.first(), by=small.hilde, at=AT, version=proposal.version)
    undo_edit(edit=edit, by=small.hilde, at=AT, version=proposal.version)
    assert list(proposal.assignments.order_by("pk").values()) == was
    assert not Edit.objects.filter(undone_at=None).exists()
    assert not Pin.objects.exists()


def test_a_price_of_an_older_plan_moves_nobody(small, proposal, prices):
    said = say(small, proposal)
    review.pin(**(said | {"registration": small.registrations["lotte"], "by": small.bart}))
    with pytest.raises(ChangedMeanwhileError):
        move_with_others(prices=prices, request=small.requests["populieren"], **say(small, proposal))
    assert small.place_of(proposal)["noor"] == "schip"


def test_a_place_without_a_price_moves_nobody(small, proposal, prices):
    with pytest.raises(NotPricedError):
        move_with_others(prices=prices, request=small.requests["schip"], **say(small, proposal))


def student(name, free):
    return Student(
        id=name,
        college="c",
        levels=("lager",),
        phase=1,
        homes=((51.0, 3.7),),
        mode="bike",
        max_minutes=60,
        half_days=free,
    )


@given(
    asked=st.lists(st.sampled_from(HALF_DAYS), min_size=1, max_size=4, unique=True),
    needed=st.integers(1, 2),
    at_once=st.none() | st.integers(1, 2),
    free=st.lists(st.lists(st.sampled_from(HALF_DAYS), unique=True), min_size=1, max_size=4),
)
def test_half_days_are_shared_whenever_that_can_be(asked, needed, at_once, free):
    needed = min(needed, len(asked))
    request = Request(
        id="r", school="h", levels=("lager",), half_days=tuple(asked), half_days_needed=needed,
        min_students=1, max_students=9, at_once=at_once,
    )  # fmt: skip
    students = [student(f"s{at}", tuple(days)) for at, days in enumerate(free)]
    students = [one for one in students if len({*one.half_days} & {*asked}) >= needed]
    shared = share_half_days(request, students, {})
    complete = all(len(shared[one.id]) == needed and {*shared[one.id]} <= {*one.half_days} for one in students)
    present = [half_day for half_days in shared.values() for half_day in half_days]
    assert all(at_once is None or present.count(half_day) <= at_once for half_day in asked)
    assert complete == fit_the_week(request, students)
