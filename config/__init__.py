"""Puts the product together: settings, addresses, worker, templates. Nobody imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]  # so that whatever process sends work knows the broker
