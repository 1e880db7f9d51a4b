"""A real region from files, typed as the README says: 326 schools, 400 students, 250 requests."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SHARED = Path(os.environ.get("KANSMATCH_SHARED", settings.BASE_DIR.parent / "shared"))
EXAMPLE = SHARED / "examples" / "drenthe"
GOALS = ("placed", "coverage", "wishes:generous", "travel:total", "fit")

pytestmark = pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the example files are not beside the project")


def colleges() -> list[str]:
    with (EXAMPLE / "students.csv").open() as file:
        return sorted({row["college"] for row in csv.DictReader(file)})


def several(option: str, values: tuple[str, ...] | list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


@pytest.fixture
def drenthe(site):
    """The number of the round, after every command up to the run."""

    def typed(*words: str) -> str:
        run = site.command(*words)
        assert run.returncode == 0, run.stderr
        return run.stdout

    duo = ["--format", "duo", "--province", "Drenthe", "--municipality", "Hardenberg"]
    typed("import_postcodes", "--country", "NL", str(SHARED / "data/postcodes-nl-4pp.csv"))
    typed("import_schools", *duo, str(SHARED / "data/duo-vestigingen-bo.csv"))
    typed("import_needs", str(EXAMPLE / "needs.csv"))
    made = typed("create_round", "Drenthe 2026", *several("--college", colleges()), *several("--goal", GOALS))
    number = next(word for word in made.split() if word.isdigit())
    typed("import_students", "--round", number, str(EXAMPLE / "students.csv"))
    typed("import_requests", "--round", number, str(EXAMPLE / "requests.csv"))
    typed("run_round", number, "--wait")
    return number


def test_the_region_is_solved_and_proven(site, drenthe, tmp_path):
    problem, solution = tmp_path / "p.json", tmp_path / "s.json"
    site.command("export_problem", drenthe, "--out", str(problem))
    site.command("export_solution", drenthe, "--out", str(solution))

    found = json.loads(solution.read_text())["goals"]
    expected = json.loads((EXAMPLE / "expected.json").read_text())["problem.json"]["goals"]
    without_lottery = [goal for goal in expected if goal["goal"] != "lottery"]
    assert [{"goal": g["goal"], "value": g["value"]} for g in found if g["goal"] != "lottery"] == without_lottery
    assert [goal["goal"] for goal in found if not goal["proven"]] == []
    assert judged(problem, solution) == (0, "nothing found\n")
    assert people_in(problem.read_text()) == []


def judged(problem: Path, solution: Path) -> tuple[int, str]:
    """Exit code and words of the referee."""
    command = [sys.executable, "-m", "matching", "check", str(problem), str(solution)]
    check = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    return check.returncode, check.stderr


def people_in(text: str) -> list[str]:
    """Names, numbers and addresses of students, and contacts of schools, that stand in `text`."""
    with (EXAMPLE / "students.csv").open() as file:
        rows = list(csv.DictReader(file))
    said = {row[column] for row in rows for column in ("student_number", "last_name", "email")}
    with (EXAMPLE / "requests.csv").open() as file:
        said |= {row["contact_email"] for row in csv.DictReader(file) if row["contact_email"]}
    return sorted(word for word in said if f'"{word}"' in text)
