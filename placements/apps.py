"""Tells Django about this app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"
