"""Schools and support requests over HTTP."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from schools.models import NeedFigure, School, SupportRequest
from schools.permissions import sees_all_schools
from schools.queries import visible


class NeedSerializer(serializers.ModelSerializer):
    """A need figure with where it comes from."""

    class Meta:
        model = NeedFigure
        fields = ("value", "school_year", "source", "official")


class SchoolSerializer(serializers.ModelSerializer):
    """One site; `need` is null for everybody who is not staff, and when it is unknown."""

    need = serializers.SerializerMethodField()

    class Meta:
        model = School
        fields = (
            "id", "number", "institution_number", "name", "street", "postcode", "town", "municipality", "province",
            "board", "denomination", "phone", "website", "latitude", "longitude", "need",
        )  # fmt: skip

    @extend_schema_field(NeedSerializer(allow_null=True))
    def get_need(self, school: Any) -> Any:
        return NeedSerializer(school.figures[0]).data if self.context["staff"] and school.figures else None


class SchoolFilter(filters.FilterSet):
    """By municipality, number or part of the name; never by need."""

    name = filters.CharFilter(lookup_expr="icontains")

    class Meta:
        model = School
        fields = ("network", "number", "municipality", "province")


class SchoolViewSet(viewsets.ReadOnlyModelViewSet[School]):
    """The schools of the networks that you belong to."""

    queryset = School.objects.none()
    serializer_class = SchoolSerializer
    filterset_class = SchoolFilter

    def get_queryset(self) -> Any:
        return visible.list_schools(viewer=self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "staff": sees_all_schools(self.request.user)}


class SupportRequestSerializer(serializers.ModelSerializer):
    """One request, in the words of the exchange format where they are the same."""

    school_number = serializers.CharField(source="school.number", read_only=True)
    colleges: Any = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)

    class Meta:
        model = SupportRequest
        fields = (
            "id", "round", "school", "school_number", "number", "levels", "classes", "kinds", "half_days",
            "half_days_needed", "min_students", "max_students", "at_once", "min_phase", "languages_required",
            "languages", "colleges", "confirmed_at", "withdrawn_at", "version",
        )  # fmt: skip


class SupportRequestFilter(filters.FilterSet):
    """By round, school or number; `standing=true` leaves out what was withdrawn."""

    standing = filters.BooleanFilter(field_name="withdrawn_at", lookup_expr="isnull")

    class Meta:
        model = SupportRequest
        fields = ("round", "school", "number")


class SupportRequestViewSet(viewsets.ReadOnlyModelViewSet[SupportRequest]):
    """What schools ask: your own school's, those of rounds you coordinate, those of rounds you take part in."""

    queryset = SupportRequest.objects.none()
    serializer_class = SupportRequestSerializer
    filterset_class = SupportRequestFilter

    def get_queryset(self) -> Any:
        return visible.list_requests(viewer=self.request.user)
