"""Proposals over HTTP: read, submit, approve."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from placements.actions import approval
from placements.api.errors import permit, told
from placements.api.serializers import AssignmentSerializer, ProposalSerializer, VersionSerializer
from placements.models import Assignment, Proposal
from placements.permissions import can_approve, can_review
from placements.queries import visible


class ProposalViewSet(viewsets.ReadOnlyModelViewSet[Proposal]):
    """The plans of the rounds that you coordinate."""

    queryset = Proposal.objects.none()
    serializer_class = ProposalSerializer
    filterset_fields = ("round", "state")

    def get_queryset(self) -> Any:
        return visible.list_proposals(viewer=self.request.user)

    @extend_schema(request=VersionSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str = "") -> Response:
        """Ask a second person to approve."""
        proposal = self.get_object()
        permit(can_review(request.user, proposal.round))
        seen = VersionSerializer(data=request.data)
        seen.is_valid(raise_exception=True)
        with told():
            approval.submit(
                proposal=proposal, by=self._person(), at=timezone.now(), version=seen.validated_data["version"]
            )
        return self._again()

    @extend_schema(request=None, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str = "") -> Response:
        """Approve what another person submitted."""
        proposal = self.get_object()
        permit(can_approve(request.user, proposal.round))
        with told():
            approval.approve(proposal=proposal, by=self._person(), at=timezone.now())
        return self._again()

    def _person(self) -> Any:
        return self.request.user

    def _again(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


class AssignmentViewSet(viewsets.ReadOnlyModelViewSet[Assignment]):
    """The rows of plans, of the students that you may know."""

    queryset = Assignment.objects.none()
    serializer_class = AssignmentSerializer
    filterset_fields = ("proposal", "registration", "request")

    def get_queryset(self) -> Any:
        return visible.list_assignments(viewer=self.request.user)
