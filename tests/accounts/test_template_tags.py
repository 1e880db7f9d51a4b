"""Dates, minutes and addresses as templates write them, and the shapes of charts."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from accounts.templatetags import kansmatch, kansmatch_charts, kansmatch_forms, kansmatch_query

EVENING = datetime(2027, 1, 29, 16, 30, tzinfo=UTC)  # half past five in Brussels


def written(template: str, **context: object) -> str:
    return Template("{% load kansmatch kansmatch_query %}" + template).render(Context(context))


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def test_a_moment_is_told_in_brussels_time_without_needless_minutes():
    assert written("{{ at|moment }}", at=EVENING) == "vrijdag 29 januari, 17.30 uur"
    assert written("{{ at|moment }}", at=EVENING.replace(minute=0)) == "vrijdag 29 januari, 17 uur"
    assert written("{{ at|short_day }}", at=EVENING) == "vr 29 jan"
    assert written("{{ at|moment }}|{{ at|day }}|{{ at|short_day }}|{{ at|clock }}", at=None) == "|||"


def test_midnight_and_eight_in_the_morning_keep_their_figure():
    assert written("{{ at|clock }}", at=datetime(2027, 1, 29, 7, tzinfo=UTC)) == "8 uur"
    assert written("{{ at|clock }}", at=datetime(2027, 1, 28, 23, tzinfo=UTC)) == "0 uur"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2027, 3, 8), date(2027, 5, 28), "8 maart – 28 mei"),
        (date(2027, 2, 1), date(2027, 2, 5), "1 – 5 februari"),
        (date(2027, 2, 1), None, "1 februari"),
        (None, None, ""),
    ],
)
def test_a_period(start, end, words):
    assert kansmatch.period(start, end) == words


def test_days_left_counts_calendar_days():
    today = timezone.localdate()
    told = [kansmatch.days_left(date.fromordinal(today.toordinal() + days)) for days in (-1, 0, 1, 6)]
    assert told == ["voorbij", "vandaag", "nog 1 dag", "nog 6 dagen"]


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0 min"), (24, "24 min"), (59.6, "1 u"), (72, "1 u 12 min"), (None, "–"), ("", "–")]
)
def test_minutes(value, words):
    assert kansmatch.minutes(value) == words


@pytest.mark.parametrize(
    ("need", "band"), [(None, ""), (0, "0"), (0.49, "0"), (0.5, "1"), (1.2, "2"), (1.99, "3"), (2, "4"), (3.7, "4")]
)
def test_the_shade_of_a_need_figure(need, band):
    assert kansmatch.need_band(need) == band


def test_another_order_keeps_the_filters_and_starts_at_the_first_page():
    request = RequestFactory().get("/", {"chip": "vast", "sort": "name", "page": "3"})
    assert written("{% query_with 'sort' '-name' %}", request=request) == "?chip=vast&amp;sort=-name"
    assert written("{% query_with 'page' 4 %}", request=request) == "?chip=vast&amp;sort=name&amp;page=4"


@pytest.mark.parametrize(
    ("query", "direction", "following"), [("", "", "name"), ("name", "up", "-name"), ("-name", "down", "name")]
)
def test_pressing_a_heading_turns_the_order_round(query, direction, following):
    context = Context({"request": RequestFactory().get("/", {"sort": query})})
    now = kansmatch_query.sorted_now(context, "name")
    assert (now.direction, now.next) == (direction, following)


def test_page_numbers_leave_a_gap():
    assert kansmatch_query.page_numbers(Paginator(range(248), 12).page(5)) == [1, 0, 4, 5, 6, 0, 21]


def test_a_bound_chart_steps_and_meets():
    points = [
        {"seconds": 0, "value": 10, "bound": 0},
        {"seconds": 5, "value": None, "bound": None},
        {"seconds": 10, "value": 8, "bound": 8},
    ]
    chart = kansmatch_charts.bound_chart(points)
    assert (chart.found, chart.bound) == ("M48,12 L378,12 L378,42", "M48,162 L378,162 L378,42")
    assert [tick.text for tick in chart.upward] == ["0", "2,5", "5", "7,5", "10"]
    assert [(tick.text, tick.at) for tick in chart.across] == [("0", 48.0), ("5", 213.0), ("10", 378.0)]


def test_a_bound_chart_needs_two_complete_points():
    assert kansmatch_charts.bound_chart([{"seconds": 1, "value": 3, "bound": 2}]) is None


def test_a_flat_chart_still_has_a_scale():
    chart = kansmatch_charts.bound_chart([{"seconds": at, "value": 5, "bound": 5} for at in (0, 1)])
    assert chart.found_y == chart.bound_y


class Letter(forms.Form):
    """Two fields that may both be forgotten, and one with words of its own."""

    street = forms.CharField(label="Straat")
    town = forms.CharField(label="Gemeente")
    days = forms.IntegerField(label="Dagen", error_messages={"required": "Kies minstens één halve dag."})

    def clean(self):
        raise forms.ValidationError("De ronde is gesloten.")


def test_the_summary_names_the_field_when_the_error_does_not():
    told = [(complaint.text, complaint.target) for complaint in kansmatch_forms.error_list(Letter({}))]
    assert told == [
        ("De ronde is gesloten.", ""),
        ("Straat: Dit veld is vereist.", "id_street"),
        ("Gemeente: Dit veld is vereist.", "id_town"),
        ("Kies minstens één halve dag.", "id_days"),
    ]


def test_a_control_is_described_by_its_hint_and_its_error_and_repeats_no_label():
    form = Letter({"street": "Dorp 1"})
    form.fields["town"].widget.attrs["placeholder"] = "Gemeente"
    form.is_valid()
    assert kansmatch_forms.control(form["street"], "Zonder nummer mag ook.") == (
        '<input type="text" name="street" value="Dorp 1" class="k-input" aria-describedby="id_street_hint" required '
        'id="id_street">'
    )
    assert kansmatch_forms.control(form["town"], "", "half", "address-level2") == (
        '<input type="text" name="town" class="k-input k-input-half" autocomplete="address-level2" '
        'aria-describedby="id_town_error" required aria-invalid="true" id="id_town">'
    )
