"""Throw-away servers for the tests: each on a free port, in a folder of its own, gone at the end."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

STARTUP_SECONDS = 30


class AbsentError(Exception):
    """The program is not installed here; the text says which."""


def find_program(*names: str, places: Sequence[Path] = ()) -> str | None:
    """Where the first of `names` stands: on the PATH, else in one of `places`."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *(str(place) for place in places)])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when `ready`; RuntimeError with the log when the process ended or was too slow."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while not ready():
        if time.monotonic() > deadline or process.poll() is not None:
            raise RuntimeError(f"{process.args} did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.02)


def accepts_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def accepts_queries(address: str) -> bool:
    """PostgreSQL listens a moment before it answers."""
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def running(
    command: Sequence[str], *, ready: Callable[[], bool], folder: Path, user: str | None = None
) -> Iterator[None]:
    """`command` while the block lasts, its words in `folder`/log."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **as_user(user))
    try:
        wait_until_ready(ready, process, folder / "log")
        yield
    finally:
        process.send_signal(signal.SIGINT)  # to PostgreSQL: now, without waiting for who is connected
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def short_lived_folder(owner: str | None = None) -> Iterator[Path]:
    """Under /tmp and not TMPDIR: another user must be able to walk to it, and socket paths are short."""
    folder = Path(tempfile.mkdtemp(prefix="kansmatch-", dir="/tmp"))
    try:
        if owner:
            shutil.chown(folder, user=owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_user(user: str | None) -> dict[str, object]:
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}


def user_for_postgresql() -> str | None:
    """PostgreSQL refuses to run as root, so root lends it another name; anybody else runs it as themselves."""
    return "nobody" if os.geteuid() == 0 else None


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL server. AbsentError when there is none to start."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: -float(place.parent.name))
    initdb, server = find_program("initdb", places=places), find_program("postgres", places=places)
    if not initdb or not server:
        raise AbsentError("PostgreSQL is not installed and TEST_DATABASE_URL is not set")
    user, port, password = user_for_postgresql(), free_port(), secrets.token_hex(16)
    with short_lived_folder(owner=user) as folder:
        (folder / "password").write_text(password)
        create = [initdb, "--pgdata=data", "--username=tests", "--pwfile=password", "--auth=scram-sha-256"]
        subprocess.run(
            [*create, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            **as_user(user),
        )
        start = [server, "-D", "data", "-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-c", "fsync=off"]
        quick = ["-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200"]
        address = f"postgresql://tests:{password}@127.0.0.1:{port}/postgres"
        with running([*start, *quick], ready=lambda: accepts_queries(address), folder=folder, user=user):
            yield address


@contextmanager
def redis() -> Iterator[str]:
    """The address of an empty Redis server. AbsentError when there is none to start."""
    server = find_program("redis-server")
    if not server:
        raise AbsentError("Redis is not installed and TEST_REDIS_URL is not set")
    port = free_port()
    with short_lived_folder() as folder:
        start = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with running([*start, "--dir", str(folder)], ready=lambda: accepts_connections(port), folder=folder):
            yield f"redis://127.0.0.1:{port}/0"


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or find_program("chromium", "chromium-browser", "google-chrome")
