"""The coordinator's pages about rounds: made, led through their phases, changed by two people, listed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import College, Event, MatchRound, Membership, Network, User
from accounts.states import RoundState
from placements.actions.rounds import reopen_round
from placements.forms.rounds import SettingsForm
from schools.models import Interest
from students.models import Registration
from tests.placements.small_round import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def hilde(client, small):
    client.force_login(small.hilde)
    return client


def at(small, name, *more):
    return reverse(name, args=[small.round.pk, *more])


def in_state(small, state):
    MatchRound.objects.filter(pk=small.round.pk).update(state=state)


def state_of(small):
    return MatchRound.objects.get(pk=small.round.pk).state


def stranger():
    network = Network.objects.create(name="Ander", slug="ander")
    college = College.objects.create(network=network, code="vreemd", name="Vreemd")
    user = User.objects.create_user("vreemd@example.org", "a long password")
    Membership.objects.create(user=user, role="coordinator", college=college)
    return user


PAGES = ["round", "round-settings", "round-participants", "round-check", "round-runs"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_its_coordinator_and_for_nobody_else(client, small, name):
    answers = {}
    people = {"hilde": small.hilde, "stranger": stranger(), "student": small.registrations["noor"].student.user}
    for who, user in people.items():
        client.force_login(user)
        answers[who] = client.get(at(small, name)).status_code
    assert answers == {"hilde": 200, "stranger": 404, "student": 404}


@pytest.mark.parametrize("name", ["todo", "round-list", "round-new"])
def test_the_general_pages_are_for_staff(client, small, name):
    client.force_login(small.hilde)
    assert client.get(reverse(name)).status_code == 200
    client.force_login(small.contacts["schip"])
    assert client.get(reverse(name)).status_code == 404
    client.logout()
    assert client.get(reverse(name)).status_code == 302


def test_the_list_holds_only_ones_own_rounds(client, small):
    client.force_login(stranger())
    assert "Voorjaar 2027" not in client.get(reverse("round-list")).content.decode()
    client.force_login(small.hilde)
    assert "Voorjaar 2027" in client.get(reverse("round-list")).content.decode()


def test_a_new_round_is_a_draft_with_its_dates(hilde, small):
    colleges = list(College.objects.values_list("pk", flat=True))
    answer = hilde.post(
        reverse("round-new"),
        {"name": "Najaar 2027", "colleges": colleges, "starts_on": "2027-10-04", "ends_on": "2027-12-17",
         "closes_at": "2027-09-17T17:00", "min_half_days": "4", "max_wishes": "5"},
    )  # fmt: skip
    made = MatchRound.objects.get(name="Najaar 2027")
    assert answer.url == reverse("round", args=[made.pk])
    assert (made.state, made.starts_on, made.min_half_days) == ("draft", date(2027, 10, 4), 4)
    assert made.closes_at.isoformat() == "2027-09-17T15:00:00+00:00"
    assert sorted(made.colleges.values_list("pk", flat=True)) == sorted(colleges)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "Voorjaar 2027"}, "Er is al een ronde met de naam “Voorjaar 2027” in dit netwerk."),
        ({"colleges": []}, "Kies minstens één hogeschool."),
        ({"starts_on": "2027-10-04", "ends_on": "2027-10-01"}, "De stage kan niet eindigen voor ze begint."),
        ({"starts_on": "32 mei"}, "Voer een geldige datum in."),
    ],
)
def test_a_new_round_that_cannot_be_keeps_what_was_typed(hilde, small, typed, sentence):
    colleges = list(College.objects.values_list("pk", flat=True))
    form = {"name": "Najaar", "colleges": colleges, "min_half_days": "3", "max_wishes": "5"} | typed
    words = hilde.post(reverse("round-new"), form).content.decode()
    assert sentence in words
    assert f'value="{form["name"]}"' in words
    assert MatchRound.objects.count() == 1


def test_the_colleges_of_another_network_cannot_be_chosen(hilde, small):
    other = Membership.objects.get(user=stranger()).college
    form = {"name": "Najaar", "colleges": [other.pk], "min_half_days": "3", "max_wishes": "5"}
    assert hilde.post(reverse("round-new"), form).status_code == 200
    assert MatchRound.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "step", "then"),
    [
        ("draft", "open", "open"),
        ("open", "close", "closed"),
        ("published", "start", "running"),
        ("running", "archive", "archived"),
    ],
)
def test_a_phase_further_by_one_button(hilde, small, state, step, then):
    in_state(small, state)
    assert reverse("round-move", args=[small.round.pk, step]) in hilde.get(at(small, "round")).content.decode()
    hilde.post(at(small, "round-move", step))
    assert state_of(small) == then
    event = Event.objects.filter(verb="moved").first()
    assert (event.by, event.details) == (small.hilde, {"from": state, "to": then})


def test_a_step_that_the_phase_does_not_allow_is_told(hilde, small):
    in_state(small, "published")
    answer = hilde.post(at(small, "round-move", "open"), follow=True)
    assert "Dat kan niet in de fase waarin de ronde nu is." in answer.content.decode()
    assert state_of(small) == "published"


def test_the_same_button_pressed_twice_does_it_once(hilde, small):
    in_state(small, "draft")
    for _ in range(2):
        hilde.post(at(small, "round-move", "open"))
    assert (state_of(small), Event.objects.filter(verb="moved").count()) == ("open", 1)


def test_going_back_needs_a_reason(hilde, small):
    in_state(small, "closed")
    hilde.post(at(small, "round-move-back", "reopen"), {"reason": ""})
    assert state_of(small) == "closed"
    hilde.post(at(small, "round-move-back", "reopen"), {"reason": "Twee scholen zijn te laat."})
    assert (state_of(small), Event.objects.filter(verb="moved").first().reason) == (
        "open",
        "Twee scholen zijn te laat.",
    )


def test_reopening_lifts_a_closing_time_that_is_past(small):
    in_state(small, "closed")
    small.round.closes_at = AT
    small.round.save(update_fields=["closes_at"])
    reopen_round(match_round=small.round, by=small.hilde, at=AT + timedelta(hours=1))
    fresh = MatchRound.objects.get(pk=small.round.pk)
    assert (fresh.state, fresh.closes_at, fresh.takes_registrations(AT + timedelta(hours=2))) == ("open", None, True)


def typed_in(form, **changes):
    """What a browser sends back: the fields as shown, the hidden copies, and what somebody typed."""
    sent = {}
    for bound in form:
        for name, value in ((bound.html_name, bound.value()), (bound.html_initial_name, bound.value())):
            widget = bound.field.widget
            shown = widget.format_value(value) if hasattr(widget, "format_value") else value
            sent[name] = list(value) if isinstance(value, list) else shown or ""
    return sent | changes


def test_two_people_change_different_dates_and_both_stay(hilde, small):
    shown = SettingsForm(instance=MatchRound.objects.get(pk=small.round.pk))
    first = typed_in(shown, review_by="2027-02-15")
    second = typed_in(shown, schools_told_on="2027-02-16")
    for sent in (first, second):
        assert hilde.post(at(small, "round-settings"), sent).status_code == 302
    fresh = MatchRound.objects.get(pk=small.round.pk)
    assert (fresh.review_by, fresh.schools_told_on) == (date(2027, 2, 15), date(2027, 2, 16))


def test_two_people_change_the_same_field_and_the_second_is_asked(hilde, small):
    shown = SettingsForm(instance=MatchRound.objects.get(pk=small.round.pk))
    hilde.post(at(small, "round-settings"), typed_in(shown, name="Lente 2027"))
    answer = hilde.post(at(small, "round-settings"), typed_in(shown, name="Voorjaar 27"))
    words = answer.content.decode()
    assert "Een collega wijzigde dit intussen. Nu staat er: Lente 2027." in words
    assert 'value="Voorjaar 27"' in words
    assert MatchRound.objects.get(pk=small.round.pk).name == "Lente 2027"
    again = typed_in(SettingsForm(instance=MatchRound.objects.get(pk=small.round.pk)), name="Voorjaar 27")
    assert hilde.post(at(small, "round-settings"), again).status_code == 302
    assert MatchRound.objects.get(pk=small.round.pk).name == "Voorjaar 27"


def test_a_change_is_written_down(hilde, small):
    shown = SettingsForm(instance=MatchRound.objects.get(pk=small.round.pk))
    hilde.post(at(small, "round-settings"), typed_in(shown, max_wishes="7"))
    event = Event.objects.get(verb="changed")
    assert (event.by, event.details) == (small.hilde, {"fields": ["max_wishes"]})


def test_students_are_found_by_name_and_state_but_never_another_colleges(hilde, small):
    Registration.objects.filter(pk=small.registrations["lotte"].pk).update(submitted_at=None)
    every = hilde.get(at(small, "round-participants")).content.decode()
    busy = hilde.get(at(small, "round-participants"), {"toestand": "busy"}).content.decode()
    searched = hilde.get(at(small, "round-participants"), {"q": "goos"}).content.decode()
    names = ["Noor Vandenbussche", "Fien Goossens", "Ilias Benali", "Lotte Verhaeghe", "Robbe Steyaert"]
    assert [name for name in names if name in every] == [names[0], names[1], names[3], names[4]]
    assert [name for name in names if name in busy] == ["Lotte Verhaeghe"]
    assert [name for name in names if name in searched] == ["Fien Goossens"]


def test_schools_are_found_by_answer(hilde, small):
    Interest.objects.filter(school=small.schools["schip"]).update(answer="maybe")
    Interest.objects.filter(school=small.schools["lantaarn"]).delete()
    url = at(small, "round-participants")
    found = {
        answer: [
            name for name in ("Populieren", "Lantaarntje", "Schippersbrug", "Bijenkorf")
            if name in hilde.get(url, {"wie": "scholen", "antwoord": answer}).content.decode()
        ]
        for answer in ("yes", "maybe", "none", "")
    }  # fmt: skip
    assert found == {
        "yes": ["Populieren", "Bijenkorf"],
        "maybe": ["Schippersbrug"],
        "none": ["Lantaarntje"],
        "": ["Populieren", "Lantaarntje", "Schippersbrug", "Bijenkorf"],
    }


def test_the_overview_counts_everybody_and_says_what_comes_next(hilde, small):
    in_state(small, "open")
    Registration.objects.filter(pk=small.registrations["ilias"].pk).update(submitted_at=None)
    words = " ".join(hilde.get(at(small, "round")).content.decode().split())
    assert "Studenten en scholen schrijven in. Sluit de ronde als iedereen klaar is." in words
    assert "1 nog niet ingediend, 0 afgemeld" in words


def test_the_todo_page_tells_of_facts_and_forgets_them_when_they_are_gone(hilde, small):
    in_state(small, "open")
    MatchRound.objects.filter(pk=small.round.pk).update(closes_at=now() - timedelta(hours=1))
    assert "De inschrijving is voorbij" in hilde.get(reverse("todo")).content.decode()
    in_state(small, RoundState.CLOSED)
    words = hilde.get(reverse("todo")).content.decode()
    assert "De inschrijving is voorbij" not in words
    assert "De ronde is gesloten en wacht op een berekening" in words


def test_lists_take_the_same_queries_for_one_and_three(hilde, small, django_assert_max_num_queries):
    for name in ("todo", "round-list"):
        with django_assert_max_num_queries(40) as first:
            hilde.get(reverse(name))
        for number in range(2):
            extra = MatchRound.objects.create(network=small.round.network, name=f"{name} {number}", state="draft")
            extra.colleges.set(small.round.colleges.all())
        with django_assert_max_num_queries(len(first)):
            hilde.get(reverse(name))
