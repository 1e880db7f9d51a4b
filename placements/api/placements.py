"""Placements over HTTP: read, accept, give back, confirm, object."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from placements.actions import answers
from placements.api.errors import permit, told
from placements.api.serializers import ObjectionReasonSerializer, PlacementSerializer, ReturnReasonSerializer
from placements.models import Placement
from placements.permissions import can_answer_as_student, can_answer_for_school
from placements.queries import visible


class PlacementViewSet(viewsets.ReadOnlyModelViewSet[Placement]):
    """Places: your own, those at your school, or those of the rounds that you coordinate."""

    queryset = Placement.objects.none()
    serializer_class = PlacementSerializer
    filterset_fields = ("round", "state", "request", "registration")

    def get_queryset(self) -> Any:
        return visible.list_placements(viewer=self.request.user)

    @extend_schema(request=None, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str = "") -> Response:
        """The student takes the place."""
        placement = self._of_student()
        with told():
            answers.accept_placement(placement=placement, by=self._person(), at=timezone.now())
        return self._again()

    @extend_schema(request=ReturnReasonSerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def give_back(self, request: Request, pk: str = "") -> Response:
        """The student gives the place back."""
        placement = self._of_student()
        reason = self._reason(ReturnReasonSerializer)
        with told():
            answers.give_back(placement=placement, reason=reason, by=self._person(), at=timezone.now())
        return self._again()

    @extend_schema(request=None, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str = "") -> Response:
        """The school says yes to this student."""
        placement = self._of_school()
        with told():
            answers.confirm_for_school(placements=[placement], by=self._person(), at=timezone.now())
        return self._again()

    @extend_schema(request=ObjectionReasonSerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    def object(self, request: Request, pk: str = "") -> Response:
        """The school objects to this student for a coded reason."""
        placement = self._of_school()
        reason = self._reason(ObjectionReasonSerializer)
        with told():
            answers.object_for_school(placements=[placement], reason=reason, by=self._person(), at=timezone.now())
        return self._again()

    def _of_student(self) -> Placement:
        placement = self.get_object()
        permit(can_answer_as_student(self.request.user, placement, timezone.now()))
        return placement

    def _of_school(self) -> Placement:
        placement = self.get_object()
        school = placement.request.school
        permit(can_answer_for_school(self.request.user, school, placement.round, timezone.now()))
        return placement

    def _reason(self, form: type[ReturnReasonSerializer] | type[ObjectionReasonSerializer]) -> str:
        asked = form(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return asked.validated_data["reason"]

    def _person(self) -> Any:
        return self.request.user

    def _again(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)
