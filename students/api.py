"""Registrations of students over HTTP."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from students.models import Registration, Student
from students.queries import visible


class StudentSerializer(serializers.ModelSerializer):
    """Who a student is."""

    college: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta:
        model = Student
        fields = ("id", "number", "first_name", "last_name", "email", "college")


class RegistrationSerializer(serializers.ModelSerializer):
    """One student in one round; wishes as tiers of school and request numbers, best first."""

    student = StudentSerializer(read_only=True)
    wishes = serializers.SerializerMethodField()
    avoid_schools = serializers.SerializerMethodField()

    class Meta:
        model = Registration
        fields = (
            "id", "round", "student", "levels", "phase", "postcode", "term_postcode", "mode", "max_minutes",
            "half_days", "kinds", "languages", "wishes", "accepts_other", "avoid_schools", "wished_levels",
            "wished_municipalities", "travel_weight", "submitted_at", "withdrawn_at", "version",
        )  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.ListField(child=serializers.CharField())))
    def get_wishes(self, registration: Registration) -> list[list[str]]:
        tiers: dict[int, list[str]] = {}
        for wish in registration.wishes.all():
            place: Any = wish.school or wish.request
            tiers.setdefault(wish.tier, []).append(place.number)
        return [tiers[tier] for tier in sorted(tiers)]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_avoid_schools(self, registration: Registration) -> list[str]:
        return sorted(avoided.school.number for avoided in registration.avoided.all())


class RegistrationFilter(filters.FilterSet):
    """By round, college or student number; `submitted=true` leaves out who did not hand in."""

    submitted = filters.BooleanFilter(field_name="submitted_at", lookup_expr="isnull", exclude=True)
    college = filters.CharFilter(field_name="student__college__code")
    number = filters.CharFilter(field_name="student__number")

    class Meta:
        model = Registration
        fields = ("round",)


class RegistrationViewSet(viewsets.ReadOnlyModelViewSet[Registration]):
    """Your own registration, or those of the students of your college."""

    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilter

    def get_queryset(self) -> Any:
        return visible.list_registrations(viewer=self.request.user)
