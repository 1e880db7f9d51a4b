"""What a student reads: the own registration, its wishes, and whom to ask."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import Role, User
from accounts.states import RoundState
from schools.models import Postcode, School
from students.models import AvoidedSchool, Registration, Wish

NOT_FOR_STUDENTS = (RoundState.DRAFT, RoundState.ARCHIVED)


def own_registrations(*, viewer: Any) -> QuerySet[Registration]:
    """The viewer's own registrations in rounds that are under way: open ones first, then the newest."""
    open_first = Case(When(round__state=RoundState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    own = Registration.objects.visible_to(viewer).filter(student__user=viewer.pk)
    own = own.exclude(round__state__in=NOT_FOR_STUDENTS).select_related("round__network", "student__college")
    return own.order_by(open_first, "-round__closes_at", "-round")


def current_registration(*, viewer: Any) -> Registration | None:
    """The registration that the student pages are about, or None when there is no round now."""
    return own_registrations(viewer=viewer).first()


def wishes_of(*, viewer: Any, registration: Registration) -> list[Wish]:
    """The wishes in order; of two in one tier the earlier typed first."""
    wishes = Wish.objects.filter(registration__in=Registration.objects.visible_to(viewer), registration=registration)
    return list(wishes.select_related("school", "request__school").order_by("tier", "order", "pk"))


def avoided_by(*, viewer: Any, registration: Registration) -> list[AvoidedSchool]:
    """The schools to avoid, by name."""
    mine = Registration.objects.visible_to(viewer)
    avoided = AvoidedSchool.objects.filter(registration__in=mine, registration=registration)
    return list(avoided.select_related("school").order_by("school__name", "pk"))


def coordinator_of(*, viewer: Any, registration: Registration) -> User | None:
    """Whom the student may ask: the first coordinator of the own college."""
    if not Registration.objects.visible_to(viewer).filter(pk=registration.pk).exists():
        return None
    college = registration.student.college_id
    return User.objects.filter(memberships__college=college, memberships__role=Role.COORDINATOR).order_by("pk").first()


def place_state(*, viewer: Any, registration: Registration) -> str:
    """The state of the student's newest place, or nothing; to be shown only once students are told."""
    mine = Registration.objects.visible_to(viewer).filter(pk=registration.pk)
    return mine.order_by("-placements__pk").values_list("placements__state", flat=True).first() or ""


def place_names(*, registration: Registration) -> dict[str, str]:
    """The places of the student's postcodes, by postcode."""
    codes = [code for code in (registration.postcode, registration.term_postcode) if code]
    known = Postcode.objects.filter(country=registration.round.network.country, code__in=codes)
    return dict(known.values_list("code", "place"))


def get_school_to_choose(*, viewer: Any, registration: Registration, pk: int) -> School:
    """A school of the round's network, or School.DoesNotExist."""
    return School.objects.visible_to(viewer).get(pk=pk, network=registration.round.network_id)
