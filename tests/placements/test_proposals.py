"""A finished run becomes rows to review; one plan of a round is under review at a time."""

from placements.actions.proposals import make_proposal
from placements.models import Assignment, Proposal
from tests.placements.small_round import AT, PLAN, found


def test_a_plan_becomes_a_row_per_student(small, proposal):
    rows = proposal.assignments.order_by("registration").values_list(
        "registration", "request", "half_days", "rank", "minutes", "origin", "unplaced_reason"
    )
    who, where = small.registrations, small.requests
    assert list(rows) == [
        (who["noor"].pk, where["schip"].pk, ["mon-am", "tue-am"], 2, 56, "solver", ""),
        (who["fien"].pk, where["schip"].pk, ["mon-am", "tue-am"], 1, 56, "solver", ""),
        (who["ilias"].pk, where["populieren"].pk, ["mon-am", "tue-am"], 1, 12, "solver", ""),
        (who["lotte"].pk, where["bijenkorf"].pk, ["mon-am"], 1, 32, "solver", ""),
        (who["robbe"].pk, None, [], None, None, "solver", "no_place_left"),
    ]


def test_goals_keep_what_the_solver_found(proposal):
    assert proposal.goals[0] == {"goal": "placed", "value": 4, "was": 4, "bound": 4, "proven": True}


def test_a_run_told_twice_makes_one_proposal(small, proposal):
    assert make_proposal(run=proposal.run, at=AT) == proposal
    assert Proposal.objects.count() == 1
    assert Assignment.objects.count() == 5


def test_a_second_plan_waits_while_one_is_under_review(small, proposal):
    second = make_proposal(run=found(small, PLAN, number=2), at=AT)
    assert (proposal.state, second.state) == ("draft", "discarded")
