"""What people changed in the solver's plan: who, when, why, at what price; each can be taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import MatchRound
from placements.actions.undo import undo_edit
from placements.explanations.edits import moved_along
from placements.models import Proposal
from placements.permissions import can_review
from placements.queries import proposals as queries
from placements.review_refusals import REVIEW_REFUSALS, why_refused
from placements.views.found import found_or_404
from placements.views.review_drawer import edit_line

ROWS_PER_PAGE = 50


@login_required
def round_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The changes by hand, newest first."""
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    proposal = queries.current_proposal(viewer=request.user, match_round=match_round)
    return _page(request, match_round, proposal)


def change_line(edit: Any) -> dict[str, Any]:
    """A change with how many others moved along: those the viewer may know by name, the rest counted."""
    along = moved_along(edit.parts.all())
    known = [part for part in edit.made_room if part.request_from_id != part.request_to_id]
    return edit_line(edit) | {"along": along, "known_along": known, "unknown_along": along - len(known)}


@require_POST
@login_required
def edit_undo(request: HttpRequest, pk: int, edit: int) -> HttpResponse:
    """Take one change back."""
    match_round = found_or_404(queries.get_match_round, viewer=request.user, pk=pk)
    proposal = queries.current_proposal(viewer=request.user, match_round=match_round)
    if proposal is None:
        raise Http404
    row = found_or_404(queries.get_edit, viewer=request.user, proposal=proposal, pk=edit)
    viewer: Any = request.user
    if not can_review(viewer, match_round):
        messages.error(request, _("De ronde is niet in nazicht."))
        return redirect("round-changes", pk=pk)
    try:
        version = int(request.POST.get("version", ""))
        undo_edit(edit=row, by=viewer, at=timezone.now(), version=version)
        messages.success(request, _("De wijziging van %(student)s is hersteld.") % {"student": row.registration})
    except ValueError:
        messages.error(request, _("Laad de pagina opnieuw."))
    except REVIEW_REFUSALS as refusal:
        why = why_refused(refusal, viewer=viewer, proposal=proposal)
        return _page(request, match_round, proposal, refused=(row.pk, why))
    return redirect("round-changes", pk=pk)


def _page(
    request: HttpRequest, match_round: MatchRound, proposal: Proposal | None, refused: tuple[int, str] = (0, "")
) -> HttpResponse:
    """The list; `refused` is a change that could not be taken back and why, shown at its row."""
    context: dict[str, Any] = {"match_round": match_round, "proposal": proposal}
    if proposal:
        edits = queries.changes_of(viewer=request.user, proposal=proposal)
        keys = list(edits.values_list("pk", flat=True)) if refused[1] else []
        if refused[1] and refused[0] not in keys:
            messages.error(request, refused[1])
        number = 1 + keys.index(refused[0]) // ROWS_PER_PAGE if refused[0] in keys else request.GET.get("page")
        context["page"] = Paginator(edits, ROWS_PER_PAGE).get_page(number)
        context["lines"] = [change_line(edit) for edit in context["page"]]
        context["refused_edit"], context["refused"] = refused
        context["may_review"] = can_review(request.user, match_round) and proposal.state == "draft"
    return render(request, "placements/changes.html", context)
