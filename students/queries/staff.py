"""What coordinators read about students: lists with search and filters, and one student with registrations."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import College, MatchRound, Membership, Role
from accounts.states import RoundState
from students.models import Duo, Registration, Student
from students.states import DuoState

ENROLLING_STATES = (RoundState.DRAFT, RoundState.OPEN)

STATUS_FILTERS: dict[str, Q] = {
    "submitted": Q(submitted_at__isnull=False, withdrawn_at=None),
    "busy": Q(submitted_at=None, withdrawn_at=None),
    "withdrawn": Q(withdrawn_at__isnull=False),
    "no_address": Q(latitude=None, term_latitude=None),
}
"""The ways a list of registrations can be narrowed."""


def coordinated_colleges(*, viewer: Any) -> QuerySet[College]:
    """The colleges whose students the viewer coordinates; all for an administrator."""
    if not viewer.is_authenticated:
        return College.objects.none()
    if viewer.is_superuser:
        return College.objects.all()
    return College.objects.filter(memberships__in=Membership.objects.filter(user=viewer, role=Role.COORDINATOR))


def staff_rounds(*, viewer: Any) -> QuerySet[MatchRound]:
    """The rounds in which the viewer coordinates students, newest first."""
    return MatchRound.objects.visible_to(viewer).filter(colleges__in=coordinated_colleges(viewer=viewer)).distinct()


def staff_registrations(
    *, viewer: Any, round_pk: int | None = None, text: str = "", status: str = ""
) -> QuerySet[Registration]:
    """Registrations of the viewer's colleges with `wish_count`; `status` is a key of STATUS_FILTERS."""
    found = Registration.objects.filter(student__college__in=coordinated_colleges(viewer=viewer))
    if round_pk:
        found = found.filter(round=round_pk)
    for word in text.split():
        found = found.filter(
            Q(student__first_name__icontains=word)
            | Q(student__last_name__icontains=word)
            | Q(student__number__istartswith=word)
            | Q(student__email__icontains=word)
        )
    found = found.filter(STATUS_FILTERS.get(status, Q()))
    found = found.select_related("student__college", "round").annotate(wish_count=Count("wishes", distinct=True))
    return found.order_by("student__last_name", "student__first_name", "pk")


def staff_students(*, viewer: Any, text: str) -> QuerySet[Student]:
    """Students of the viewer's colleges whose name or number holds every word."""
    found = Student.objects.filter(college__in=coordinated_colleges(viewer=viewer)).select_related("college")
    for word in text.split():
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word)
        found = found.filter(named | Q(number__istartswith=word))
    return found


def get_staff_student(*, viewer: Any, pk: int) -> Student:
    """One student of the viewer's colleges, or Student.DoesNotExist."""
    colleges = coordinated_colleges(viewer=viewer)
    return Student.objects.select_related("college", "user").get(pk=pk, college__in=colleges)


def registrations_of(*, viewer: Any, student: Student) -> QuerySet[Registration]:
    """All registrations of one student, newest round first."""
    found = staff_registrations(viewer=viewer).filter(student=student)
    return found.select_related("round__network").order_by("-round__created_at", "-round")


def rounds_to_enrol_in(*, viewer: Any, student: Student) -> QuerySet[MatchRound]:
    """The rounds of the student's college that are not closed yet and in which the student is not registered."""
    rounds = staff_rounds(viewer=viewer).filter(colleges=student.college_id, state__in=ENROLLING_STATES)
    return rounds.exclude(registrations__student=student)


def get_staff_registration(*, viewer: Any, student_pk: int, pk: int) -> Registration:
    """One registration of a student of the viewer's colleges, or Registration.DoesNotExist."""
    return staff_registrations(viewer=viewer).select_related("round__network").get(pk=pk, student=student_pk)


def find_partner(*, viewer: Any, registration: Registration, number: str) -> Registration | None:
    """Whoever has this student number or e-mail address in the same round, among the viewer's own students."""
    named = Q(student__number__iexact=number.strip()) | Q(student__email__iexact=number.strip())
    others = staff_registrations(viewer=viewer, round_pk=registration.round_id).exclude(pk=registration.pk)
    return others.filter(named).first()


def duo_of(*, viewer: Any, registration: Registration) -> Duo | None:
    """The accepted duo of a registration that the viewer coordinates."""
    mine = staff_registrations(viewer=viewer).filter(pk=registration.pk)
    duos = Duo.objects.filter(Q(asker__in=mine) | Q(asked__in=mine), state=DuoState.ACCEPTED)
    return duos.select_related("asker__student", "asked__student").first()
