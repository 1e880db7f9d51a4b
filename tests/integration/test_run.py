"""`make run` starts the whole product with its demonstration, says where it is, and stops it again."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests import servers

pytestmark = pytest.mark.xdist_group("run")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("var"))
    names = {"DATABASE_URL", "REDIS_URL", "DEBUG", "DJANGO_SETTINGS_MODULE"}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return inherited | {"KANSMATCH_VAR": folder, "PORT": str(servers.free_port())}


@pytest.fixture
def start(environment):
    """`start()`: the product, started, and what it said up to the line that tells how to stop it."""
    started = []

    def begin():
        process = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process, "".join(lines_up_to("Ctrl-C stops it", process.stdout))

    yield begin
    for process in started:
        for group in [*children_of(process), process.pid]:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        process.wait()


def lines_up_to(last, lines):
    for line in lines:
        yield line
        if line.startswith(last):
            return


def children_of(process):
    """Process ids of the parts, as the system tells them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            number, _, rest = status.read_text().partition(" (")
            if int(rest.rpartition(") ")[2].split()[1]) == process.pid:
                found.append(int(number))
    return sorted(found)


def read(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - the site that the test started
        return answer.read()


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("time", ["first", "second"])
def test_it_starts_tells_who_may_log_in_and_stops_when_asked(start, environment, time):
    process, said = start()
    address = f"http://127.0.0.1:{environment['PORT']}/"
    parts = children_of(process)

    assert address in said
    assert len(set(re.findall(r"\S+@\S*example.org", said))) >= 4, said
    assert read(address + "healthz") == b"ok"
    assert len(parts) == 3

    process.send_signal(signal.SIGINT)
    assert process.wait() == 0
    assert [part for part in parts if alive(part)] == []


def test_a_port_that_is_taken_is_said_in_a_sentence(start, environment):
    process, _ = start()
    second = subprocess.run(
        [sys.executable, "-m", "config.run"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    port = int(environment["PORT"])
    process.send_signal(signal.SIGTERM)
    process.wait()

    sentence = f"Port {port} is in use. Stop the other program, or choose another port: make run PORT={port + 1}\n"
    assert (second.returncode, second.stdout) == (1, sentence)


def test_it_ends_with_the_reason_when_a_part_dies(start):
    process, _ = start()
    web, *others = children_of(process)
    os.kill(web, signal.SIGKILL)
    said, _ = process.communicate()

    assert process.returncode == 1
    assert said.startswith("The web stopped by itself.")
    assert [part for part in others if alive(part)] == []


@pytest.mark.parametrize("asked", ["abc", "80", "99999", "", "8000.0", "²"])
def test_a_port_that_is_none_is_said_in_a_sentence(asked):
    said = subprocess.run(
        [sys.executable, "-m", "config.run"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PORT": asked},
        capture_output=True,
        text=True,
        check=False,
    )

    sentence = f"PORT={asked} is not a port: choose a whole number from 1024 to 65535, as in make run PORT=8001\n"
    assert (said.returncode, said.stdout) == (1, sentence)
