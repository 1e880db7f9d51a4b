"""A problem put into rows and built again is the same problem, but for its ids."""

import json
import re

import pytest

from matching import exchange
from matching.generate import generate
from placements import problem_builder
from schools.models import School, SupportRequest
from students.models import Registration
from tests.placements.rows import round_for

pytestmark = pytest.mark.django_db


def under_its_old_names(data):
    """The same data with every id as it was before the rows were made, and lists in the old order of those ids."""
    names = {f"h{pk}": number for pk, number in School.objects.values_list("pk", "number")}
    names |= {f"r{pk}": number for pk, number in SupportRequest.objects.values_list("pk", "number")}
    names |= {f"s{pk}": number for pk, number in Registration.objects.values_list("pk", "student__number")}
    return json.loads(re.sub(r'"([hrs]\d+)"', lambda found: json.dumps(names[found[1]]), json.dumps(data)))


def without_what_stays_behind(data):
    """Boards and the name are not taken along; a student's schools to avoid have no order."""
    schools = [row | {"board": ""} for row in data["schools"]]
    students = [row | {"avoid_schools": sorted(row["avoid_schools"])} for row in data["students"]]
    return data | {"name": "", "schools": schools, "students": students}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_build_to_the_problem_they_were_made_from(seed):
    problem = generate(60, seed=seed, side=True)
    built = exchange.problem_to_data(problem_builder.build(round_for(problem)))
    expected = exchange.problem_to_data(problem)
    assert without_what_stays_behind(under_its_old_names(built)) == without_what_stays_behind(expected)
