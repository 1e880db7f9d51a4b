"""The pages from approval to answers: each button does its one thing once, and refuses in words."""

import pytest
from django.core import mail as outbox
from django.urls import reverse

from accounts.models import MatchRound
from placements.actions import answers
from placements.models import Placement, Proposal, SentMail
from placements.tasks import send_mails
from tests.placements.small_round import AT


@pytest.fixture
def press(client, small, proposal):
    """Who presses which button; the page that comes after."""

    def button(who, name, data=None, **keys):
        client.force_login(who)
        address = reverse(name, kwargs={"pk": small.round.pk, **keys})
        return client.post(address, data or {}, follow=True).content.decode()

    return button


@pytest.fixture
def look(client, small):
    def page(who, name):
        client.force_login(who)
        return client.get(reverse(name, kwargs={"pk": small.round.pk})).content.decode()

    return page


@pytest.fixture
def approved(small, press):
    press(small.hilde, "round-submit", {"version": 1})
    press(small.bart, "round-approve-now")


@pytest.fixture
def with_schools(small, press, approved):
    press(small.hilde, "round-tell-schools")


def state():
    return MatchRound.objects.get().state, Proposal.objects.get().state


def place_of(small, name):
    return Placement.objects.get(registration=small.registrations[name])


def test_one_person_asks_and_another_approves(small, press, look):
    press(small.hilde, "round-submit", {"version": 1})
    assert "Jij vroeg de goedkeuring. Een ander moet ze geven." in look(small.hilde, "round-approve")
    assert "Jij vroeg de goedkeuring. Een ander moet ze geven." in press(small.hilde, "round-approve-now")
    assert state() == ("review", "submitted")
    assert "Keur goed" in look(small.bart, "round-approve")
    assert "Het plan is goedgekeurd en staat vast." in press(small.bart, "round-approve-now")
    assert state() == ("approved", "approved")
    assert "Vastgelegd dossier" in look(small.bart, "round-approve")


def test_who_approves_reads_that_the_input_changed(small, proposal, look):
    assert "Inschrijvingen en aanvragen zijn zoals bij de berekening." in look(small.bart, "round-approve")
    small.registrations["noor"].max_minutes = 30
    small.registrations["noor"].save()
    assert "wijzigden na deze berekening" in look(small.bart, "round-approve")


def test_pressed_twice_it_happened_once(small, press, approved):
    assert "Dit plan is niet meer in nazicht." in press(small.bart, "round-approve-now")
    press(small.hilde, "round-tell-schools")
    assert "Dit is al verstuurd. Er vertrok niets een tweede keer." in press(small.bart, "round-tell-schools")
    assert SentMail.objects.count() == 4


def test_sent_back_with_the_question_on_the_page(small, press, look):
    press(small.hilde, "round-submit", {"version": 1})
    assert "Schrijf kort waarom." in press(small.bart, "round-send-back", {"why": ""})
    press(small.bart, "round-send-back", {"why": "Is Noor gebeld?"})
    assert "Is Noor gebeld?" in look(small.hilde, "round-approve")
    assert state() == ("review", "draft")


def test_reopened_for_a_reason(small, press, approved):
    press(small.hilde, "round-reopen", {"why": "Een school stopt"})
    assert state() == ("review", "draft")


def test_the_mails_can_be_read_before_they_go(small, approved, look):
    page = look(small.hilde, "round-send")
    assert "Voorstel: 2 studenten voor De Schippersbrug · Stage Eerste Hulp Bij grote Onderwijskansen" in page
    assert "Verstuur 4 mails naar scholen" in page
    assert outbox.outbox == []


def test_a_school_without_contact_is_named_to_call(small, approved, look):
    small.schools["schip"].contacts.all().delete()
    page = look(small.hilde, "round-send")
    assert "Deze scholen hebben geen contactpersoon. Bel hen." in page
    assert "Verstuur 3 mails naar scholen" in page


def test_sending_asks_first_and_names_the_numbers(small, approved, press, look):
    assert "4 mails naar scholen versturen?" in look(small.hilde, "round-tell-schools")
    assert state() == ("approved", "approved")
    press(small.hilde, "round-tell-schools")
    answers.confirm_for_school(placements=[place_of(small, "noor")], by=small.contacts["schip"], at=AT)
    page = look(small.hilde, "round-tell-students")
    assert "5 mails naar studenten versturen?" in page
    assert "1 van 4 plaatsen is bevestigd door een school. Toch versturen?" in page
    assert (state(), SentMail.objects.count()) == (("with_schools", "published"), 4)


def test_a_double_press_never_tells_the_students(small, approved, press, client):
    press(small.hilde, "round-tell-schools")
    page = press(small.hilde, "round-tell-schools")
    assert 'method="post" action="/werk/' not in page
    assert client.get(reverse("round-tell-schools", kwargs={"pk": small.round.pk})).status_code == 302
    assert state() == ("with_schools", "published")


def test_students_wait_for_objections_unless_told_otherwise(small, press, with_schools):
    answers.object_for_school(placements=[place_of(small, "noor")], reason="other", by=small.contacts["schip"], at=AT)
    assert "Er is nog 1 bezwaar van een school zonder oplossing." in press(small.hilde, "round-tell-students")
    assert state() == ("with_schools", "published")
    press(small.hilde, "round-tell-students", {"despite_objections": "on"})
    assert state() == ("published", "published")


def test_the_list_tells_what_came_of_each_mail(small, press, with_schools, look):
    assert "0 verstuurd, 4 in de rij, 0 geweigerd" in look(small.hilde, "round-send")
    send_mails(round_id=small.round.pk)
    assert "4 verstuurd, 0 in de rij, 0 geweigerd" in look(small.hilde, "round-send")
    refused = SentMail.objects.order_by("pk").first()
    SentMail.objects.filter(pk=refused.pk).update(sent_at=None, claimed_at=None, failure="SMTPRecipientsRefused")
    assert f"De mail vertrekt opnieuw naar {refused.to}." in press(small.hilde, "mail-again", mail=refused.pk)


def test_an_objection_is_settled_from_the_list(small, press, with_schools, look):
    answers.object_for_school(
        placements=[place_of(small, "noor"), place_of(small, "fien")],
        reason="no_mentor", by=small.contacts["schip"], at=AT,
    )  # fmt: skip
    assert "geen mentor meer" in look(small.hilde, "round-answers")
    press(small.hilde, "objection-settle", {"keep": "yes"}, placement=place_of(small, "noor").pk)
    press(small.hilde, "objection-settle", {"keep": "no"}, placement=place_of(small, "fien").pk)
    assert (place_of(small, "noor").state, place_of(small, "fien").state) == ("offered", "withdrawn")
    assert "Dat kan niet meer" in press(
        small.hilde, "objection-settle", {"keep": "yes"}, placement=place_of(small, "fien").pk
    )


def test_a_dropout_needs_a_reason_and_goes_to_the_reserve(small, press, with_schools, look):
    assert "Kies een reden." in press(small.hilde, "placement-withdraw", placement=place_of(small, "lotte").pk)
    page = press(small.hilde, "placement-withdraw", {"reason": "student_stops"}, placement=place_of(small, "lotte").pk)
    assert "De plaats van Lotte Verhaeghe valt weg." in page
    assert place_of(small, "lotte").state == "withdrawn"


def test_another_colleges_student_is_not_settled_here(small, client, with_schools):
    client.force_login(small.hilde)
    place = place_of(small, "ilias").pk
    for name, data in (("placement-withdraw", {"reason": "other"}), ("objection-settle", {"keep": "no"})):
        address = reverse(name, kwargs={"pk": small.round.pk, "placement": place})
        assert client.post(address, data).status_code == 404
    assert place_of(small, "ilias").state == "offered"


@pytest.mark.parametrize("name", ["round-submit", "round-approve-now", "round-reopen", "round-tell-schools"])
def test_students_and_schools_find_no_button(small, client, proposal, name):
    for user in (small.registrations["noor"].student.user, small.contacts["schip"]):
        client.force_login(user)
        assert client.post(reverse(name, kwargs={"pk": small.round.pk})).status_code == 404
    assert state() == ("review", "draft")
