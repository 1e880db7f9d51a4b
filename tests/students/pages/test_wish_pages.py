"""The list of wishes on its page: buttons, drag, undo, search."""

import pytest
from django.urls import reverse

from students.models import Wish
from tests.schools import rows
from tests.students.pages.clicks import press, ranking, saved, sentences

GENERAL = {"wished_levels": ["lager"], "kinds": [], "languages": ["tr"], "accepts_other": "yes", "version": 1}


def test_a_school_is_added_found_by_name(page, noor, schools, match_round):
    rows.make_request(schools[0], match_round)
    found = page.get(reverse("student-wish-add"), {"q": "populieren"}).context["page"]
    assert [choice.school for choice in found] == [schools[0]]

    for _ in range(2):
        page.post(reverse("student-wish-add"), {"school": schools[0].pk})

    assert ranking(noor) == ["De Zeven Populieren"]
    assert "staat al in je lijst" in page.get(reverse("student-wishes")).content.decode()


@pytest.mark.parametrize("school", ["", "x", "0", "99999999999999999999", "-1"])
def test_a_school_that_is_not_one_is_not_found(page, school):
    assert page.post(reverse("student-wish-add"), {"school": school}).status_code == 404


def test_a_button_pressed_twice_moves_once_and_keeps_focus(page, noor, wished):
    for _ in range(2):
        response = page.get(press(page, wished[2], "up", 3).headers["location"])

    moved = [(row["fresh"], row["focus"]) for row in response.context["rows"]]
    assert ranking(noor) == ["De Zeven Populieren", "Het Lantaarntje", "De Schippersbrug"]
    assert moved == [(False, ""), (True, "up"), (False, "")]
    assert response.context["last_change"] == "Het Lantaarntje staat nu op plaats 2 van 3."


def test_at_the_end_the_opposite_button_takes_focus(page, noor, wished):
    up = page.get(press(page, wished[1], "up", 2).headers["location"])
    down = page.get(press(page, wished[1], "down", 1).headers["location"])
    down = page.get(press(page, wished[1], "down", 2).headers["location"])

    assert [row["focus"] for row in up.context["rows"]] == ["down", "", ""]
    assert [row["focus"] for row in down.context["rows"]] == ["", "", "up"]


def test_a_removed_school_is_put_back_by_undo(page, noor, wished):
    press(page, wished[0], "remove", 1)
    press(page, wished[0], "remove", 1)
    gone = page.get(reverse("student-wishes"))
    page.post(reverse("student-wish-undo"))

    assert gone.context["last_change"] == "De Zeven Populieren staat niet meer in je lijst."
    assert ranking(noor) == ["De Zeven Populieren", "De Schippersbrug", "Het Lantaarntje"]
    assert page.get(reverse("student-wishes")).context["last_change"] == "Je lijst staat weer zoals ze was."


def test_undo_after_another_change_is_refused_with_a_sentence(page, noor, wished):
    press(page, wished[0], "remove", 1)
    Wish.objects.filter(pk=wished[1].pk).delete()

    said = page.get(page.post(reverse("student-wish-undo")).headers["location"]).content.decode()

    assert "veranderde intussen op een ander scherm" in said
    assert ranking(noor) == ["Het Lantaarntje"]


def test_a_dragged_order_is_saved(page, noor, wished):
    page.post(reverse("student-wish-order"), {"order": [wished[1].pk, wished[2].pk, wished[0].pk]})
    page.post(reverse("student-wish-order"), {"order": [wished[1].pk, "x"]})

    assert ranking(noor) == ["De Schippersbrug", "Het Lantaarntje", "De Zeven Populieren"]


def test_the_list_says_what_a_school_asks_and_when_it_fits_no_longer(page, noor, schools, wished, match_round):
    rows.make_request(schools[0], match_round, levels=["lager"])

    shown = page.get(reverse("student-wishes"))

    assert [(choice.levels, choice.hidden) for choice in shown.context["choices"].values()] == [
        (["lager"], None),
        ([], "too_far"),
        ([], "too_far"),
    ]
    assert shown.content.decode().count("Te ver: langer dan je langste rit.") == 2


def test_only_the_own_list_needs_a_list(page, noor):
    response = page.post(reverse("student-wishes"), GENERAL | {"accepts_other": "no"})

    assert list(sentences(response)) == ["accepts_other"]
    assert saved(noor).accepts_other is True


@pytest.mark.parametrize("text", ["\x00", "%", "' OR 1=1", "x" * 5000, "🏫"])
def test_any_search_is_answered(page, noor, schools, text):
    names = ("student-wish-add", "student-hidden", "student-avoid")

    assert [page.get(reverse(name), {"q": text}).status_code for name in names] == [200, 200, 200]


def test_why_a_school_is_not_there(page, noor, schools):
    shown = page.get(reverse("student-hidden"), {"q": "brugge"})

    assert [(choice.school.name, choice.hidden) for choice in shown.context["page"]] == [("Het Lantaarntje", "too_far")]
    assert "Te ver: langer dan je langste rit." in shown.content.decode()
