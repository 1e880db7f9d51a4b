"""What every test may use: the lanes that need a server or a browser, and honest words when one cannot run."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator

import hypothesis
import pytest

from tests import servers

hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)  # a busy machine is not a fault
hypothesis.settings.load_profile("suite")

LANES = {"postgresql": "PostgreSQL", "redis": "Redis", "browser": "Browser"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def absent(lane: str) -> str | None:
    """Why the tests of `lane` cannot run in this process, or None."""
    if lane == "postgresql" and not os.environ.get("TEST_DATABASE_URL"):
        return os.environ.get("POSTGRESQL_LANE", "TEST_DATABASE_URL is not set; `make test` starts a server itself")
    if lane == "redis" and not os.environ.get("TEST_REDIS_URL") and not servers.find_program("redis-server"):
        return "Redis is not installed and TEST_REDIS_URL is not set"
    if lane == "browser" and not servers.find_chromium():
        return "Chromium is not installed"
    return None


def uses_database(item: pytest.Item) -> bool:
    return bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))) or "django_db" in item.keywords


def belongs_to_this_run(item: pytest.Item) -> bool:
    """The PostgreSQL run repeats what touches the database; the other leaves it what only PostgreSQL can do."""
    run = os.environ.get("POSTGRESQL_LANE")
    if run == "now":
        return "database" in item.keywords and not {"redis", "browser"} & set(item.keywords)
    return not (run == "run" and "postgresql" in item.keywords)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if uses_database(item) or "postgresql" in item.keywords:
            item.add_marker("database")
        if "redis" in item.keywords:
            item.add_marker(pytest.mark.xdist_group("redis"))  # a server that was given is shared by all processes
        for lane in LANES:
            if lane in item.keywords and (reason := absent(lane)):
                item.add_marker(pytest.mark.skip(reason=f"{LANES[lane]}: {reason}"))
    chosen = [item for item in items if belongs_to_this_run(item)]
    config.hook.pytest_deselected(items=[item for item in items if not belongs_to_this_run(item)])
    items[:] = chosen


def not_run(reports: list[pytest.TestReport]) -> dict[str, int]:
    """Tests per lane that could not run, from the reports of the whole run."""
    count: Counter[str] = Counter()
    for report in reports:
        count.update(lane for lane in LANES if lane in report.keywords and report.skipped and absent(lane))
        count["postgresql"] += lane_was_left_out() and repeatable(report)
    return {lane: count[lane] for lane in LANES if count[lane]}


def lane_was_left_out() -> bool:
    """True when the suite's runner could not start PostgreSQL, so that nothing was repeated on it."""
    return os.environ.get("POSTGRESQL_LANE") not in {None, "now", "run"}


def repeatable(report: pytest.TestReport) -> bool:
    keywords = set(report.keywords)
    return report.when == "call" and "database" in keywords and not {"redis", "browser"} & keywords


def all_reports(config: pytest.Config) -> list[pytest.TestReport]:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    every = (report for reports in terminal.stats.values() for report in reports) if terminal else ()
    return [report for report in every if isinstance(report, pytest.TestReport)]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> Iterator[None]:
    """Last, below pytest's own summary, so that nobody reads past a lane that was left out."""
    yield
    for lane, count in not_run(all_reports(config)).items():
        failure = " (a failure: REQUIRE_ALL=1)" if os.environ.get("REQUIRE_ALL") == "1" else ""
        tests = "1 test" if count == 1 else f"{count} tests"
        terminalreporter.write_line(f"not run: {LANES[lane]} lane, {tests}: {absent(lane)}{failure}", yellow=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("REQUIRE_ALL") == "1" and session.exitstatus == 0 and not_run(all_reports(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = os.environ.get("KANSMATCH_TEST_FOLDER")
    if folder and not hasattr(config, "workerinput"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server for the tests marked `redis`: the one of TEST_REDIS_URL (emptied), or one that is thrown away."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
    else:
        with servers.redis() as address:
            yield address
