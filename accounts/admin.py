"""Networks, colleges, people, roles, rounds and history under /beheer/."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.models import College, Event, MatchRound, Membership, Network, User


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin):
    ordering = ("email",)
    list_display = ("email", "first_name", "last_name", "is_superuser", "is_active")
    list_filter = ("is_superuser", "is_active")
    search_fields = ("email", "first_name", "last_name")
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Persoon"), {"fields": ("first_name", "last_name", "phone", "invited_at")}),
        (_("Rechten"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "first_name", "last_name", "usable_password", "password1", "password2")}),
    )


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "country")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(College)
class CollegeAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "network")
    list_filter = ("network",)
    search_fields = ("name", "code")


@admin.register(MatchRound)
class MatchRoundAdmin(admin.ModelAdmin):
    """Names and dates; the state changes only through the round's own pages, which write down who did it."""

    list_display = ("name", "network", "state")
    list_filter = ("network", "state")
    search_fields = ("name",)
    readonly_fields = ("state",)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """History is read here, never written."""

    list_display = ("at", "verb", "target_type", "target_id", "by", "reason")
    list_filter = ("verb", "target_type")

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
