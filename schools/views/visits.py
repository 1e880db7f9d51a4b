"""Which school and round a page is about, or not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import MatchRound
from accounts.templatetags.kansmatch import moment
from schools.models import Interest, School, SupportRequest
from schools.permissions import can_answer
from schools.queries import own


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody on the pages of a school in one round; `open` when something may still be filled in."""

    viewer: Any
    school: School
    match_round: MatchRound
    at: datetime
    open: bool

    def answer(self) -> Interest | None:
        return own.answer_of(viewer=self.viewer, school=self.school, match_round=self.match_round)

    def requests(self) -> list[SupportRequest]:
        return list(own.requests_of(viewer=self.viewer, school=self.school, match_round=self.match_round))

    def context(self, **more: Any) -> dict[str, Any]:
        """What every template of these pages shows."""
        return {"school": self.school, "round": self.match_round, "open": self.open, "visit": self} | more

    def to_check_page(self) -> HttpResponse:
        return redirect("school-request-check", pk=self.school.pk, round_pk=self.match_round.pk)


def school_or_404(request: HttpRequest, pk: int) -> School:
    """A school that the viewer answers for."""
    try:
        return own.get_own_school(viewer=request.user, pk=pk)
    except ObjectDoesNotExist:
        raise Http404 from None


def visit_or_404(request: HttpRequest, pk: int, round_pk: int) -> Visit:
    """A school of the viewer's, in a round that concerns it."""
    school = school_or_404(request, pk)
    try:
        match_round = own.get_round_of_school(viewer=request.user, school=school, pk=round_pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    return visit_of(request, school, match_round)


def visit_of(request: HttpRequest, school: School, match_round: MatchRound) -> Visit:
    at = timezone.now()
    may = can_answer(request.user, school, match_round, at)
    return Visit(viewer=request.user, school=school, match_round=match_round, at=at, open=may)


def request_or_404(request: HttpRequest, pk: int, request_pk: int) -> tuple[Visit, SupportRequest]:
    """A request of a school of the viewer's, with its round."""
    school = school_or_404(request, pk)
    try:
        row = own.get_own_request(viewer=request.user, school=school, pk=request_pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    return visit_of(request, school, row.round), row


def say_too_late(request: HttpRequest, match_round: MatchRound) -> None:
    """Tell that what was sent came after the round closed."""
    if match_round.closes_at and match_round.closes_at <= timezone.now():
        messages.error(
            request,
            _("Het was te laat: de ronde sloot op %(at)s.") % {"at": moment(timezone.localtime(match_round.closes_at))},
        )
    else:
        messages.error(request, _("Het was te laat: de ronde is gesloten."))
