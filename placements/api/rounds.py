"""Rounds and runs over HTTP."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import MatchRound
from placements.actions import rounds, runs
from placements.api.errors import permit, told
from placements.api.serializers import RoundSerializer, RunSerializer, StartRunSerializer
from placements.models import Run
from placements.permissions import can_create_round, can_manage_round, can_run
from placements.queries import visible


class RoundViewSet(mixins.CreateModelMixin, viewsets.ReadOnlyModelViewSet[MatchRound]):
    """The rounds that you coordinate."""

    queryset = MatchRound.objects.none()
    serializer_class = RoundSerializer
    filterset_fields = ("network", "state")

    def get_queryset(self) -> Any:
        return visible.list_rounds(viewer=self.request.user)

    def perform_create(self, serializer: Any) -> None:
        permit(can_create_round(self.request.user))
        with told():
            serializer.instance = rounds.create_round(
                **serializer.validated_data, by=self.request.user, at=timezone.now()
            )

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str = "") -> Response:
        """Let students and schools register."""
        return self._moved(rounds.open_round)

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str = "") -> Response:
        """Take no more registrations."""
        return self._moved(rounds.close_round)

    def _moved(self, step: Any) -> Response:
        match_round = self.get_object()
        permit(can_manage_round(self.request.user, match_round))
        with told():
            step(match_round=match_round, by=self.request.user, at=timezone.now())
        return Response(self.get_serializer(self.get_object()).data)


class RunViewSet(mixins.CreateModelMixin, viewsets.ReadOnlyModelViewSet[Run]):
    """Searches: start one, look how far it is, stop it, take problem and solution in the exchange format."""

    queryset = Run.objects.none()
    serializer_class = RunSerializer
    filterset_fields = ("round", "state")

    def get_queryset(self) -> Any:
        return visible.list_runs(viewer=self.request.user)

    @extend_schema(request=StartRunSerializer, responses={201: RunSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Freeze the round's rows as a problem and search for the best plan."""
        asked = StartRunSerializer(data=request.data, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        permit(can_run(request.user, wanted["round"]))
        with told():
            run = runs.start_run(
                match_round=wanted["round"], seconds=wanted["seconds"], name=wanted["name"], trial=wanted["trial"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        return Response(RunSerializer(run, context=self.get_serializer_context()).data, status=201)

    @extend_schema(request=None, responses=RunSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str = "") -> Response:
        """Stop and keep the best plan found."""
        return self._asked(runs.stop_run)

    @extend_schema(request=None, responses=RunSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str = "") -> Response:
        """Stop and keep nothing."""
        return self._asked(runs.cancel_run)

    def _asked(self, step: Any) -> Response:
        run = self.get_object()
        permit(can_run(self.request.user, run.round))
        with told():
            step(run=run, by=self.request.user, at=timezone.now())
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def problem(self, request: Request, pk: str = "") -> Response:
        """What was asked, in the exchange format; ids only."""
        return Response(json.loads(self.get_object().snapshot.problem))

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def solution(self, request: Request, pk: str = "") -> Response:
        """What was answered, in the exchange format; 404 as long as there is none."""
        run = self.get_object()
        if not run.solution:
            raise Http404
        return Response(json.loads(run.solution))
