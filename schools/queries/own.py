"""What a school's contact reads: the own schools, their rounds, answers and requests."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import MatchRound
from accounts.states import RoundState
from schools.models import Interest, School, SupportRequest

PROPOSAL_STATES = (RoundState.WITH_SCHOOLS, RoundState.PUBLISHED, RoundState.RUNNING)
"""The phases in which a school can look at who comes."""


def own_schools(*, viewer: Any) -> QuerySet[School]:
    """The schools that the viewer answers for; all of them for an administrator."""
    schools = School.objects.visible_to(viewer).select_related("network")
    return schools if viewer.is_superuser else schools.filter(contacts__user=viewer.pk)


def get_own_school(*, viewer: Any, pk: int) -> School:
    """The school, or School.DoesNotExist when the viewer does not answer for it."""
    return own_schools(viewer=viewer).get(pk=pk)


def rounds_of_school(*, viewer: Any, school: School) -> QuerySet[MatchRound]:
    """The rounds that concern the school: open ones, and running ones in which it takes part; newest first."""
    get_own_school(viewer=viewer, pk=school.pk)
    taking_part = Q(interests__school=school) | Q(requests__school=school)
    concerned = Q(state=RoundState.OPEN) | (taking_part & ~Q(state__in=(RoundState.DRAFT, RoundState.ARCHIVED)))
    return MatchRound.objects.filter(concerned, network=school.network_id).distinct()


def get_round_of_school(*, viewer: Any, school: School, pk: int) -> MatchRound:
    """The round, or MatchRound.DoesNotExist when it does not concern the school."""
    return rounds_of_school(viewer=viewer, school=school).get(pk=pk)


def answer_of(*, viewer: Any, school: School, match_round: MatchRound) -> Interest | None:
    """What the school answered this round, or None."""
    get_own_school(viewer=viewer, pk=school.pk)
    return Interest.objects.filter(school=school, round=match_round).first()


def requests_of(*, viewer: Any, school: School, match_round: MatchRound) -> QuerySet[SupportRequest]:
    """The school's requests this round, withdrawn ones last."""
    found = SupportRequest.objects.visible_to(viewer).filter(school=school, round=match_round)
    return found.order_by("withdrawn_at", "number")


def waits_for_answer(*, viewer: Any, school: School, match_round: MatchRound) -> bool:
    """Whether the school knows who comes and has neither confirmed nor objected for each of them."""
    if match_round.state not in PROPOSAL_STATES:
        return False
    asked = requests_of(viewer=viewer, school=school, match_round=match_round)
    return asked.filter(
        placements__state__in=("offered", "confirmed"), placements__school_confirmed_at__isnull=True
    ).exists()


def get_own_request(*, viewer: Any, school: School, pk: int) -> SupportRequest:
    """The request, or SupportRequest.DoesNotExist when it is not one of this school of the viewer's."""
    get_own_school(viewer=viewer, pk=school.pk)
    return SupportRequest.objects.select_related("round", "school__network").get(pk=pk, school=school)


def request_of_last_time(*, viewer: Any, school: School, match_round: MatchRound) -> SupportRequest | None:
    """The school's newest request in an earlier round, to fill in a new one with."""
    get_own_school(viewer=viewer, pk=school.pk)
    earlier = SupportRequest.objects.filter(school=school, round__lt=match_round.pk, withdrawn_at=None)
    return earlier.select_related("round").order_by("-round", "-pk").first()
