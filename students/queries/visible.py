"""All registrations that somebody may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from students.models import Registration


def list_registrations(*, viewer: Any) -> QuerySet[Registration]:
    """Registrations with student, college, wishes and schools to avoid."""
    rows = Registration.objects.visible_to(viewer).select_related("student__college", "round")
    return rows.prefetch_related("wishes__school", "wishes__request", "avoided__school")
