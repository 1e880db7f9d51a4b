"""May-they: what somebody may do to a registration."""

from datetime import datetime
from typing import Any

from accounts.models import Membership
from accounts.states import RoundState
from students.models import Registration

STAFF_STATES = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.MATCHING, RoundState.REVIEW)
"""The phases in which a coordinator may still correct a registration: before anything is approved."""


def owns(user: Any, registration: Registration) -> bool:
    """Whether the registration is this person's own."""
    return user.is_authenticated and registration.student.user_id == user.pk


def can_fill_in(user: Any, registration: Registration, at: datetime) -> bool:
    """Students fill in their own registration as long as the round is open."""
    return owns(user, registration) and registration.round.takes_registrations(at)


def coordinates(user: Any, registration: Registration) -> bool:
    """Whether this person coordinates the student's college, or is an administrator."""
    if not user.is_authenticated:
        return False
    college = registration.student.college_id
    return user.is_superuser or Membership.objects.filter(user=user, college=college).exists()


def can_correct(user: Any, registration: Registration) -> bool:
    """Coordinators correct a registration of their college until the round is approved."""
    return registration.round.state in STAFF_STATES and coordinates(user, registration)
