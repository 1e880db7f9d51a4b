"""The week in words and shapes."""

import pytest
from django.utils import translation

from accounts import week


@pytest.mark.parametrize(
    ("half_days", "words"),
    [
        ([], "geen halve dagen"),
        (["mon-am"], "maandag voormiddag"),
        (["mon-am", "mon-pm"], "maandag hele dag"),
        (["mon-am", "mon-pm", "tue-am", "wed-am"], "maandag hele dag, dinsdag en woensdag voormiddag"),
        (
            ["mon-pm", "wed-am", "thu-am", "fri-am"],
            "maandag namiddag, woensdag, donderdag en vrijdag voormiddag",
        ),
        (["fri-pm", "mon-am"], "maandag voormiddag, vrijdag namiddag"),
        (["mon-am", "tue-pm", "wed-am"], "maandag voormiddag, dinsdag namiddag, woensdag voormiddag"),
    ],
)
def test_half_days_in_words(half_days, words):
    with translation.override("nl"):
        assert week.in_words(half_days) == words


def test_a_strip_has_five_discs_and_closes_only_what_nobody_uses():
    with translation.override("nl"):
        discs = week.discs(used=["mon-am", "wed-pm"], free=["mon-am", "tue-pm"], closed=["wed-pm", "fri-pm"])
    assert [(disc.x, disc.name, disc.am, disc.pm) for disc in discs] == [
        (0, "ma", "used", "none"),
        (20, "di", "none", "free"),
        (40, "wo", "none", "used"),
        (60, "do", "none", "none"),
        (80, "vr", "none", "closed"),
    ]


def test_a_grid_ticks_what_is_chosen_and_closes_what_is_not_offered():
    with translation.override("nl"):
        rows = week.rows(chosen=["tue-pm"], offered=["mon-am", "tue-am", "tue-pm"], name="half_days", id_prefix="id_x")
    assert [(row.name, row.short) for row in rows] == [
        ("maandag", "ma"),
        ("dinsdag", "di"),
        ("woensdag", "wo"),
        ("donderdag", "do"),
        ("vrijdag", "vr"),
    ]
    assert [(cell.id, cell.name, cell.value, cell.part, cell.checked, cell.closed) for cell in rows[1].cells] == [
        ("id_x_tue-am", "half_days", "tue-am", "am", False, False),
        ("id_x_tue-pm", "half_days", "tue-pm", "pm", True, False),
    ]
    assert [cell.closed for row in rows for cell in row.cells] == [False, True, False, False, *[True] * 6]
