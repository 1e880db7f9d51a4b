"""Every file says its one job in its first line, and stays short enough to be read in one go."""

import ast
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def python_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    found = [Path(name) for name in listed] or [
        path.relative_to(settings.BASE_DIR)
        for top in ("config", "matching", "bench", "accounts", "schools", "students", "placements", "tests")
        for path in Path(settings.BASE_DIR, top).rglob("*.py")
    ]
    return [path for path in found if "migrations" not in path.parts and Path(settings.BASE_DIR, path).is_file()]


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return {str(path): Path(settings.BASE_DIR, path).read_text() for path in python_files()}


def test_every_file_says_its_job_first(sources):
    assert [name for name, text in sources.items() if text.strip() and not first_line_tells(text)] == []


def first_line_tells(text: str) -> bool:
    lines = text.splitlines()
    return (lines[1] if lines[0].startswith("#!") else lines[0]).startswith('"""')


def product(sources: dict[str, str]) -> dict[str, str]:
    """Tables of cases may be as long as they need to be; what runs may not."""
    return {name: text for name, text in sources.items() if not name.startswith("tests/")}


def test_no_file_is_long(sources):
    assert [name for name, text in product(sources).items() if text.count("\n") > LONGEST_FILE] == []


def test_no_function_is_long(sources):
    long = [
        f"{name}:{node.name}"
        for name, text in product(sources).items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []
