"""A worker in this process: does what waits in the queue with the tasks' own functions, until nothing waits."""

from __future__ import annotations

from queue import Empty

from kombu import Connection

from config.celery import app

QUEUES = ("default", "solve")


def work() -> list[str]:
    """Do every task that waits, also those that tasks ask for; their names in the order in which they were done."""
    app.loader.import_default_modules()
    done: list[str] = []
    while task := take():
        name, ids = task
        app.tasks[name](**ids)
        done.append(name.removeprefix("placements."))
    return done


def empty_the_queue() -> None:
    """Forget what earlier tests asked for: their rows are gone."""
    while take():
        continue


def take() -> tuple[str, dict[str, int]] | None:
    """The next task and its ids, out of the queue."""
    with app.connection_for_read() as connection:
        for queue in QUEUES:
            if found := first(connection, queue):
                return found
    return None


def first(connection: Connection, name: str) -> tuple[str, dict[str, int]] | None:
    queue = connection.SimpleQueue(app.amqp.queues[name])
    try:
        message = queue.get(block=False)
    except Empty:
        return None
    finally:
        queue.close()
    message.ack()
    _arguments, ids, _more = message.payload
    return message.headers["task"], ids
