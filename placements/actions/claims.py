"""Who carries a run out: claiming it, giving signs of life, and taking over from a worker that fell silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.states import move
from placements.actions.runs import TASK, lead_out_of_matching, planned
from placements.models import Run
from placements.queue import enqueue
from placements.states import OPEN_RUN_STATES, RunState

MOST_ATTEMPTS = 3  # the first, and twice back in the queue


@transaction.atomic
def claim_run(*, run: Run, worker: str, at: datetime) -> Run | None:
    """The run as claimed by `worker`, or None when another has it or it is not wanted any more."""
    fresh = Run.objects.select_for_update(of=("self",)).select_related("snapshot", "round").filter(pk=run.pk).first()
    if fresh is None or fresh.state != RunState.QUEUED:
        return None
    return move(
        fresh,
        RunState.RUNNING,
        by=None,
        at=at,
        worker=worker,
        attempts=fresh.attempts + 1,
        started_at=at,
        heartbeat_at=at,
        progress=planned(line["goal"] for line in fresh.progress),
    )


def held(run: Run) -> Any:
    """The row of `run`, as long as this claim of it stands: a worker thought dead must not write any more."""
    return Run.objects.filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts)


def beat(*, run: Run, progress: list[dict[str, Any]], at: datetime) -> bool:
    """Tell that the worker lives and how far it is; whether to stop: somebody asked, or another has the run."""
    if not held(run).update(heartbeat_at=at, progress=progress):
        return True
    return held(run).filter(stop_asked=True).exists()


def reap_silent_runs(*, at: datetime, silent_seconds: float) -> int:
    """Runs whose worker fell silent go back to the queue, at most twice; how many were taken up.

    Runs that wait are sent again too: what a killed worker held of a folder queue is lost.
    """
    silent = Q(heartbeat_at__lt=at - timedelta(seconds=silent_seconds)) | Q(heartbeat_at=None)
    found = list(Run.objects.filter(silent, state__in=OPEN_RUN_STATES).values_list("pk", flat=True))
    return sum(reap(pk, silent=silent, at=at) for pk in found)


@transaction.atomic
def reap(pk: int, *, silent: Q, at: datetime) -> bool:
    """Look again under the lock: its worker may have spoken in the meantime."""
    run = Run.objects.select_for_update().filter(silent, pk=pk, state__in=OPEN_RUN_STATES).first()
    if run is None:
        return False
    if run.state == RunState.RUNNING and not may_go_on(run, at=at):
        return True
    Run.objects.filter(pk=pk).update(heartbeat_at=at)
    enqueue(TASK, run_id=pk)
    return True


def may_go_on(run: Run, *, at: datetime) -> bool:
    """Put a running run back in the queue; False when it ended instead: cancelled, or tried often enough."""
    if run.cancel_asked:
        move(run, RunState.STOPPED, by=None, at=at, finished_at=at)
    elif run.attempts >= MOST_ATTEMPTS:
        move(run, RunState.FAILED, by=None, at=at, finished_at=at, failure="silent")
    else:
        move(run, RunState.QUEUED, by=None, at=at, stop_asked=False, worker="")
        return True
    lead_out_of_matching(run.round, at=at)
    return False
