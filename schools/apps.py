"""Tells Django about this app."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
