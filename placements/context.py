"""What every page of coordinators shows: how many things ask action."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from placements.todo import items_for


def todo_count(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """`todo_count`, counted once and only when the template asks for it."""

    @cache
    def count() -> int:
        viewer: Any = request.user
        return len(items_for(viewer=viewer, at=timezone.now())) if viewer.is_authenticated else 0

    return {"todo_count": count}
