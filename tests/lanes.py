"""Runs the whole suite: once on SQLite with every lane, and what touches the database again on PostgreSQL."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests import servers

PYTEST = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadgroup"]


def main(arguments: list[str]) -> int:
    """The worst exit code of the two runs; `arguments` go to pytest both times."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print("== PostgreSQL lane: what touches the database", flush=True)  # noqa: T201 - a command's own words
    on_postgresql, lane = run_on_postgresql(arguments)
    print("== Everything, on SQLite", flush=True)  # noqa: T201
    everything = pytest(arguments, POSTGRESQL_LANE=lane)
    return max(on_postgresql, everything)


def run_on_postgresql(arguments: list[str]) -> tuple[int, str]:
    """Exit code, and "run" or why it was not."""
    try:
        with postgresql_address() as address:
            return pytest(arguments, TEST_DATABASE_URL=address, POSTGRESQL_LANE="now"), "run"
    except servers.AbsentError as reason:
        return 0, str(reason)


@contextmanager
def postgresql_address() -> Iterator[str]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
    else:
        with servers.postgresql() as address:
            yield address


def pytest(arguments: list[str], **environment: str) -> int:
    inherited = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    code = subprocess.run([*PYTEST, *arguments], env=inherited | environment, check=False).returncode
    return 0 if code == NOTHING_COLLECTED and arguments else code


NOTHING_COLLECTED = 5

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
