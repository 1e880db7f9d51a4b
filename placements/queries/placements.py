"""What students, schools and coordinators read about published places."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import MatchRound
from placements.models import Assignment, Edit, Placement, Proposal, SentMail
from placements.models.placement import SCHOOLS_KNOW
from placements.states import LIVE_PLACEMENT_STATES, PlacementState, ProposalState
from schools.models import School, SupportRequest
from students.models import Duo, Registration


def own_registration(*, viewer: Any) -> Registration | None:
    """The viewer's newest registration that was handed in; None for who has none."""
    own = Registration.objects.visible_to(viewer).filter(student__user=viewer.pk, submitted_at__isnull=False)
    return own.select_related("round__network", "student__college").order_by("-round__created_at", "-pk").first()


def own_placement(*, viewer: Any, registration: Registration) -> Placement | None:
    """The student's place, the newest when there were several; None before students are told."""
    own = Placement.objects.visible_to(viewer).filter(registration=registration)
    return (
        own.select_related("round", "proposal__run__snapshot", "request__school", "registration__student")
        .order_by("-pk")
        .first()
    )


def own_assignment(*, viewer: Any, registration: Registration) -> Assignment | None:
    """The student's row in the published plan, to say why there is no place; None before students are told."""
    seen = Registration.objects.visible_to(viewer).filter(pk=registration.pk)
    rows = Assignment.objects.filter(registration__in=seen, proposal__state=ProposalState.PUBLISHED)
    return rows.select_related("proposal__run__snapshot").first()


def last_edit_about(*, viewer: Any, proposal: Proposal, registration: Registration) -> Edit | None:
    """The last change by hand that stands in the plan and moved this student: a move, or a ban of the place."""
    seen = Registration.objects.visible_to(viewer).filter(pk=registration.pk)
    edits = Edit.objects.filter(proposal=proposal, registration__in=seen, undone_at=None).order_by("-pk")
    moved = (
        edit
        for edit in edits.filter(kind__in=(Edit.Kind.MOVE, Edit.Kind.BAN))
        if edit.kind == Edit.Kind.MOVE or edit.before.get("request_id") == edit.request_from_id
    )
    return next(moved, None)


def get_school(*, viewer: Any, pk: int) -> School:
    """A school the viewer answers for, or School.DoesNotExist."""
    schools = School.objects.visible_to(viewer).select_related("network")
    return (schools if viewer.is_superuser else schools.filter(contacts__user=viewer.pk)).distinct().get(pk=pk)


def get_told_round(*, viewer: Any, school: School, pk: int) -> MatchRound:
    """A round in which the school asked and of which schools know the outcome, or MatchRound.DoesNotExist."""
    asked = SupportRequest.objects.visible_to(viewer).filter(school=school, round__state__in=SCHOOLS_KNOW)
    return MatchRound.objects.filter(pk__in=asked.values("round")).select_related("network").get(pk=pk)


def placements_at_school(*, viewer: Any, school: School, match_round: MatchRound) -> QuerySet[Placement]:
    """Who comes, under objection too; none before schools are told."""
    here = Placement.objects.visible_to(viewer).filter(round=match_round, request__school=school).live()
    people = here.select_related("registration__student__college", "request", "round")
    return people.order_by("registration__student__last_name", "registration__student__first_name", "pk")


def duo_names(*, placements: list[Placement]) -> dict[int, str]:
    """Per registration the name of its duo, where both come to the same school."""
    here = {placement.registration_id: placement.registration for placement in placements}
    duos = Duo.objects.filter(state=Duo.State.ACCEPTED, asker__in=here, asked__in=here)
    return {
        one: str(here[other])
        for duo in duos
        for one, other in ((duo.asker_id, duo.asked_id), (duo.asked_id, duo.asker_id))
    }


def requests_at_school(*, viewer: Any, school: School, match_round: MatchRound) -> QuerySet[SupportRequest]:
    """What the school asked in this round and did not withdraw."""
    asked = SupportRequest.objects.visible_to(viewer).filter(school=school, round=match_round, withdrawn_at=None)
    return asked.order_by("number")


def placements_of_round(*, viewer: Any, match_round: MatchRound) -> QuerySet[Placement]:
    """Every published place for a coordinator, those that ask something first; `known` as in the review."""
    known = Registration.objects.visible_to(viewer).filter(pk=OuterRef("registration"))
    rounds = MatchRound.objects.visible_to(viewer).filter(pk=match_round.pk)
    places = Placement.objects.filter(round__in=rounds).annotate(known=Exists(known))
    people = places.select_related("registration__student__college", "request__school", "round")
    return people.order_by("request__school__name", "registration__student__last_name", "pk")


def get_placement_of_round(*, viewer: Any, match_round: MatchRound, pk: int) -> Placement:
    """One published place, or Placement.DoesNotExist when the viewer may not know the student."""
    known = Registration.objects.visible_to(viewer).filter(round=match_round)
    return placements_of_round(viewer=viewer, match_round=match_round).get(pk=pk, registration__in=known)


def count_by_state(*, viewer: Any, match_round: MatchRound) -> dict[str, int]:
    """Placements per state, `live` ones, and of those `school_confirmed`: the school said yes."""
    rows = placements_of_round(viewer=viewer, match_round=match_round)
    counts = {str(state): rows.filter(state=state).count() for state in PlacementState}
    live = rows.filter(state__in=LIVE_PLACEMENT_STATES)
    confirmed = live.filter(school_confirmed_at__isnull=False)
    return {**counts, "live": live.count(), "school_confirmed": confirmed.count()}


def reserve(*, viewer: Any, match_round: MatchRound) -> QuerySet[Registration]:
    """Students the viewer may know who stand in the round without a live place."""
    live = Placement.objects.filter(registration=OuterRef("pk")).live()
    seen = Registration.objects.visible_to(viewer).filter(round=match_round).standing()
    return seen.filter(~Exists(live)).select_related("student__college")


def mails_of(*, viewer: Any, match_round: MatchRound) -> QuerySet[SentMail]:
    """The round's mails: those to schools, and those to students the viewer may know."""
    rounds = MatchRound.objects.visible_to(viewer).filter(pk=match_round.pk)
    known = Registration.objects.visible_to(viewer).filter(round=match_round)
    mails = SentMail.objects.filter(round__in=rounds)
    seen = mails.filter(school__isnull=False) | mails.filter(registration__in=known)
    return seen.select_related("school", "registration__student", "user", "round__network").order_by("-pk")


def count_mails(*, viewer: Any, match_round: MatchRound) -> dict[str, int]:
    """The round's mails: `total`, `sent`, `refused` and `waiting`."""
    counts: dict[str, int] = mails_of(viewer=viewer, match_round=match_round).aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        refused=Count("pk", filter=~Q(failure="")),
        waiting=Count("pk", filter=Q(sent_at=None, failure="")),
    )
    return counts


def addressed_to_known(*, viewer: Any, mails: list[SentMail]) -> list[SentMail]:
    """Those of unsaved mails that go to schools, or to students the viewer may know."""
    about = [mail.registration_id for mail in mails if mail.registration_id]
    known = set(Registration.objects.visible_to(viewer).filter(pk__in=about).values_list("pk", flat=True))
    return [mail for mail in mails if mail.registration_id is None or mail.registration_id in known]


def schools_without_contact(*, viewer: Any, match_round: MatchRound) -> QuerySet[School]:
    """Schools that asked and that no mail can reach: somebody has to call them."""
    asked = SupportRequest.objects.visible_to(viewer).filter(round=match_round).standing()
    return School.objects.filter(pk__in=asked.values("school"), contacts=None).order_by("name")
