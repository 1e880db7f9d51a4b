"""Made-up problems: the same for the same seed, well-formed, of the size asked, with a plan for every pin."""

import math
from random import Random

import pytest

from matching.exchange import digest, problem_from_data, problem_to_data
from matching.generate import generate
from matching.invent.grid import Grid
from matching.rules import DEFAULT_GOALS, Goal
from tests.matching.oracle import ruled_out_by


def test_the_same_size_and_seed_give_the_same_problem_for_ever():
    assert generate(60, 7) == generate(60, 7)
    assert (
        digest(generate(60, 7, side=True)) == "sha256:726e6b8ca9bafa12ece87b080692ec934151d3dde9022946e3015e7ad2d69675"
    )


def test_another_seed_gives_another_problem():
    assert generate(60, 7).students != generate(60, 8).students


@pytest.mark.parametrize(
    ("students", "requests", "schools"),
    [(0, 0, 0), (1, 1, 1), (60, 40, 32), (250, 180, 144), (800, 580, 464), (5000, 2900, 2320), (12000, 5000, 2600)],
)
def test_sizes_are_those_the_service_is_designed_for(students, requests, schools):
    made = generate(students, 1)
    assert (len(made.students), len(made.requests), len(made.schools)) == (students, requests, schools)


@pytest.mark.parametrize("side", [False, True])
@pytest.mark.parametrize("students", [0, 1, 2, 60, 800])
def test_what_is_made_up_is_a_problem_the_reader_accepts(students, side):
    made = generate(students, 3, side=side)
    assert problem_from_data(problem_to_data(made)) == made


def test_without_side_only_the_limits_of_a_flow_are_left():
    made = generate(250, 5)
    assert made.goals == DEFAULT_GOALS
    assert (made.pins, made.bans, made.quotas) == ((), (), ())
    assert {school.max_students for school in made.schools} == {None}
    assert {(request.min_students, request.at_once) for request in made.requests} == {(1, None)}
    assert not any(student.duo.required for student in made.students if student.duo)


def test_with_side_every_side_limit_is_there():
    made = generate(800, 5, side=True)
    assert Goal.DUOS in made.goals
    assert {student.duo.required for student in made.students if student.duo} == {True, False}
    assert {request.min_students for request in made.requests} == {1, 2}
    assert {1, 2, None} <= {request.at_once for request in made.requests}
    assert {school.max_students for school in made.schools} == {1, 2, 3, None}
    assert {quota.school is None for quota in made.quotas} == {True, False}
    assert made.pins


def test_pins_are_each_alone_at_a_school_where_nothing_stands_in_the_way():
    made = generate(800, 5, side=True)
    requests = {request.id: request for request in made.requests}
    taken = [requests[pin.request].school for pin in made.pins]
    assert len(set(taken)) == len(taken)
    assert {requests[pin.request].min_students for pin in made.pins} == {1}


def test_most_students_have_a_choice_of_requests_and_of_wishes():
    made = generate(250, 2)
    eligible = {s.id: {r.id for r in made.requests if not ruled_out_by(made, s, r)} for s in made.students}
    counts = sorted(map(len, eligible.values()))
    assert counts[len(counts) // 2] >= 8
    assert counts.count(0) <= len(counts) * 0.05


def test_side_limits_stand_in_the_shares_the_engine_is_measured_with():
    made = generate(5000, 1, side=True)
    duos = [student.duo for student in made.students if student.duo]
    assert len(duos) == 5000 // 20
    assert sum(duo.required for duo in duos) in (124, 126)
    assert 0.08 <= sum(request.min_students == 2 for request in made.requests) / len(made.requests) <= 0.12
    assert 0.17 <= sum(request.at_once is not None for request in made.requests) / len(made.requests) <= 0.23


@pytest.mark.parametrize("seed", range(20))
def test_the_grid_finds_what_sorting_all_places_finds(seed):
    draw = Random(seed)
    places = [(round(draw.uniform(50, 52), draw.choice((1, 5))), round(draw.uniform(3, 5), 2)) for _ in range(300)]
    grid = Grid.laid(places[: draw.randint(0, 300)], 60)
    for point in [(draw.uniform(49, 53), draw.uniform(2, 6)) for _ in range(20)]:
        nearest = sorted(range(len(grid.places)), key=lambda n, point=point: math.dist(grid.places[n], point))
        assert grid.nearest(point, 60) == nearest[:60]
