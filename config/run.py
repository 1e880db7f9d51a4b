"""Starts the whole product on one machine and stops it again: `make run`."""

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
GOODBYE_SECONDS = 4
ONE_EACH = ["--concurrency", "1", "--max-tasks-per-child", "1"]  # a stopped search may leave a thread behind
CELERY = ["-m", "celery", "-A", "config.celery", "--quiet", "worker", "--loglevel", "INFO"]
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One program of the product, running, with the file that holds its words."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class StoppedError(Exception):
    """Somebody pressed Ctrl-C, or the machine is shutting down."""


class PartDiedError(Exception):
    """A part could not start or ended by itself; the text tells what it said last."""


def main() -> int:
    """0 after Ctrl-C; 1 with a sentence when it cannot start or a part of it dies."""
    asked = os.environ.get("PORT", "8000")
    if not (asked.isascii() and asked.isdigit() and 1024 <= int(asked[:6]) < 65536):
        say(f"PORT={asked} is not a port: choose a whole number from 1024 to 65535, as in make run PORT=8001")
        return 1
    port = int(asked)
    if in_use(port):
        say(f"Port {port} is in use. Stop the other program, or choose another port: make run PORT={port + 1}")
        return 1
    hear_signals()
    parts: list[Part] = []
    try:
        return serve(port, parts)
    except StoppedError:
        return 0
    except PartDiedError as death:
        say(str(death))
        return 1
    finally:
        stop_all(parts)


def serve(port: int, parts: list[Part]) -> int:
    """Fill the database, start every part, say where it is, and watch until one dies."""
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    logins = prepare()
    hear_signals()  # once more: a search for the demonstration may have taken them over
    for name, command in commands(port).items():
        parts.append(start(name, command))
    wait_for_web(port, parts)
    say(f"\nKansmatch runs at http://{HOST}:{port}/\n\n{logins}\nCtrl-C stops it. Logs and mails are in {logs()}.")
    while True:
        complain_of_the_dead(parts)
        time.sleep(0.5)


def prepare() -> str:
    """Bring the database up to date and load the demonstration; what the loader says about logging in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import CommandError, call_command
    from django.db import connections

    django.setup()
    if not any(logs().glob("*.sqlite3")):
        say("Making the database and what it shows (once, about half a minute)")
    call_command("migrate", verbosity=0)
    if os.environ.get("DEMO") == "0":
        return "Without the demonstration (DEMO=0).\n"
    told = io.StringIO()
    try:
        call_command("load_demo", stdout=told)
    except CommandError as error:
        raise PartDiedError(str(error)) from error
    connections.close_all()
    return told.getvalue()


def commands(port: int) -> dict[str, list[str]]:
    """What runs: the web, a worker for long searches, and one for everything short, which also keeps the clock."""
    web = ["-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--threads", "8", "--access-logfile", "-"]
    beat = ["--beat", "--schedule", str(logs() / "beat")]
    return {
        "web": web,
        "solver": [*CELERY, *ALONE, "-Q", "solve", "-n", "solver@%h", *ONE_EACH],
        "worker": [*CELERY, *ALONE, "-Q", "default", "-n", "worker@%h", "--concurrency", "1", *beat],
    }


def logs() -> Path:
    from django.conf import settings

    folder = Path(settings.VAR_DIR)
    folder.mkdir(exist_ok=True)
    return folder


def start(name: str, command: list[str]) -> Part:
    """In a session of its own: Ctrl-C reaches us alone, and we stop the parts in good order."""
    log = logs() / f"{name}.log"
    with log.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, *command], stdin=subprocess.DEVNULL, stdout=words, stderr=words, start_new_session=True
        )
    return Part(name=name, process=process, log=log)


def in_use(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def wait_for_web(port: int, parts: list[Part]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not answers(port):
        complain_of_the_dead(parts)
        if time.monotonic() > deadline:
            raise PartDiedError(f"The web did not answer within {PATIENCE_SECONDS} seconds; see {parts[0].log}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5).close()
    except OSError:
        return False
    return True


def complain_of_the_dead(parts: list[Part]) -> None:
    for part in parts:
        if part.process.poll() is not None:
            last_words = part.log.read_text(errors="replace")[-2000:]
            raise PartDiedError(f"The {part.name} stopped by itself. The end of {part.log}:\n{last_words}")


def stop_all(parts: list[Part]) -> None:
    """Ask politely, then end it: a search that is cut off is found and done again at the next start."""
    for part in parts:
        part.process.terminate()
    deadline = time.monotonic() + GOODBYE_SECONDS
    for part in parts:
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        end_group(part)
        part.process.wait()


def end_group(part: Part) -> None:
    """A part may have children; those of a part that died are ended too."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(part.process.pid, signal.SIGKILL)


def hear_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise StoppedError


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this command's own words


if __name__ == "__main__":
    sys.exit(main())
