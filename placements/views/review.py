"""The plan under review: students or schools in a table, what needs attention first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import MatchRound
from matching.rules import Goal
from matching.score import outside_rank
from placements.actions.proposals import take_proposal
from placements.judgement import frozen
from placements.models import Proposal
from placements.permissions import can_review
from placements.queries import proposals as queries
from placements.queries import review as table
from placements.review_refusals import REVIEW_REFUSALS, faults_in_words, why_refused
from placements.views.found import found_or_404
from placements.views.plan_map import plan_map

ROWS_PER_PAGE = 50
CHIP_NAMES = {
    "alles": gettext_lazy("Alles"),
    "geen": gettext_lazy("Geen plaats"),
    "gewijzigd": gettext_lazy("Gewijzigd"),
    "vast": gettext_lazy("Vast"),
    "wens": gettext_lazy("Wens 4 of lager"),
    "ver": gettext_lazy("Boven 45 min"),
    "opmerking": gettext_lazy("Opmerking"),
}
FILTERS = ("toon", "q", "sort", "page", "beeld")


@login_required
def round_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan."""
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    return render(request, "placements/review.html", review_context(request, match_round))


@require_POST
@login_required
def proposal_take(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Put another finished plan under review."""
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    wanted = found_or_404(queries.get_proposal, viewer=request.user, pk=proposal)
    viewer: Any = request.user
    if wanted.round_id != match_round.pk:
        raise Http404
    if not can_review(viewer, match_round):
        messages.error(request, _("De ronde is niet in nazicht."))
        return redirect("round-review", pk=pk)
    try:
        take_proposal(proposal=wanted, by=viewer, at=timezone.now())
        messages.success(request, _("Dit plan is nu in nazicht. Het vorige blijft bewaard bij de berekeningen."))
    except REVIEW_REFUSALS as refusal:
        messages.error(request, why_refused(refusal, viewer=viewer, proposal=wanted))
    return redirect("round-review", pk=pk)


def review_context(request: HttpRequest, match_round: MatchRound) -> dict[str, Any]:
    """Everything the table, its filters and the plan bar show; without a plan only the round."""
    proposal = queries.current_proposal(viewer=request.user, match_round=match_round)
    context: dict[str, Any] = {
        "match_round": match_round,
        "proposal": proposal,
        "waiting": queries.waiting_proposals(viewer=request.user, match_round=match_round)[:5],
        "may_review": can_review(request.user, match_round) and proposal is not None and proposal.state == "draft",
        "view": "scholen" if request.GET.get("beeld") == "scholen" else "studenten",
        "filters": kept_filters(request),
    }
    if proposal is None:
        return context
    context |= plan_bar(request, proposal) | newer_plan(context["waiting"], proposal)
    return context | (schools_table if context["view"] == "scholen" else students_table)(request, proposal)


def newer_plan(waiting: Iterable[Proposal], proposal: Proposal) -> dict[str, Any]:
    """The newest plan that waits, when it was found after this one; nobody should go on with the old one unaware."""
    newer = next((other for other in waiting if other.pk > proposal.pk and not other.run.trial), None)
    return {"newer": newer, "newer_placed": newer.assignments.exclude(request=None).count() if newer else 0}


def plan_bar(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """The plan's worth beside what the solver found, what it breaks, and who changed it."""
    goals = {row["goal"]: row for row in proposal.goals}
    return {
        "map": plan_map(table.school_fills(viewer=request.user, proposal=proposal), letters={}),
        "outside_rank": outside_rank(frozen(proposal.run.snapshot.problem).problem),
        "figures": table.plan_figures(viewer=request.user, proposal=proposal),
        "placed_was": goals[Goal.PLACED]["was"] if Goal.PLACED in goals else None,
        "need": _need(goals.get(Goal.COVERAGE)),
        "first_was": _first_wishes_found(goals),
        "faults": faults_in_words(proposal.faults, viewer=request.user, proposal=proposal),
        "edit_counts": queries.count_edits(viewer=request.user, proposal=proposal),
    }


def students_table(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """One page of students."""
    shown, counts = request.GET.get("toon", "alles"), table.chip_counts(viewer=request.user, proposal=proposal)
    rows = table.table_rows(
        viewer=request.user,
        proposal=proposal,
        chip=shown,
        text=request.GET.get("q", ""),
        sort=request.GET.get("sort", ""),
    )
    chips = [
        {"name": label, "count": counts[name], "url": chip_url(request, name), "current": shown == name}
        for name, label in CHIP_NAMES.items()
    ]
    return {"page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page")), "chips": chips}


def schools_table(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """One page of schools: who comes, of how many asked."""
    rows = [row for row in queries.school_rows(viewer=request.user, proposal=proposal) if _matches(request, row)]
    shown = request.GET.get("toon", "alles")
    fills: dict[str, Any] = {
        "alles": (_("Alles"), lambda row: True),
        "niemand": (_("Niemand"), lambda row: not row.coming),
        "deels": (_("Deels"), lambda row: 0 < len(row.coming) < row.max_students),
        "ingevuld": (_("Ingevuld"), lambda row: len(row.coming) >= row.max_students),
    }
    chips = [
        {"name": name, "count": sum(map(fits, rows)), "url": chip_url(request, key), "current": shown == key}
        for key, (name, fits) in fills.items()
    ]
    chosen = list(filter(fills.get(shown, fills["alles"])[1], rows))
    return {"page": Paginator(chosen, ROWS_PER_PAGE).get_page(request.GET.get("page")), "chips": chips}


def kept_filters(request: HttpRequest) -> str:
    """The filters of this address, to come back to the same table."""
    kept = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def chip_url(request: HttpRequest, name: str) -> str:
    """The table under another chip, with the same search and order."""
    kept = {key: request.GET[key] for key in ("q", "sort", "beeld") if request.GET.get(key)}
    match = request.resolver_match
    address = reverse("round-review", kwargs={"pk": match.kwargs["pk"]}) if match else ""
    return f"{address}?{urlencode({**kept, 'toon': name})}"


def _matches(request: HttpRequest, row: Any) -> bool:
    words = request.GET.get("q", "").lower().split()
    return all(word in f"{row.school.name} {row.school.town} {row.number}".lower() for word in words)


def _need(row: dict[str, Any] | None) -> dict[str, float] | None:
    """Coverage now and as found, in percent of what no plan can beat, as far as that is known."""
    most = row and (row["bound"] or row["was"])
    return {name: 100 * row[name] / most for name in ("value", "was")} if row and most else None


def _first_wishes_found(goals: dict[str, Any]) -> int | None:
    """How many first wishes the solver's plan held, where a goal about wishes tells."""
    if Goal.WISHES_GREEDY in goals:
        return goals[Goal.WISHES_GREEDY]["was"][0]
    if Goal.WISHES_GENEROUS in goals and Goal.PLACED in goals:
        return goals[Goal.PLACED]["was"] - sum(goals[Goal.WISHES_GENEROUS]["was"])
    return None
