"""May-they: what somebody may do for a school."""

from datetime import datetime
from typing import Any

from accounts.models import MatchRound, Membership
from schools.models import School, SchoolContact


def answers_for(user: Any, school: School) -> bool:
    """Whether this person answers for the school: one of its contacts, or an administrator."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or SchoolContact.objects.filter(user=user, school=school).exists()


def can_answer(user: Any, school: School, match_round: MatchRound, at: datetime) -> bool:
    """Answer, ask for support and confirm: as long as the round takes answers."""
    return match_round.takes_registrations(at) and answers_for(user, school)


def sees_all_schools(user: Any) -> bool:
    """Whether the pages about every school, with need figures, exist for this person: staff only."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or Membership.objects.filter(user=user).exists()
