"""May-they: what somebody may do to one round, run or proposal that they can see."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime

from accounts.models import MatchRound, Membership
from accounts.states import RoundState
from placements.models import Placement
from schools.models import School
from schools.permissions import answers_for

ANSWERED_STATES = (RoundState.WITH_SCHOOLS, RoundState.PUBLISHED, RoundState.RUNNING)
RUNNABLE_STATES = (RoundState.OPEN, RoundState.CLOSED, RoundState.MATCHING, RoundState.REVIEW)


def is_staff_member(user: Any) -> bool:
    """Whether the pages under /werk/ exist for this person: a coordinator or an administrator."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or Membership.objects.filter(user=user).exists()


def coordinates(user: Any, match_round: MatchRound) -> bool:
    """Coordinator of one of the round's colleges or of its network, or administrator."""
    if not user.is_authenticated:
        return False
    return (
        user.is_superuser
        or Membership.objects.filter(
            Q(college__rounds=match_round) | Q(network=match_round.network_id), user=user
        ).exists()
    )


def can_create_round(user: Any) -> bool:
    """Whoever coordinates at least one college or network."""
    return is_staff_member(user)


def can_manage_round(user: Any, match_round: MatchRound) -> bool:
    """Open, close, change dates and goals."""
    return coordinates(user, match_round)


def can_run(user: Any, match_round: MatchRound) -> bool:
    """Start, stop and cancel searches, as long as nothing of the round is approved."""
    return match_round.state in RUNNABLE_STATES and coordinates(user, match_round)


def can_review(user: Any, match_round: MatchRound) -> bool:
    """Move, pin, ban and comment while the round is under review."""
    return match_round.state == RoundState.REVIEW and coordinates(user, match_round)


def can_approve(user: Any, match_round: MatchRound) -> bool:
    """Approve or send back; that it is another person than who asked is judged on the proposal itself."""
    return match_round.state == RoundState.REVIEW and coordinates(user, match_round)


def can_publish(user: Any, match_round: MatchRound) -> bool:
    """Tell schools, then students, once the proposal is approved."""
    return match_round.state in (RoundState.APPROVED, RoundState.WITH_SCHOOLS) and coordinates(user, match_round)


def can_answer_as_student(user: Any, placement: Placement, at: datetime) -> bool:
    """Accept or give back one's own place, until the end of the last day for answers."""
    own = placement.registration.student.user_id == user.pk
    return own and placement.round.state == RoundState.PUBLISHED and in_time(placement.round.students_answer_by, at)


def can_answer_for_school(user: Any, school: School, match_round: MatchRound, at: datetime) -> bool:
    """Confirm or object for one's school, until the end of the last day for answers."""
    if match_round.state not in ANSWERED_STATES:
        return False
    return answers_for(user, school) and in_time(match_round.schools_answer_by, at)


def can_settle(user: Any, match_round: MatchRound) -> bool:
    """Settle objections and mark dropouts, from the moment that schools know."""
    return match_round.state in ANSWERED_STATES and coordinates(user, match_round)


def in_time(last_day: date | None, at: datetime) -> bool:
    """Whether `at` is no later than the end of `last_day`; without a last day it always is."""
    return last_day is None or localtime(at).date() <= last_day
