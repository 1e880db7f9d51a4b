"""How rounds, runs, proposals and placements read as JSON."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import College, MatchRound
from accounts.terms import GoalName
from placements.models import Assignment, Placement, Proposal, Run
from placements.queries import visible

DATES = (
    "opens_at", "closes_at", "review_by", "schools_told_on", "schools_answer_by", "students_told_on",
    "students_answer_by", "starts_on", "ends_on",
)  # fmt: skip


class RoundSerializer(serializers.ModelSerializer):
    """A round; colleges by their code, all of one network."""

    colleges = serializers.SlugRelatedField(slug_field="code", many=True, queryset=College.objects.none())
    goals = serializers.ListField(child=serializers.ChoiceField(choices=GoalName.choices), required=False)

    class Meta:
        model = MatchRound
        fields = ("id", "name", "network", "colleges", "state", "goals", "seed", *DATES, "min_half_days", "max_wishes")
        read_only_fields = ("network", "state")

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if "request" in self.context:
            fields["colleges"].child_relation.queryset = visible.colleges_of(viewer=self.context["request"].user)
        return fields


class RunSerializer(serializers.ModelSerializer):
    """One search; `progress` has per goal the value, the bound, whether it is proven, and the seconds it took."""

    digest = serializers.CharField(source="snapshot.digest", read_only=True)
    progress = serializers.SerializerMethodField()

    class Meta:
        model = Run
        fields = (
            "id", "round", "number", "name", "state", "trial", "seconds", "queued_at", "started_at", "finished_at",
            "digest", "progress", "failure",
        )  # fmt: skip
        read_only_fields = ("number", "state", "queued_at", "started_at", "finished_at", "failure")

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_progress(self, run: Run) -> list[dict[str, Any]]:
        return [{key: value for key, value in line.items() if key != "points"} for line in run.progress]


class StartRunSerializer(serializers.Serializer):
    """What a new run is told."""

    round = serializers.PrimaryKeyRelatedField(queryset=MatchRound.objects.none())
    seconds = serializers.IntegerField(min_value=1, max_value=7200, default=lambda: settings.SOLVE_SECONDS)
    name = serializers.CharField(max_length=100, default="", allow_blank=True)
    trial = serializers.BooleanField(default=False)

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if "request" in self.context:
            fields["round"].queryset = visible.list_rounds(viewer=self.context["request"].user)
        return fields


class ProposalSerializer(serializers.ModelSerializer):
    """A plan under review: its goals as they are now, and every limit that it breaks."""

    class Meta:
        model = Proposal
        fields = (
            "id", "round", "run", "state", "version", "goals", "faults", "made_at", "submitted_by", "submitted_at",
            "approved_by", "approved_at",
        )  # fmt: skip


class VersionSerializer(serializers.Serializer):
    """The version that was seen: another one means that somebody changed the plan since."""

    version = serializers.IntegerField(min_value=1)


class AssignmentSerializer(serializers.ModelSerializer):
    """One student's row of a plan."""

    student_number = serializers.CharField(source="registration.student.number", read_only=True)
    request_number = serializers.CharField(source="request.number", read_only=True, allow_null=True, default=None)
    school = serializers.IntegerField(source="request.school_id", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Assignment
        fields = (
            "id", "registration", "student_number", "request", "request_number", "school", "half_days", "rank",
            "minutes", "origin", "unplaced_reason", "unplaced_rules",
        )  # fmt: skip


class PlacementSerializer(serializers.ModelSerializer):
    """A published place; the student's name only for whoever may know it."""

    student = serializers.SerializerMethodField()
    school = serializers.IntegerField(source="request.school_id", read_only=True)
    school_name = serializers.CharField(source="request.school.name", read_only=True)

    class Meta:
        model = Placement
        fields = (
            "id", "round", "registration", "student", "request", "school", "school_name", "half_days", "counts_as",
            "state", "reason_code", "school_confirmed_at", "student_answered_at",
        )  # fmt: skip

    @extend_schema_field(OpenApiTypes.STR)
    def get_student(self, placement: Any) -> str | None:
        return str(placement.registration.student) if placement.known else None


class ReturnReasonSerializer(serializers.Serializer):
    """Why a student gives a place back."""

    reason = serializers.ChoiceField(choices=Placement.ReturnReason.choices)


class ObjectionReasonSerializer(serializers.Serializer):
    """Why a school objects."""

    reason = serializers.ChoiceField(choices=Placement.ObjectionReason.choices)
