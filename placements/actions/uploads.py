"""A file brought through the page: kept, checked by the worker, imported when somebody says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.imports import Plan, RefusedImportError
from accounts.models import Membership, User
from accounts.states import MoveNotAllowedError
from placements.actions.imports import FileToImport, RefusedFileError, import_file, plan_import
from placements.models import FileKind, Upload
from placements.queue import enqueue
from placements.states import UploadState, move


@transaction.atomic
def keep_upload(*, kind: str, file: UploadedFile, by: User, at: datetime, **into: Any) -> Upload:
    """Save the file and ask the worker to check it. `into` gives network, round and options."""
    upload = Upload(kind=kind, file_name=str(file.name)[:255], by=by, at=at, **into)
    upload.file.save(f"{kind}.dat", file, save=False)
    upload.save()
    enqueue("placements.check_upload", upload_id=upload.pk)
    return upload


def check_upload(*, upload: Upload, at: datetime) -> None:
    """Work out what each row would do; nothing of the file is saved. Checked before: nothing happens."""
    if upload.state != UploadState.CHECKING:
        return
    try:
        plan = plan_import(_file(upload, at), progress=lambda done, total: _show(upload, done, total))
    except RefusedFileError as error:
        _end(upload, UploadState.FAILED, at=at, failure=str(error))
        return
    move(upload, UploadState.CHECKED, by=None, at=at, rows=_rows(plan), left_out=plan.left_out)


@transaction.atomic
def ask_import(*, upload: Upload, by: User, at: datetime) -> None:
    """Ask the worker to import a checked file; asked twice it is done once. Raises MoveNotAllowedError."""
    move(upload, UploadState.IMPORTING, by=by, at=at)
    enqueue("placements.import_upload", upload_id=upload.pk)


def import_upload(*, upload: Upload, at: datetime) -> None:
    """Import the whole file or nothing; delivered twice it is done once."""
    if upload.state != UploadState.IMPORTING:
        return
    try:
        with transaction.atomic():
            plan, loose = import_file(_file(upload, at))
            move(upload, UploadState.DONE, by=None, at=at, rows=_rows(plan), failure=_loose(loose))
    except (RefusedFileError, RefusedImportError) as error:
        rows = {"rows": _rows(error.plan)} if isinstance(error, RefusedImportError) else {}
        _end(upload, UploadState.FAILED, at=at, failure=_why(error), **rows)
    except MoveNotAllowedError:
        return
    _forget_file(upload)


def _why(error: RefusedFileError | RefusedImportError) -> str:
    if isinstance(error, RefusedImportError):
        return _("Sinds het nakijken veranderde er iets. Er is niets bewaard: kijk de rijen na en probeer opnieuw.")
    return str(error)


def _loose(numbers: list[str]) -> str:
    if not numbers:
        return ""
    return _("Deze wensen noemen geen bekende aanvraag: %(numbers)s.") % {"numbers": ", ".join(numbers)}


def _file(upload: Upload, at: datetime) -> FileToImport:
    with upload.file.open("rb") as stream:
        content = stream.read()
    return FileToImport(
        kind=upload.kind,
        content=content,
        at=at,
        network=upload.network,
        match_round=upload.round,
        colleges=_own_colleges(upload) if upload.kind == FileKind.STUDENTS else None,
        **upload.options,
    )


def _own_colleges(upload: Upload) -> frozenset[str] | None:
    """The colleges whose students this person may bring: the own ones; None, all, for network and administrator."""
    own = Membership.objects.filter(user=upload.by)
    if upload.by.is_superuser or own.filter(network__rounds=upload.round).exists():
        return None
    return frozenset(own.filter(college__isnull=False).values_list("college__code", flat=True))


def _show(upload: Upload, done: int, total: int) -> None:
    Upload.objects.filter(pk=upload.pk).update(done=done, total=total)


def _rows(plan: Plan) -> list[list[Any]]:
    return [[row.line, row.key, row.state.value, list(row.notes)] for row in plan.rows]


def _end(upload: Upload, state: str, *, at: datetime, **changes: Any) -> None:
    move(upload, state, by=None, at=at, **changes)
    _forget_file(upload)


def _forget_file(upload: Upload) -> None:
    """A file of people is not kept longer than it is needed."""
    upload.file.delete(save=False)
    Upload.objects.filter(pk=upload.pk).update(file="")
