"""Runs, proposals, placements, mails and quotas under /beheer/: to look at, except quotas."""

from typing import Any

from django.contrib import admin

from placements.models import Placement, Proposal, Quota, Run, SentMail, Upload


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that change only through the pages, because each change is judged and written down there."""

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("round", "number", "name", "state", "attempts", "worker", "queued_at", "finished_at")
    list_filter = ("state", "round")


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("round", "run", "state", "version", "submitted_by", "approved_by")
    list_filter = ("state", "round")


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    list_display = ("registration", "request", "round", "state", "school_confirmed_at", "student_answered_at")
    list_filter = ("state", "round")
    list_select_related = ("registration__student", "request__school", "round")


@admin.register(SentMail)
class SentMailAdmin(ReadOnlyAdmin):
    list_display = ("kind", "to", "round", "asked_at", "sent_at", "failure")
    list_filter = ("kind", "round")


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "kind", "round", "state", "by", "at")
    list_filter = ("kind", "state")


@admin.register(Quota)
class QuotaAdmin(admin.ModelAdmin):
    """At most so many students of a college at a school, or at every school."""

    list_display = ("round", "college", "school", "max_students")
    list_filter = ("round", "college")
    raw_id_fields = ("school",)
