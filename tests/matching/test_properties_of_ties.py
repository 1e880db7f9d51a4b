"""What the lottery leaves open is decided by ids: on problems made so that sums of draws meet."""

from dataclasses import replace
from itertools import combinations

import pytest

from matching.graph import build_graph
from matching.ground.worth import lottery_number
from matching.problem import Duo
from matching.rules import Goal
from matching.solution import Status
from matching.solve import solve
from tests.matching.oracle import best
from tests.matching.rounds import request, round_of, school, student
from tests.matching.turned import shuffled
from tests.matching.ways import by_programs, small_is

SEED = 1
NAMES = tuple(f"s{number}" for number in range(3_000))


def drawn_alike() -> list[tuple[str, str]]:
    """Pairs of names that draw the same number."""
    found: dict[int, str] = {}
    pairs = []
    for name in NAMES:
        number = lottery_number(SEED, "student", name)
        if number in found:
            pairs.append((found[number], name))
        found[number] = name
    return pairs


ALIKE = drawn_alike()


def plan(assignments):
    return tuple((each.student, each.request) for each in assignments)


def test_among_three_thousand_some_draw_the_same_number():
    assert len(ALIKE) >= 3
    assert all(lottery_number(SEED, "student", one) == lottery_number(SEED, "student", two) for one, two in ALIKE)


@pytest.fixture(params=range(3))
def tied(request):
    """Two who draw alike and can swap, one more who takes part, and a place too few."""
    one, two = ALIKE[request.param]
    return two_schools(one, two, "other")


def two_schools(*names: str):
    people = [student(name) for name in names]
    asked = [request("a", "elm", max_students=1), request("b", "oak", max_students=1)]
    return round_of(people, [school("oak"), school("elm")], asked, seed=SEED, goals=(Goal.PLACED,))


def test_of_two_who_draw_alike_the_one_of_the_lower_id_has_the_request_of_the_lower_id(tied):
    found = best(tied)
    assert found is not None
    assert solve(tied).status is Status.OPTIMAL
    assert plan(solve(tied).assignments) == min(found.plans)


@pytest.mark.parametrize("columns", [0, 400])
@pytest.mark.parametrize("order", range(4))
def test_every_way_and_order_gives_that_plan(tied, columns, order):
    turned = shuffled(tied, order)
    with small_is(columns):
        _, assignments = by_programs(turned)
    assert assignments == solve(turned).assignments == solve(tied).assignments


def test_those_who_draw_alike_really_tie_here():
    tied = two_schools(*ALIKE[0])
    found = best(tied)
    assert found is not None
    assert len(found.plans) == 2


@pytest.mark.parametrize(("one", "two"), list(combinations(range(3), 2)))
def test_two_ties_at_once_are_each_decided(one, two):
    asked = two_schools(*ALIKE[one])
    more = [student(name) for name in ALIKE[two]]
    wider = replace(
        asked,
        students=(*asked.students, *more),
        requests=(*asked.requests, request("c", "elm", max_students=1), request("d", "oak", max_students=1)),
    )
    found = best(wider)
    assert found is not None
    assert len(found.plans) > 1
    assert plan(solve(wider).assignments) == min(found.plans)
    assert by_programs(wider)[1] == solve(wider).assignments


def test_ties_under_side_limits_are_decided_by_ids_too():
    (one, two), (three, four) = ALIKE[0], ALIKE[1]
    tied = two_schools(one, two, "mate-1", "mate-2")
    duo = [
        replace(person, duo=Duo(with_student=fellow, required=True))
        for person, fellow in zip(tied.students[2:], ("mate-2", "mate-1"), strict=True)
    ]
    asked = replace(
        tied,
        students=(*tied.students[:2], *duo, student(three), student(four)),
        requests=(*tied.requests, request("c", "elm", max_students=2), request("d", "oak", min_students=2)),
    )
    found = best(asked)
    assert found is not None
    for order in range(4):
        assert plan(solve(shuffled(asked, order)).assignments) == min(found.plans)


def test_where_the_lottery_decides_nothing_is_left_to_ids():
    asked = two_schools("ann", "ben")
    found = best(asked)
    assert found is not None
    assert len(found.plans) == 1
    assert len(build_graph(asked).student) == 4
    assert plan(solve(asked).assignments) == next(iter(found.plans))
