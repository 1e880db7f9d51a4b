"""Coordinators' pages about students: the list, one student, correcting a registration, deciding a duo."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.forms import looked_for, typed
from accounts.versions import ChangedMeanwhileError
from schools.permissions import sees_all_schools
from students.actions.corrections import TooLateToCorrectError, correct_registration, enrol
from students.actions.duos import InDuoError, dissolve_duo, set_duo
from students.forms.staff import CorrectionForm, EnrolForm, StaffDuoForm
from students.models import Registration
from students.permissions import can_correct
from students.queries import own, staff
from students.queries.duos import duo_view

STUDENTS_PER_PAGE = 50
STATUSES = [
    ("submitted", gettext_lazy("Ingediend")),
    ("busy", gettext_lazy("Bezig")),
    ("withdrawn", gettext_lazy("Afgemeld")),
    ("no_address", gettext_lazy("Zonder adres")),
]


@login_required
def student_list(request: HttpRequest) -> HttpResponse:
    """The registrations of the viewer's colleges, with search and filters."""
    if not sees_all_schools(request.user):
        raise Http404
    rounds = list(staff.staff_rounds(viewer=request.user))
    wanted = looked_for(request, "ronde")
    chosen = next((one for one in rounds if str(one.pk) == wanted), None)
    text, status = looked_for(request), looked_for(request, "toestand")
    found = staff.staff_registrations(
        viewer=request.user, round_pk=chosen.pk if chosen else None, text=text, status=status
    )
    page = Paginator(found, STUDENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rounds": rounds, "chosen": chosen, "text": text, "status": status, "statuses": STATUSES}
    without = not staff.coordinated_colleges(viewer=request.user).exists()
    return render(request, "students/staff_list.html", context | {"without_college": without})


@login_required
def staff_student(request: HttpRequest, pk: int) -> HttpResponse:
    """One student with every registration, and a form to enrol in a round that is not closed."""
    try:
        student = staff.get_staff_student(viewer=request.user, pk=pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    rounds = staff.rounds_to_enrol_in(viewer=request.user, student=student)
    rows = list(staff.registrations_of(viewer=request.user, student=student))
    first = {"round": rounds.first()} | ({"levels": rows[0].levels, "phase": rows[0].phase} if rows else {})
    form = EnrolForm(typed(request), rounds=rounds, initial=first) if rounds else None
    if form is not None and request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        enrol(
            student=student,
            match_round=given["round"],
            levels=given["levels"],
            phase=given["phase"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("De student doet mee aan %(round)s.") % {"round": given["round"]})
        return redirect("staff-student", pk=pk)
    cards = [_card(request, row) for row in rows]
    return render(request, "students/staff_student.html", {"student": student, "cards": cards, "form": form})


def _card(request: HttpRequest, row: Registration) -> dict[str, object]:
    viewer = request.user
    return {
        "registration": row,
        "round": row.round,
        "wishes": own.wishes_of(viewer=viewer, registration=row),
        "avoided": own.avoided_by(viewer=viewer, registration=row),
        "places": own.place_names(registration=row),
        "duo": duo_view(viewer=viewer, registration=row),
        "may": can_correct(viewer, row),
        "form": StaffDuoForm(),
    }


@login_required
def staff_registration(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """Correct a registration, with what a colleague or the student changed meanwhile shown."""
    row = _registration_or_404(request, pk, registration_pk)
    if not can_correct(request.user, row):
        return _too_late(request, pk)
    form = CorrectionForm(typed(request), registration=row, initial=CorrectionForm.stored(row))
    context = {"form": form, "registration": row, "student": row.student, "round": row.round}
    if request.method == "POST" and form.is_valid():
        seen: int = form.cleaned_data["version"]
        try:
            correct_registration(registration=row, version=seen, by=request.user, at=timezone.now(), **form.changes())
            messages.success(request, _("De inschrijving is aangepast."))
            return redirect("staff-student", pk=pk)
        except ChangedMeanwhileError as error:
            context["conflict"] = form.conflict_with(error.row, reader=request.user)
        except TooLateToCorrectError:
            return _too_late(request, pk)
    return render(request, "students/staff_registration.html", context)


@require_POST
@login_required
def staff_duo(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """Make two students a duo, change its kind, or end it."""
    row = _registration_or_404(request, pk, registration_pk)
    if not can_correct(request.user, row):
        return _too_late(request, pk)
    if "stop" in request.POST:
        dissolve_duo(registration=row, by=request.user, at=timezone.now())
        messages.success(request, _("Het duo is gestopt."))
        return redirect("staff-student", pk=pk)
    form = StaffDuoForm(request.POST)
    if form.is_valid():
        _set_duo(request, row, form)
    else:
        messages.error(request, _("Vul het studentennummer of e-mailadres van de medestudent in."))
    return redirect("staff-student", pk=pk)


def _set_duo(request: HttpRequest, row: Registration, form: StaffDuoForm) -> None:
    wanted = form.cleaned_data["partner"]
    partner = staff.find_partner(viewer=request.user, registration=row, number=wanted)
    if partner is None:
        sentence = _("Geen student met nummer of e-mail %(wanted)s in deze ronde.")
        messages.error(request, sentence % {"wanted": wanted})
        return
    try:
        set_duo(registration=row, partner=partner, kind=form.cleaned_data["kind"], by=request.user, at=timezone.now())
        messages.success(request, _("%(one)s en %(other)s zijn een duo.") % {"one": row, "other": partner})
    except InDuoError:
        messages.error(request, _("Een van de twee is al een duo met iemand anders. Stop dat eerst."))


def _registration_or_404(request: HttpRequest, pk: int, registration_pk: int) -> Registration:
    try:
        return staff.get_staff_registration(viewer=request.user, student_pk=pk, pk=registration_pk)
    except ObjectDoesNotExist:
        raise Http404 from None


def _too_late(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(request, _("De ronde is goedgekeurd. Deze inschrijving wijzigt niet meer."))
    return redirect("staff-student", pk=pk)
