"""What came back from schools and students: settle objections, mark dropouts, see who is in reserve."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from placements.actions import answers
from placements.forms.answers import DropoutForm
from placements.models import Placement
from placements.permissions import can_settle
from placements.queries import placements as queries
from placements.queries import proposals
from placements.review_refusals import REVIEW_REFUSALS, why_refused
from placements.states import PlacementState
from placements.views.found import found_or_404

ROWS_PER_PAGE = 50
CHIPS = {
    "": gettext_lazy("Alles"),
    PlacementState.OBJECTED: gettext_lazy("Bezwaar"),
    PlacementState.OFFERED: gettext_lazy("Wacht"),
    PlacementState.CONFIRMED: gettext_lazy("Aanvaard"),
    PlacementState.RETURNED: gettext_lazy("Teruggegeven"),
    PlacementState.WITHDRAWN: gettext_lazy("Uitval"),
}


@login_required
def round_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Every published place with both answers."""
    match_round = found_or_404(proposals.get_match_round, viewer=request.user, pk=pk)
    shown = request.GET.get("toon", "")
    rows = queries.placements_of_round(viewer=request.user, match_round=match_round)
    counts = queries.count_by_state(viewer=request.user, match_round=match_round)
    if shown in PlacementState.values:
        rows = rows.filter(state=shown)
    total = sum(counts[state] for state in PlacementState.values)
    context = {
        "match_round": match_round,
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "chips": [
            {"name": name, "count": counts[state] if state else total, "value": state, "current": shown == state}
            for state, name in CHIPS.items()
        ],
        "counts": counts,
        "total": total,
        "reserve": queries.reserve(viewer=request.user, match_round=match_round),
        "may_settle": can_settle(request.user, match_round),
        "dropout_form": DropoutForm(auto_id=False),
    }
    return render(request, "placements/answers.html", context)


@require_POST
@login_required
def objection_settle(request: HttpRequest, pk: int, placement: int) -> HttpResponse:
    """Keep the place or take it back."""
    row = _settling(request, pk, placement)
    viewer: Any = request.user
    keep = request.POST.get("keep") == "yes"
    try:
        answers.settle_objection(placement=row, keep=keep, by=viewer, at=timezone.now())
        told = _("De plaats van %(student)s blijft.") if keep else _("De plaats van %(student)s is ingetrokken.")
        messages.success(request, told % {"student": row.registration})
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=viewer))
    return redirect("round-answers", pk=pk)


@require_POST
@login_required
def placement_withdraw(request: HttpRequest, pk: int, placement: int) -> HttpResponse:
    """Mark that a place falls away."""
    row = _settling(request, pk, placement)
    form = DropoutForm(request.POST)
    viewer: Any = request.user
    if not form.is_valid():
        messages.error(request, _("Kies een reden."))
        return redirect("round-answers", pk=pk)
    try:
        answers.withdraw_placement(placement=row, **form.cleaned_data, by=viewer, at=timezone.now())
        text = _("De plaats van %(student)s valt weg. De student staat bij de reserve.")
        messages.success(request, text % {"student": row.registration})
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=viewer))
    return redirect("round-answers", pk=pk)


def _settling(request: HttpRequest, pk: int, placement: int) -> Placement:
    match_round = found_or_404(proposals.get_match_round, viewer=request.user, pk=pk)
    row = found_or_404(queries.get_placement_of_round, viewer=request.user, match_round=match_round, pk=placement)
    if not can_settle(request.user, match_round):
        raise Http404
    return row
