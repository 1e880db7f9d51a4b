"""The worker's app: Redis when there is one, else a folder on this machine."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

app = Celery("kansmatch")


def folder_broker() -> dict[str, object]:
    """Kombu's filesystem transport: one folder in and out, so that a web process and a worker share it."""
    for name in ("messages", "processed", "control"):
        (settings.QUEUE_DIR / name).mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://localhost",
        "broker_transport_options": {
            "data_folder_in": str(settings.QUEUE_DIR / "messages"),
            "data_folder_out": str(settings.QUEUE_DIR / "messages"),
            "processed_folder": str(settings.QUEUE_DIR / "processed"),
            "control_folder": str(settings.QUEUE_DIR / "control"),
            "polling_interval": 0.1,
        },
    }


app.conf.update(
    {"broker_url": settings.REDIS_URL} if settings.REDIS_URL else folder_broker(),
    task_ignore_result=True,
    task_acks_late=False,  # the row is the truth: a run whose worker dies is found by the reaper
    worker_prefetch_multiplier=1,
    task_default_queue="default",
    task_routes={"placements.carry_out_run": {"queue": "solve"}, "placements.price_alternatives": {"queue": "solve"}},
    beat_schedule={"reap-silent-runs": {"task": "placements.reap_silent_runs", "schedule": 20.0}},
    broker_connection_retry_on_startup=True,
    timezone=settings.TIME_ZONE,
)
app.autodiscover_tasks()
