"""Students, registrations and duos under /beheer/."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from students.models import AvoidedSchool, Duo, DuoQuestion, Registration, Student, Wish


@admin.register(Student)
class StudentAdmin(SimpleHistoryAdmin):
    list_display = ("last_name", "first_name", "number", "college")
    list_filter = ("college",)
    search_fields = ("last_name", "first_name", "number", "email")
    raw_id_fields = ("user",)


class WishInline(admin.TabularInline):
    model = Wish
    extra = 0
    raw_id_fields = ("school", "request")


class AvoidedSchoolInline(admin.TabularInline):
    model = AvoidedSchool
    extra = 0
    raw_id_fields = ("school",)


@admin.register(Registration)
class RegistrationAdmin(SimpleHistoryAdmin):
    list_display = ("student", "round", "mode", "max_minutes", "submitted_at", "withdrawn_at")
    list_filter = ("round", "student__college")
    search_fields = ("student__last_name", "student__first_name", "student__number")
    raw_id_fields = ("student",)
    inlines = (WishInline, AvoidedSchoolInline)


@admin.register(Duo)
class DuoAdmin(admin.ModelAdmin):
    list_display = ("asker", "asked", "kind", "state")
    list_filter = ("state", "kind")
    raw_id_fields = ("asker", "asked")


@admin.register(DuoQuestion)
class DuoQuestionAdmin(admin.ModelAdmin):
    list_display = ("asker", "wanted", "state", "asked_at")
    list_filter = ("state",)
    raw_id_fields = ("asker",)
