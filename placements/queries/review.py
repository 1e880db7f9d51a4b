"""Filters, counts and order of the review's table, as its address asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Case, Count, F, IntegerField, Q, QuerySet, Value, When

from placements.models import Assignment, Proposal
from placements.queries.proposals import requests_of_round, review_rows
from students.models import Registration

LOW_WISH = 4
LONG_TRIP = 45
CHIPS: dict[str, Q] = {
    "alles": Q(),
    "geen": Q(request=None),
    "gewijzigd": Q(edited=True),
    "vast": Q(pinned=True),
    "wens": Q(rank__gte=LOW_WISH),
    "ver": Q(minutes__gt=LONG_TRIP),
    "opmerking": Q(commented=True),
}
NAME = ("registration__student__last_name", "registration__student__first_name", "registration")
ORDERS: dict[str, tuple[Any, ...]] = {
    "": ("attention", *NAME),
    "naam": NAME,
    "plaats": (F("request__school__name").asc(nulls_first=True), *NAME),
    "wens": (F("rank").asc(nulls_first=True), *NAME),
    "rit": (F("minutes").asc(nulls_first=True), *NAME),
    "herkomst": ("origin", "pinned", *NAME),
}


def table_rows(*, viewer: Any, proposal: Proposal, chip: str, text: str, sort: str) -> QuerySet[Assignment]:
    """The rows under one chip, searched by words, sorted by a key of ORDERS (`-` in front: the other way round)."""
    rows = review_rows(viewer=viewer, proposal=proposal).annotate(attention=_attention())
    return _in_order(rows.filter(CHIPS.get(chip, Q()), _searched(text)), sort)


def order_of_known(*, viewer: Any, proposal: Proposal, chip: str, text: str, sort: str) -> list[int]:
    """The registrations of the table in its order, without those of other colleges' students."""
    rows = table_rows(viewer=viewer, proposal=proposal, chip=chip, text=text, sort=sort)
    known = Registration.objects.visible_to(viewer).filter(round=proposal.round_id)
    return list(rows.filter(registration__in=known).values_list("registration", flat=True))


def chip_counts(*, viewer: Any, proposal: Proposal) -> dict[str, int]:
    """How many rows each chip shows, in one query."""
    counts = {name: Count("pk", filter=wanted) if wanted else Count("pk") for name, wanted in CHIPS.items()}
    found: dict[str, int] = review_rows(viewer=viewer, proposal=proposal).order_by().aggregate(**counts)
    return found


def plan_figures(*, viewer: Any, proposal: Proposal) -> dict[str, Any]:
    """`students`, `placed`, `first` (in their first wish) and the mean of `minutes`, in one query."""
    figures: dict[str, Any] = (
        review_rows(viewer=viewer, proposal=proposal)
        .order_by()
        .aggregate(
            students=Count("pk"),
            placed=Count("pk", filter=Q(request__isnull=False)),
            first=Count("pk", filter=Q(rank=1)),
            average=Avg("minutes"),
        )
    )
    return figures


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFill:
    """A school that asked, where it lies, how many students it asked at most and how many come."""

    pk: int
    name: str
    town: str
    latitude: float
    longitude: float
    asked: int
    coming: int

    @property
    def look(self) -> str:
        """`full`, `part` or `none`."""
        return "none" if not self.coming else "full" if self.coming >= self.asked else "part"


def school_fills(*, viewer: Any, proposal: Proposal) -> list[SchoolFill]:
    """Every school with a location that asks support in this round, in two queries."""
    placed = review_rows(viewer=viewer, proposal=proposal).exclude(request=None).order_by()
    coming = dict(placed.values_list("request__school").annotate(count=Count("pk", distinct=True)))
    asked = requests_of_round(viewer=viewer, match_round=proposal.round).order_by("school", "pk")
    found: dict[int, SchoolFill] = {}
    for request in asked:
        school = request.school
        if school.latitude is not None and school.longitude is not None:
            before = found[school.pk].asked if school.pk in found else 0
            found[school.pk] = SchoolFill(
                pk=school.pk,
                name=school.name,
                town=school.town.title(),
                latitude=school.latitude,
                longitude=school.longitude,
                asked=before + request.max_students,
                coming=coming.get(school.pk, 0),
            )
    return list(found.values())


def _attention() -> Case:
    """Nobody's place first, then remarks, low wishes and long trips."""
    order = ("geen", "opmerking", "wens", "ver")
    whens = [When(CHIPS[name], then=Value(at)) for at, name in enumerate(order)]
    return Case(*whens, default=Value(len(order)), output_field=IntegerField())


def _searched(text: str) -> Q:
    """Each word in the name of a student the viewer knows, or in the school's name or town."""
    wanted = Q()
    for word in text.split():
        person = Q(registration__student__first_name__icontains=word) | Q(
            registration__student__last_name__icontains=word
        )
        place = Q(request__school__name__icontains=word) | Q(request__school__town__icontains=word)
        wanted &= (person & Q(known=True)) | place
    return wanted


def _in_order(rows: QuerySet[Assignment], sort: str) -> QuerySet[Assignment]:
    key = sort.removeprefix("-")
    ordered = rows.order_by(*ORDERS.get(key, ORDERS[""]))
    return ordered.reverse() if sort.startswith("-") and key in ORDERS else ordered
