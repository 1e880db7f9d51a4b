"""A lane that cannot run says so in the last lines, and fails the run where everything is required."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SUITE = """
import pytest

@pytest.mark.redis
def test_needs_redis(redis_url): ...

@pytest.mark.browser
def test_needs_chromium(): ...

@pytest.mark.database
def test_is_repeated_on_postgresql(): ...

@pytest.mark.database
@pytest.mark.postgresql
def test_needs_postgresql(): ...

def test_needs_nothing(): ...
"""
PLUGINS = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:django"]
SETTINGS = "[pytest]\nmarkers =\n" + "".join(f"    {lane}\n" for lane in ("redis", "browser", "database", "postgresql"))


@pytest.fixture
def suite(tmp_path):
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    (tmp_path / "test_small.py").write_text(SUITE)
    return tmp_path


def run_on_a_bare_machine(suite, **environment):
    """Exit code and last lines of pytest where no server and no browser can be found."""
    names = {"TEST_DATABASE_URL", "TEST_REDIS_URL", "CHROMIUM", "REQUIRE_ALL", "KANSMATCH_TEST_FOLDER"}
    inherited = {name: value for name, value in os.environ.items() if name not in names and "PYTEST" not in name}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:django",
    ]
    run = subprocess.run(
        [*command, str(suite)],
        cwd=settings.BASE_DIR,
        env=inherited | {"PATH": "/nowhere", "POSTGRESQL_LANE": "PostgreSQL is not installed"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout.splitlines()[-4:-1]


def test_what_was_left_out_is_said_last(suite):
    assert run_on_a_bare_machine(suite) == (
        0,
        [
            "not run: PostgreSQL lane, 2 tests: PostgreSQL is not installed",
            "not run: Redis lane, 1 test: Redis is not installed and TEST_REDIS_URL is not set",
            "not run: Browser lane, 1 test: Chromium is not installed",
        ],
    )


def test_what_was_left_out_is_a_failure_where_everything_is_required(suite):
    code, lines = run_on_a_bare_machine(suite, REQUIRE_ALL="1")

    assert (code, [line.endswith("(a failure: REQUIRE_ALL=1)") for line in lines]) == (1, [True, True, True])
