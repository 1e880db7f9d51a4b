"""A site of several processes on the test's own database: commands and workers as they run in production."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from tests import servers

WORKER = ["-m", "celery", "-A", "config.celery", "--quiet", "worker", "--concurrency", "1"]
ALONE = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]


@dataclass(frozen=True, kw_only=True)
class Worker:
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """Gone at once with its children, as when the machine loses power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def words(self) -> str:
        return self.log.read_text()


@dataclass(frozen=True, kw_only=True)
class Site:
    """Programs that share one database, one folder and one broker."""

    environment: dict[str, str]
    folder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`manage.py …`, with what it said and its exit code."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def start_worker(self, name: str = "one", *, queues: str = "default,solve", beat: bool = False) -> Worker:
        """A worker process of its own that has said it is ready."""
        log = self.folder / f"worker-{name}.log"
        clock = ["--beat", "--schedule", str(self.folder / "beat")] if beat else []
        with log.open("wb") as words:
            process = subprocess.Popen(
                [sys.executable, *WORKER, *ALONE, "-Q", queues, "-n", f"{name}@test", *clock],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        self.started.append(process)
        servers.wait_until_ready(lambda: "ready." in log.read_text(), process, log)
        return Worker(process=process, log=log)


def database_address() -> str:
    """The test's own database, for other processes."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgresql://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def site_with(folder: Path, **environment: str) -> Site:
    shared = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_address(),
        "KANSMATCH_VAR": str(folder),
        "HEARTBEAT_SECONDS": "0.2",
        "SILENT_SECONDS": "2",
    }
    inherited = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DEBUG"}}
    return Site(environment=inherited | shared | environment, folder=folder)


def end(site: Site) -> None:
    for process in site.started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def site(transactional_db, tmp_path) -> Iterator[Site]:
    """Without Redis: the queue is a folder."""
    made = site_with(tmp_path)
    yield made
    end(made)


@pytest.fixture
def redis_site(transactional_db, tmp_path, redis_url) -> Iterator[Site]:
    """With Redis as broker; mark the test `redis`."""
    redis.from_url(redis_url).flushdb()
    made = site_with(tmp_path, REDIS_URL=redis_url)
    yield made
    end(made)
