"""The review in the browser's eyes: who sees whom, what is shown, and what a refused change keeps."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import Membership, User
from placements.actions import review
from placements.models import AlternativePrice, Edit, Pin
from placements.review_refusals import later_edit_stands
from placements.tasks import price_alternatives
from tests.placements.small_round import AT, make_small_plan


@pytest.fixture
def hilde(client, small, proposal):
    client.force_login(small.hilde)
    return client


def page(small, name="round-review", **keys):
    return reverse(name, kwargs={"pk": small.round.pk, **keys})


def of(small, who, name="review-student"):
    return page(small, name, registration=small.registrations[who].pk)


def text(response):
    return response.content.decode()


def post(client, small, who, **data):
    return client.post(of(small, who, "review-change"), {"reason": "school_agreed", "version": 1, **data})


def test_the_table_shows_who_needs_attention_first_and_counts(hilde, small):
    shown = text(hilde.get(page(small)))
    names = ["Robbe Steyaert", "Fien Goossens", "Noor Vandenbussche", "Lotte Verhaeghe"]
    assert sorted(names, key=shown.index) == names
    for chip in ("Alles 5", "Geen plaats 1", "Boven 45 min 2", "Vast 0"):
        assert chip in " ".join(shown.split())


def test_another_colleges_student_has_no_name_and_no_page(hilde, small):
    shown = text(hilde.get(page(small)))
    assert "Benali" not in shown
    assert "Student van Hogeschool de-kouter" in shown
    assert hilde.get(of(small, "ilias")).status_code == 404
    assert post(hilde, small, "ilias", action="pin").status_code == 404
    assert not Pin.objects.exists()


def test_searching_does_not_find_who_may_not_be_known(hilde, small):
    assert "Niemand past bij deze keuze." in text(hilde.get(page(small), {"q": "Benali"}))
    assert "Noor Vandenbussche" in text(hilde.get(page(small), {"q": "noor"}))


@pytest.mark.parametrize("name", ["round-review", "round-changes", "round-approve", "round-send", "round-answers"])
def test_another_networks_coordinator_finds_nothing(client, small, proposal, name):
    stranger = User.objects.create_user("an@example.org", "a long password")
    client.force_login(stranger)
    assert client.get(page(small, name)).status_code == 404
    Membership.objects.create(user=stranger, role="coordinator", college=small.round.colleges.first())
    assert client.get(page(small, name)).status_code == 200


def test_sorting_and_chips_keep_each_other(hilde, small):
    shown = text(hilde.get(page(small), {"toon": "ver", "sort": "-naam"}))
    names = ["Noor Vandenbussche", "Fien Goossens"]
    assert sorted(names, key=shown.index) == names
    assert "Lotte" not in shown


def test_the_table_costs_the_same_queries_for_every_size(hilde, small, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        hilde.get(page(small))


def test_the_drawer_says_why_here_and_why_not_better(hilde, small):
    shown = text(hilde.get(of(small, "noor")))
    for sentence in (
        "De Schippersbrug vraagt minstens 2 studenten: zonder deze student vallen ook de andere plaatsen weg.",
        "Wens 1, De Zeven Populieren: vol, 1 van 1 (passende studenten: 5).",
    ):
        assert sentence in shown


def test_htmx_gets_the_drawer_alone(hilde, small):
    shown = text(hilde.get(of(small, "noor"), headers={"HX-Request": "true"}))
    assert "Noor Vandenbussche" in shown
    assert "<html" not in shown


def test_moving_from_the_page(hilde, small, proposal):
    response = post(hilde, small, "robbe", action="move", request_other=small.requests["bijenkorf"].pk)
    assert response.status_code == 302
    assert "Robbe Steyaert staat nu bij De Bijenkorf" in text(hilde.get(response.url))
    assert small.place_of(proposal)["robbe"] == "bijenkorf"


def test_a_change_without_a_reason_keeps_the_choice(hilde, small, proposal):
    chosen = small.requests["bijenkorf"].pk
    shown = text(post(hilde, small, "robbe", action="move", request_other=chosen, reason=""))
    assert "Kies een reden." in shown
    assert f'<option value="{chosen}" selected>' in shown
    assert not Edit.objects.exists()


def test_an_overfull_school_is_refused_in_words(hilde, small, proposal):
    shown = text(post(hilde, small, "noor", action="move", request_other=small.requests["populieren"].pk))
    assert "De Zeven Populieren vraagt hoogstens 1 student. In dit plan: 2." in shown
    assert small.place_of(proposal)["noor"] == "schip"


def test_a_broken_rule_asks_to_do_it_anyway(hilde, small, proposal):
    place = small.requests["lantaarn"].pk
    shown = text(post(hilde, small, "robbe", action="move", request_other=place))
    assert "De school vraagt studenten uit een latere fase." in shown
    assert "Toch doen" in shown
    post(hilde, small, "robbe", action="move", request_other=place, overrule="on")
    assert small.place_of(proposal)["robbe"] == "lantaarn"


def test_two_people_at_once_nothing_is_overwritten_and_the_choice_stays(hilde, small, proposal):
    said = {"registration": small.registrations["lotte"], "version": 1, "reason": "duo", "by": small.bart, "at": AT}
    review.pin(proposal=proposal, **said)
    place = small.requests["bijenkorf"].pk
    shown = text(post(hilde, small, "robbe", action="move", request_other=place))
    assert "Bart wijzigde dit om 14.02 uur. Bekijk het verschil." in shown
    assert f'<option value="{place}" selected>' in shown
    assert small.place_of(proposal)["robbe"] is None
    assert 'name="version" value="2"' in shown


def test_taking_a_change_back_from_the_list(hilde, small, proposal):
    post(hilde, small, "robbe", action="move", request_other=small.requests["bijenkorf"].pk)
    edit = Edit.objects.get()
    assert "Robbe Steyaert" in text(hilde.get(page(small, "round-changes")))
    response = hilde.post(page(small, "edit-undo", edit=edit.pk), {"version": 2}, follow=True)
    assert "De wijziging van Robbe Steyaert is hersteld." in text(response)
    assert small.place_of(proposal)["robbe"] is None


def test_the_schools_view_tells_who_comes(hilde, small):
    shown = " ".join(text(hilde.get(page(small), {"beeld": "scholen"})).split())
    for part in ("De Schippersbrug", "Noor Vandenbussche", "2, ingevuld", "1, deels", "Niemand 1"):
        assert part in shown


def test_a_remark_is_kept_with_the_student(hilde, small):
    hilde.post(of(small, "noor", "review-comment"), {"text": "Is dat besproken?"})
    assert "Is dat besproken?" in text(hilde.get(of(small, "noor")))
    assert "Schrijf eerst je opmerking." in text(hilde.post(of(small, "noor", "review-comment"), {"text": " "}))


def test_prices_are_asked_computed_by_the_worker_and_shown(hilde, small):
    hilde.post(of(small, "noor", "review-prices"))
    assert "Wordt berekend." in text(hilde.get(of(small, "noor")))
    prices = AlternativePrice.objects.get()
    price_alternatives(prices_id=prices.pk)
    price_alternatives(prices_id=prices.pk)
    prices.refresh_from_db()
    assert (prices.state, [row["request"] for row in prices.prices]) == (
        "done",
        [f"r{small.requests[name].pk}" for name in ("populieren", "lantaarn", "bijenkorf")],
    )
    shown = text(hilde.get(of(small, "noor")))
    assert "Berekend met enkel deze ene wijziging vast. De anderen schuiven mee zoals hier staat." in shown


def test_the_round_without_a_plan_says_what_comes_first(client, small):
    client.force_login(small.hilde)
    assert "Nog geen plan. Maak eerst een berekening." in text(client.get(page(small)))


@pytest.mark.parametrize(
    ("who", "action", "done"),
    [
        ("lotte", "pin", "Vastgezet bij De Bijenkorf"),
        ("lotte", "ban", "Verboden: De Bijenkorf"),
        ("lotte", "out", "Uit het plan gehaald bij De Bijenkorf"),
        ("robbe", "move", "Geplaatst bij De Bijenkorf"),
        ("fien", "move", "Verplaatst van De Schippersbrug naar De Bijenkorf"),
    ],
)
def test_a_change_is_listed_as_what_was_done(hilde, small, who, action, done):
    post(hilde, small, who, action=action, request_other=small.requests["bijenkorf"].pk)
    assert done in text(hilde.get(page(small, "round-changes")))
    assert done in text(hilde.get(of(small, who)))


def test_a_ban_names_the_school_in_the_message(hilde, small):
    response = post(hilde, small, "lotte", action="ban")
    assert "Lotte Verhaeghe komt niet bij De Bijenkorf." in text(hilde.get(response.url))


def test_who_moved_along_is_counted_alike_and_named_only_when_known(hilde, small, proposal):
    hilde.post(of(small, "noor", "review-prices"))
    price_alternatives(prices_id=AlternativePrice.objects.get().pk)
    place = small.requests["populieren"].pk
    response = post(hilde, small, "noor", action="move", request=place)
    along = Edit.objects.exclude(part_of=None)
    assert small.registrations["ilias"].pk in along.values_list("registration", flat=True)
    moved = [edit for edit in along if edit.request_from_id != edit.request_to_id]
    said = f"{len(moved)} andere student{'en schoven' if len(moved) > 1 else ' schoof'} mee"
    assert f"{said}." in text(hilde.get(response.url))
    shown = text(hilde.get(page(small, "round-changes")))
    assert said in shown
    assert "1 student van een andere hogeschool" in shown
    assert "Benali" not in shown


def test_a_refused_undo_stands_at_its_row_with_the_student_in_the_way(hilde, small, proposal):
    post(hilde, small, "lotte", action="out")
    first = Edit.objects.get()
    post(hilde, small, "lotte", action="move", request_other=small.requests["bijenkorf"].pk, version=2)
    shown = text(hilde.post(page(small, "edit-undo", edit=first.pk), {"version": 3}))
    clock = date_format(localtime(Edit.objects.first().at), "H.i")
    said = f"Lotte Verhaeghe is daarna nog gewijzigd (verplaatst, {clock}). Herstel eerst die wijziging."
    row = shown[shown.index("Uit het plan gehaald bij De Bijenkorf") :]
    assert said in row
    assert shown.count(said) == 1


def test_a_refused_undo_tells_of_another_college_without_a_name(hilde, small, proposal):
    post(hilde, small, "robbe", action="move", request_other=small.requests["bijenkorf"].pk)
    main = Edit.objects.get()
    part = {"proposal": proposal, "registration": small.registrations["ilias"], "reason": "duo", "by": small.hilde}
    later = Edit.objects.create(**part, kind="move", part_of=main, at=AT)
    assert later_edit_stands(later, viewer=small.hilde) == (
        "Een student van een andere hogeschool schoof daarna mee met Robbe Steyaert (14.02). "
        "Herstel eerst de wijziging van Robbe Steyaert."
    )


def test_two_requests_of_one_school_are_told_apart_in_the_prices(client, small):
    more = small.requests["lantaarn"]
    more.pk, more.number, more.classes = None, "B9", "kleuters"
    more.save()
    make_small_plan(small)
    client.force_login(small.hilde)
    client.post(of(small, "noor", "review-prices"))
    price_alternatives(prices_id=AlternativePrice.objects.get().pk)
    shown = text(client.get(of(small, "noor")))
    assert "<strong>Het Lantaarntje (3de leerjaar)</strong>" in shown
    assert "<strong>Het Lantaarntje (kleuters)</strong>" in shown
    assert "<strong>De Bijenkorf</strong>" in shown
