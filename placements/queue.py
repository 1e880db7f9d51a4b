"""Sends work to the worker: by name, after commit, with nothing but ids."""

from functools import partial

from celery import current_app
from django.db import transaction


def enqueue(name: str, **ids: int) -> None:
    """Ask the worker for the task `name` once the rows it needs are really there."""
    transaction.on_commit(partial(send, name, ids), robust=True)  # a broker that is away must not undo what was done


def send(name: str, ids: dict[str, int]) -> None:
    """Raises kombu's OperationalError when the broker is away."""
    current_app.send_task(name, kwargs=ids)
