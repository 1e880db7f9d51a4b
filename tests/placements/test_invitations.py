"""An open round is told to its students and schools: once, with a way in for who has no password yet."""

import re

import pytest
from django.core import mail as outbox
from django.urls import reverse

from accounts.models import MatchRound, User
from placements.actions.invitations import RoundNotOpenError, invite_to_round
from placements.tasks import send_mails
from tests.placements.small_round import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(small):
    MatchRound.objects.update(state="open")
    small.round.refresh_from_db()
    return small


def invite(small) -> int:
    count = invite_to_round(match_round=small.round, by=small.hilde, at=AT)
    send_mails(round_id=small.round.pk)
    return count


def test_every_student_and_school_is_mailed_once(opened):
    counts = [invite(opened), invite(opened)]

    assert counts == [9, 0]
    students = [row.student.email for row in opened.registrations.values()]
    schools = [contact.email for contact in opened.contacts.values()]
    assert sorted(message.to[0] for message in outbox.outbox) == sorted(students + schools)
    assert {message.subject for message in outbox.outbox} == {
        "De ronde is open · Stage Eerste Hulp Bij grote Onderwijskansen",
        "Willen jullie studenten ontvangen? · Stage Eerste Hulp Bij grote Onderwijskansen",
    }


def test_who_came_later_is_mailed_later(opened):
    registration = opened.registrations["noor"]
    registration.withdrawn_at = AT
    registration.save()
    first = invite(opened)
    registration.withdrawn_at = None
    registration.save()

    assert (first, invite(opened), outbox.outbox[-1].to) == (8, 1, ["noor@student.example.org"])


def test_somebody_without_a_password_chooses_one_and_lands_on_the_own_page(opened, client):
    noor = opened.registrations["noor"].student.user
    User.objects.filter(pk=noor.pk).update(password="!")
    invite(opened)

    (letter,) = [message for message in outbox.outbox if message.to == [noor.email]]
    link = re.search(r"http\S+", letter.body)[0].split("8000", 1)[1]
    password = {"new_password1": "drie gewone woorden", "new_password2": "drie gewone woorden"}
    assert client.post(link, password).headers["Location"] == reverse("student-home")
    (other,) = [message for message in outbox.outbox if message.to == ["fien@student.example.org"]]
    assert f"http://127.0.0.1:8000{reverse('student-home')}" in other.body


def test_a_closed_round_invites_nobody(small):
    with pytest.raises(RoundNotOpenError):
        invite_to_round(match_round=small.round, by=small.hilde, at=AT)
    assert outbox.outbox == []


def test_the_page_says_how_many_and_mails_whom_one_ticks(opened, client):
    client.force_login(opened.hilde)
    where = reverse("round-invite", args=[opened.round.pk])

    asked = client.get(where).content.decode()
    students = client.post(where, {"whom": ["students"]}, follow=True).content.decode()
    both = client.post(where, {"whom": ["students", "schools"]}, follow=True).content.decode()
    nobody = client.post(where, {"whom": ["students", "schools"]}, follow=True).content.decode()

    assert ("5 studenten" in asked, "4 contacten van scholen" in asked) == (True, True)
    assert "Er vertrekken 5 mails." in students
    assert "Er vertrekken 4 mails." in both
    assert "Er vertrekt geen mail" in nobody
    assert "Iedereen kreeg al een mail." in client.get(where).content.decode()


def test_a_student_cannot_invite(opened, client):
    client.force_login(opened.registrations["noor"].student.user)

    assert client.post(reverse("round-invite", args=[opened.round.pk])).status_code == 404
