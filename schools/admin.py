"""Schools, need figures, contacts, answers and requests under /beheer/."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from schools.models import Interest, NeedFigure, Postcode, School, SchoolContact, SupportRequest


class NeedFigureInline(admin.TabularInline):
    model = NeedFigure
    extra = 0


class SchoolContactInline(admin.TabularInline):
    model = SchoolContact
    extra = 0
    raw_id_fields = ("user",)


@admin.register(School)
class SchoolAdmin(SimpleHistoryAdmin):
    list_display = ("name", "number", "municipality", "network")
    list_filter = ("network", "province")
    search_fields = ("name", "number", "municipality", "town")
    inlines = (NeedFigureInline, SchoolContactInline)


@admin.register(Postcode)
class PostcodeAdmin(admin.ModelAdmin):
    list_display = ("code", "place", "municipality", "country")
    list_filter = ("country",)
    search_fields = ("code", "place")


@admin.register(Interest)
class InterestAdmin(SimpleHistoryAdmin):
    list_display = ("school", "round", "answer", "max_students", "confirmed_at")
    list_filter = ("answer", "round")
    search_fields = ("school__name", "school__number")
    raw_id_fields = ("school",)


@admin.register(SupportRequest)
class SupportRequestAdmin(SimpleHistoryAdmin):
    list_display = ("number", "school", "round", "min_students", "max_students", "confirmed_at", "withdrawn_at")
    list_filter = ("round",)
    search_fields = ("number", "school__name", "school__number")
    raw_id_fields = ("school",)
