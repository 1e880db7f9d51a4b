"""Bringing a file: choose it, look at what it would do, import it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.states import MoveNotAllowedError
from placements.actions.uploads import ask_import, keep_upload
from placements.file_columns import COLUMNS, example_file
from placements.forms.uploads import UploadForm
from placements.models import FileKind, Upload
from placements.permissions import is_staff_member
from placements.queries import uploads as queries
from placements.states import UploadState

ROWS_PER_PAGE = 50
WORKING = (UploadState.CHECKING, UploadState.IMPORTING)
ROW_STATES = ("refused", "new", "changed", "unchanged")


@login_required
def upload_file(request: HttpRequest) -> HttpResponse:
    """The form, and the files brought before."""
    if not is_staff_member(request.user):
        raise Http404
    first = {"round": request.GET.get("ronde"), "kind": request.GET.get("soort")}
    brought = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*brought, viewer=request.user, initial=first)
    if form.is_valid():
        viewer: Any = request.user
        wanted = form.cleaned_data
        upload = keep_upload(
            kind=wanted["kind"],
            file=wanted["file"],
            by=viewer,
            at=timezone.now(),
            language=get_language(),
            **form.into(),
        )
        return redirect("upload", pk=upload.pk)
    before = queries.list_uploads(viewer=request.user)[:20]
    offered: Any = form.fields["kind"]
    kinds = [(kind, label) for kind, label in offered.choices if kind in COLUMNS]
    return render(request, "placements/upload_form.html", {"form": form, "uploads": before, "kinds": kinds})


@login_required
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would do or did, row by row; while the worker is busy, how far it is."""
    row = _found(request, pk)
    shown = request.GET.get("toon", "")
    rows = [dict(zip(("line", "key", "state", "notes"), cells, strict=True)) for cells in row.rows]
    chips = [(state, sum(r["state"] == state for r in rows)) for state in ROW_STATES]
    page = Paginator([r for r in rows if shown in ("", r["state"])], ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"upload": row, "page": page, "chips": chips, "shown": shown, "working": row.state in WORKING}
    context["refused"] = dict(chips)["refused"]
    context["percent"] = 100 * row.done // row.total if row.total else 0
    name = "placements/upload_state.html" if getattr(request, "htmx", False) else "placements/upload.html"
    return render(request, name, context)


@require_POST
@login_required
def upload_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Import what was checked."""
    row = _found(request, pk)
    viewer: Any = request.user
    try:
        ask_import(upload=row, by=viewer, at=timezone.now())
    except MoveNotAllowedError:
        messages.info(request, _("Dit bestand is al ingelezen of wordt nog nagekeken."))
    return redirect("upload", pk=pk)


@login_required
def upload_columns(request: HttpRequest, kind: str) -> HttpResponse:
    """What a file of this kind holds, column by column."""
    _known(request, kind)
    context = {"kind": kind, "label": FileKind(kind).label, "columns": COLUMNS[kind]}
    return render(request, "placements/upload_columns.html", context)


@login_required
def upload_example(request: HttpRequest, kind: str) -> HttpResponse:
    """A file to start from."""
    _known(request, kind)
    name = {"Content-Disposition": f'attachment; filename="{kind}.csv"'}
    return HttpResponse(example_file(kind), content_type="text/csv; charset=utf-8", headers=name)


def _known(request: HttpRequest, kind: str) -> None:
    if kind not in COLUMNS or not is_staff_member(request.user):
        raise Http404


def _found(request: HttpRequest, pk: int) -> Upload:
    try:
        return queries.get_upload(viewer=request.user, pk=pk)
    except Upload.DoesNotExist as error:
        raise Http404 from error
