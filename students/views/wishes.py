"""The page of wishes: the ranked list with its buttons, and the general wishes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import typed
from schools.models import School
from students.actions.registrations import save_general_wishes
from students.actions.wishes import (
    ListChangedError,
    current_list,
    order_wishes,
    place_wish,
    remove_wish,
    restore_wishes,
)
from students.forms.own import GeneralWishesForm
from students.models import Wish
from students.queries import own
from students.queries.schools import chosen_schools, municipalities_in_reach
from students.views.desk import Desk, student_page
from students.views.details import save_page

UNDO = "wishes-undo"
NOTE = "wishes-note"
STEPS = {"up": -1, "down": 1}


@student_page
def student_wishes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list as it is, what changed last with its undo, and the form of general wishes."""
    registration = desk.registration
    reach = municipalities_in_reach(viewer=desk.viewer, registration=registration)
    first = GeneralWishesForm.stored(registration)
    form = GeneralWishesForm(typed(request), registration=registration, municipalities=reach, initial=first)
    wishes = own.wishes_of(viewer=desk.viewer, registration=registration)
    return save_page(
        request,
        desk,
        form,
        save_general_wishes,
        template="students/wishes.html",
        then="student-duo",
        rows=list_rows(wishes, moved=request.GET.get("gezet", ""), button=request.GET.get("knop", "")),
        choices=chosen_schools(
            viewer=desk.viewer, registration=registration, schools=[school_of(wish) for wish in wishes]
        ),
        last_change=_last_change(request, desk),
        note=request.session.pop(NOTE, ""),
        full=len(wishes) >= registration.round.max_wishes,
    )


def school_of(wish: Wish) -> School:
    """The school of a wish, also when the wish is for one of its requests."""
    return wish.school if wish.school else wish.request.school  # type: ignore[union-attr] # a constraint: one of the two


def list_rows(wishes: list[Wish], *, moved: str, button: str) -> list[dict[str, Any]]:
    """Every wish with its place and ties; the button just pressed has focus, or the other when it is disabled."""
    tiers = [wish.tier for wish in wishes]
    rows = []
    for at, wish in enumerate(wishes):
        first, last = at == 0, at == len(wishes) - 1
        focus = "down" if button == "up" and first else "up" if button == "down" and last else button
        here = str(wish.pk) == moved
        rows.append(
            {
                "wish": wish,
                "school": school_of(wish),
                "place": at + 1,
                "first": first,
                "last": last,
                "tied": tiers.count(wish.tier) > 1,
                "tier": wish.tier,
                "fresh": here,
                "focus": focus if here and focus in STEPS else "",
            }
        )
    return rows


def _last_change(request: HttpRequest, desk: Desk) -> str:
    """The sentence about the last change, as long as it can be undone."""
    undo = request.session.get(UNDO)
    if not undo or undo["registration"] != desk.registration.pk:
        return ""
    return undo["sentence"] if current_list(desk.registration) == undo["after"] else ""


def remember(request: HttpRequest, desk: Desk, before: list[list[Any]], sentence: str) -> None:
    """Keep for the session what the last change of the list undid."""
    after = current_list(desk.registration)
    if after != before:
        pk = desk.registration.pk
        request.session[UNDO] = {"registration": pk, "before": before, "after": after, "sentence": sentence}


@require_POST
@student_page
def student_wish_move(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One of the three buttons of a wish; `plaats` is where it stood, so that pressing twice moves once."""
    before, button = current_list(desk.registration), request.POST.get("move", "")
    item, place = _number(request.POST.get("item")), _number(request.GET.get("plaats"))
    name = _name_of(desk, item)
    if button == "remove":
        desk.act(remove_wish, pk=item)
        remember(request, desk, before, _("%(name)s staat niet meer in je lijst.") % {"name": name})
        return redirect("student-wishes")
    try:
        stands = desk.act(place_wish, pk=item, place=place + STEPS.get(button, 0))
    except ListChangedError:
        return _list_changed(request)
    sentence = _("%(name)s staat nu op plaats %(place)d van %(total)d.")
    remember(request, desk, before, sentence % {"name": name, "place": stands, "total": len(before)})
    return redirect(f"{reverse('student-wishes')}?gezet={item}&knop={button}#wensen")


@require_POST
@student_page
def student_wish_order(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The whole order at once, after a drag."""
    before = current_list(desk.registration)
    try:
        desk.act(order_wishes, order=[_number(value) for value in request.POST.getlist("order")])
    except ListChangedError:
        return _list_changed(request)
    remember(request, desk, before, _("Je lijst heeft een nieuwe volgorde."))
    return redirect(f"{reverse('student-wishes')}#wensen")


@require_POST
@student_page
def student_wish_undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the list back as it was before the last change."""
    undo = request.session.pop(UNDO, None)
    if not undo or undo["registration"] != desk.registration.pk:
        return redirect("student-wishes")
    try:
        desk.act(restore_wishes, before=undo["before"], after=undo["after"])
    except ListChangedError:
        return _list_changed(request)
    remember(request, desk, undo["after"], _("Je lijst staat weer zoals ze was."))
    return redirect(f"{reverse('student-wishes')}#wensen")


def _list_changed(request: HttpRequest) -> HttpResponse:
    sentence = _("Je lijst veranderde intussen op een ander scherm. Er is niets overschreven: zo is ze nu.")
    request.session[NOTE] = sentence
    return redirect("student-wishes")


def _name_of(desk: Desk, pk: int) -> str:
    wishes = own.wishes_of(viewer=desk.viewer, registration=desk.registration)
    names = {row["wish"].pk: row["school"].name for row in list_rows(wishes, moved="", button="")}
    return str(names.get(pk, ""))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
