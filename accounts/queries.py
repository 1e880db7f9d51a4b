"""Reads of people and roles, each beginning with who is looking."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db.models import Q, QuerySet
from django.utils.http import urlsafe_base64_decode

from accounts.models import College, Membership, User


def colleges_to_invite_to(*, viewer: Any) -> QuerySet[College]:
    """The colleges whose coordinators the viewer may invite."""
    if not viewer.is_authenticated:
        return College.objects.none()
    if viewer.is_superuser:
        return College.objects.all()
    return College.objects.filter(Q(memberships__user=viewer) | Q(network__memberships__user=viewer)).distinct()


def list_memberships(*, viewer: Any) -> QuerySet[Membership]:
    """Who has which role in the viewer's colleges and networks."""
    colleges = colleges_to_invite_to(viewer=viewer)
    rows = Membership.objects.select_related("user", "college", "network")
    if not viewer.is_superuser:
        rows = rows.filter(Q(college__in=colleges) | Q(network__memberships__user=viewer)).distinct()
    return rows.order_by("college__name", "user__last_name", "user__first_name", "pk")


def invited_user(*, key: str, token: str) -> User | None:
    """The user of an invitation link that still works, else None."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(key).decode())).first()
    except (ValueError, UnicodeDecodeError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


def side_of(*, viewer: Any) -> str:
    """Where somebody starts: `staff`, `student`, `school`, or nowhere yet."""
    if viewer.is_superuser or Membership.objects.filter(user=viewer).exists():
        return "staff"
    if hasattr(viewer, "student"):
        return "student"
    if viewer.school_contacts.exists():
        return "school"
    return ""
