"""What coordinators read about plans: the proposal, its rows, changes, comments and names."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from accounts.models import MatchRound, User
from placements.models import AlternativePrice, Assignment, Ban, Comment, Edit, Pin, Proposal
from placements.states import ProposalState
from schools.models import School, SupportRequest
from students.models import Registration


def get_match_round(*, viewer: Any, pk: int) -> MatchRound:
    """The round, or MatchRound.DoesNotExist when the viewer may not know it exists."""
    return MatchRound.objects.visible_to(viewer).select_related("network").get(pk=pk)


def current_proposal(*, viewer: Any, match_round: MatchRound) -> Proposal | None:
    """The plan under review, submitted, approved or published; None before the first."""
    plans = Proposal.objects.visible_to(viewer).filter(round=match_round).exclude(state=ProposalState.DISCARDED)
    return plans.select_related("run__snapshot", "round", "changed_by", "submitted_by", "approved_by").first()


def waiting_proposals(*, viewer: Any, match_round: MatchRound) -> QuerySet[Proposal]:
    """Plans of finished runs that nobody took, newest first."""
    plans = Proposal.objects.visible_to(viewer).filter(round=match_round, state=ProposalState.DISCARDED)
    return plans.select_related("run", "round")


def get_proposal(*, viewer: Any, pk: int) -> Proposal:
    """The proposal, or Proposal.DoesNotExist."""
    return Proposal.objects.visible_to(viewer).select_related("run__snapshot", "round").get(pk=pk)


def review_rows(*, viewer: Any, proposal: Proposal) -> QuerySet[Assignment]:
    """A row per student: `pinned`, `edited`, `commented`, and `known`: whether the viewer may know who it is."""
    about = {"registration": OuterRef("registration")}
    standing = Edit.objects.filter(proposal=proposal, undone_at=None, **about)
    return (
        proposal.assignments.select_related("registration__student__college", "request__school")
        .annotate(
            pinned=Exists(Pin.objects.filter(round=proposal.round_id, request=OuterRef("request"), **about)),
            edited=Exists(standing),
            commented=Exists(Comment.objects.filter(proposal=proposal, **about)),
            known=Exists(Registration.objects.visible_to(viewer).filter(pk=OuterRef("registration"))),
        )
        .order_by("registration__student__last_name", "registration__student__first_name", "registration")
    )


def get_row(*, viewer: Any, proposal: Proposal, registration: int) -> Assignment:
    """One student's row, or Assignment.DoesNotExist when the viewer may not know the student."""
    known = Registration.objects.visible_to(viewer).filter(pk=registration)
    return review_rows(viewer=viewer, proposal=proposal).get(registration__in=known)


def get_registration(*, viewer: Any, match_round: MatchRound, pk: int) -> Registration:
    """The registration, or Registration.DoesNotExist when the viewer may not know the student."""
    seen = Registration.objects.visible_to(viewer).filter(round=match_round)
    return seen.select_related("student__college", "round").get(pk=pk)


def requests_of_round(*, viewer: Any, match_round: MatchRound) -> QuerySet[SupportRequest]:
    """The requests that take part, with their school, in order of its name."""
    requests = SupportRequest.objects.visible_to(viewer).filter(round=match_round).standing()
    return requests.select_related("school").order_by("school__name", "number").distinct()


def school_rows(*, viewer: Any, proposal: Proposal) -> QuerySet[SupportRequest]:
    """Every request that takes part with the rows of who comes, in `coming`."""
    rows = review_rows(viewer=viewer, proposal=proposal).exclude(request=None)
    requests = requests_of_round(viewer=viewer, match_round=proposal.round)
    return requests.prefetch_related(Prefetch("assignments", rows, to_attr="coming"))


def edits_of(*, viewer: Any, proposal: Proposal, registration: int | None = None) -> QuerySet[Edit]:
    """Changes by hand, newest first; of students the viewer may know."""
    known = Registration.objects.visible_to(viewer).filter(round=proposal.round_id)
    edits = proposal.edits.filter(registration__in=known)
    if registration is not None:
        edits = edits.filter(registration=registration)
    return edits.select_related(
        "registration__student",
        "request_from__school",
        "request_to__school",
        "by",
        "undone_by",
        "part_of__registration__student",
    )


def changes_of(*, viewer: Any, proposal: Proposal) -> QuerySet[Edit]:
    """Changes by hand, newest first, of every student; `known`: whether the viewer may know who it is.

    Each has all who made room in `parts`, to be counted, and those whom the viewer may know in `made_room`.
    """
    known = Registration.objects.visible_to(viewer).filter(pk=OuterRef("registration"))
    seen = Proposal.objects.visible_to(viewer).filter(pk=proposal.pk)
    edits = Edit.objects.filter(proposal__in=seen, part_of=None).annotate(known=Exists(known))
    named = edits_of(viewer=viewer, proposal=proposal).order_by("pk")
    return edits.select_related(
        "registration__student__college", "request_from__school", "request_to__school", "by", "undone_by"
    ).prefetch_related("parts", Prefetch("parts", named, to_attr="made_room"))


def get_edit(*, viewer: Any, proposal: Proposal, pk: int) -> Edit:
    """One change by hand, or Edit.DoesNotExist."""
    return edits_of(viewer=viewer, proposal=proposal).get(pk=pk)


def count_edits(*, viewer: Any, proposal: Proposal) -> list[dict[str, Any]]:
    """Changes that stand, per person: `by` and `count`. Zero rows when there are none.

    Of every student, also those whom the viewer may not know: who approves has to know how much was changed.
    """
    standing = changes_of(viewer=viewer, proposal=proposal).filter(undone_at=None).order_by()
    counts = dict(standing.values_list("by").annotate(count=Count("pk")))
    people = User.objects.filter(pk__in=counts).order_by("last_name", "first_name", "pk")
    return [{"by": person, "count": counts[person.pk]} for person in people]


def comments_of(*, viewer: Any, proposal: Proposal, registration: int | None = None) -> QuerySet[Comment]:
    """What coordinators said, oldest first: about one student, or about the plan as a whole."""
    seen = Proposal.objects.visible_to(viewer)
    return Comment.objects.filter(proposal__in=seen.filter(pk=proposal.pk), registration=registration).select_related(
        "by"
    )


def decisions_about(*, viewer: Any, match_round: MatchRound, registration: int) -> tuple[Pin | None, list[Ban]]:
    """The student's pin and bans."""
    about = {"round": match_round, "registration__in": Registration.objects.visible_to(viewer).filter(pk=registration)}
    pin = Pin.objects.filter(**about).select_related("request__school", "by").first()
    return pin, list(Ban.objects.filter(**about).select_related("request__school", "by"))


def prices_of(*, viewer: Any, proposal: Proposal, registration: int) -> AlternativePrice | None:
    """What other places would cost this student in this version of the plan; None when nobody asked."""
    seen = Proposal.objects.visible_to(viewer).filter(pk=proposal.pk)
    prices = AlternativePrice.objects.filter(proposal__in=seen, registration=registration)
    return prices.filter(version=proposal.version).first()


def student_names(*, viewer: Any, match_round: MatchRound) -> dict[int, str]:
    """Names of the round's students whom the viewer may know, by registration."""
    seen = Registration.objects.visible_to(viewer).filter(round=match_round).select_related("student")
    return {row.pk: str(row.student) for row in seen}


def school_names(*, match_round: MatchRound) -> dict[int, str]:
    """Names of the schools of the round's network."""
    return dict(School.objects.filter(network=match_round.network_id).values_list("pk", "name"))


def request_schools(*, match_round: MatchRound) -> dict[int, int]:
    """The school of each request of the round."""
    return dict(SupportRequest.objects.filter(round=match_round).values_list("pk", "school"))
