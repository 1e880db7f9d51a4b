"""Telling schools, then students: rows first, each mail once, and nobody's name where it does not belong."""

import pytest
from django.core import mail as outbox

from accounts.models import MatchRound
from placements import messages
from placements.actions import answers, approval
from placements.actions.mailing import NotRefusedError, send_again, send_once, send_waiting_mails
from placements.actions.publication import (
    AlreadyToldError,
    NotApprovedError,
    SchoolsFirstError,
    mails_to_schools,
    tell_schools,
    tell_students,
)
from placements.models import Placement, SentMail
from placements.tasks import send_mails
from tests.placements.small_round import AT

PEOPLE = ("Noor", "Fien", "Ilias", "Lotte", "Robbe", "Vandenbussche", "Goossens", "Benali", "Verhaeghe", "Steyaert")


@pytest.fixture
def approved(small, proposal):
    approval.submit(proposal=proposal, by=small.hilde, at=AT, version=proposal.version)
    return approval.approve(proposal=proposal, by=small.bart, at=AT)


@pytest.fixture
def with_schools(small, approved):
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    send_mails(round_id=small.round.pk)


def sent():
    return sorted((message.to[0], message.subject) for message in outbox.outbox)


def test_schools_are_told_an_approved_plan_as_placements(small, approved):
    assert tell_schools(match_round=small.round, by=small.hilde, at=AT) == 4

    assert MatchRound.objects.get().state == "with_schools"
    approved.refresh_from_db()
    assert approved.state == "published"
    rows = Placement.objects.order_by("registration").values_list("registration", "request", "half_days", "state")
    assert list(rows) == [
        (small.registrations[name].pk, small.requests[school].pk, half_days, "offered")
        for name, school, half_days in (
            ("noor", "schip", ["mon-am", "tue-am"]),
            ("fien", "schip", ["mon-am", "tue-am"]),
            ("ilias", "populieren", ["mon-am", "tue-am"]),
            ("lotte", "bijenkorf", ["mon-am"]),
        )
    ]


def test_a_plan_that_nobody_approved_is_told_to_nobody(small, proposal):
    with pytest.raises(NotApprovedError):
        tell_schools(match_round=small.round, by=small.hilde, at=AT)
    assert not SentMail.objects.exists()


def test_told_twice_each_school_gets_one_mail(small, approved):
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    with pytest.raises(AlreadyToldError):
        tell_schools(match_round=small.round, by=small.bart, at=AT)
    for _ in range(2):
        send_mails(round_id=small.round.pk)

    stage = " · Stage Eerste Hulp Bij grote Onderwijskansen"
    assert sent() == [
        ("bijenkorf@school.example.org", "Voorstel: 1 student voor De Bijenkorf" + stage),
        ("lantaarn@school.example.org", "Deze ronde geen studenten voor Het Lantaarntje" + stage),
        ("populieren@school.example.org", "Voorstel: 1 student voor De Zeven Populieren" + stage),
        ("schip@school.example.org", "Voorstel: 2 studenten voor De Schippersbrug" + stage),
    ]
    assert SentMail.objects.filter(sent_at=None).count() == 0


def test_no_mail_names_a_student_to_a_school_or_a_school_to_a_student(small, with_schools):
    to_schools = [message.body + message.alternatives[0][0] for message in outbox.outbox]
    outbox.outbox.clear()
    tell_students(match_round=small.round, by=small.hilde, at=AT)
    send_mails(round_id=small.round.pk)
    to_students = [message.body + message.alternatives[0][0] for message in outbox.outbox]

    assert (len(to_schools), len(to_students)) == (4, 5)
    assert [name for text in to_schools for name in PEOPLE if name in text] == []
    assert [school.name for text in to_students for school in small.schools.values() if school.name in text] == []


def test_students_hear_of_their_place_or_of_having_none(small, with_schools):
    outbox.outbox.clear()
    assert tell_students(match_round=small.round, by=small.hilde, at=AT) == 5
    send_mails(round_id=small.round.pk)

    stage = " · Stage Eerste Hulp Bij grote Onderwijskansen"
    known, none = "Jouw stageplaats is bekend" + stage, "Je hebt nog geen stageplaats" + stage
    assert sent() == [
        (f"{name}@student.example.org", none if name == "robbe" else known)
        for name in ("fien", "ilias", "lotte", "noor", "robbe")
    ]
    assert "http://127.0.0.1:8000/student/voorstel" in outbox.outbox[0].body
    assert "Antwoord ten laatste maandag 1 maart." in outbox.outbox[0].body
    assert "Bel Hogeschool ter-leie, 09 000 00 12." in outbox.outbox[0].body


def test_students_come_after_schools(small, approved):
    with pytest.raises(SchoolsFirstError):
        tell_students(match_round=small.round, by=small.hilde, at=AT)


def test_students_are_told_once(small, with_schools):
    tell_students(match_round=small.round, by=small.hilde, at=AT)
    with pytest.raises(AlreadyToldError):
        tell_students(match_round=small.round, by=small.hilde, at=AT)


def test_the_preview_is_the_mail_that_goes(small, approved):
    shown = [messages.letter_of(mail) for mail in mails_to_schools(approved, AT)]
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    send_mails(round_id=small.round.pk)
    assert sorted((letter.to, letter.subject, letter.text) for letter in shown) == sorted(
        (message.to[0], message.subject, message.body) for message in outbox.outbox
    )


def test_a_refused_address_stops_no_other_and_can_be_tried_again(small, approved, settings, tmp_path):
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    first = SentMail.objects.order_by("pk").first()
    assert send_once(mail=first, at=AT) is False
    first.refresh_from_db()
    assert (first.failure, first.sent_at, first.claimed_at) == ("ConnectionRefusedError", None, None)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting_mails(match_round=small.round, clock=lambda: AT) == 3
    send_again(mail=first)
    assert send_waiting_mails(match_round=small.round, clock=lambda: AT) == 1
    with pytest.raises(NotRefusedError):
        send_again(mail=first)
    assert len(outbox.outbox) == 4


def test_a_mail_that_another_worker_claimed_is_not_sent(small, approved):
    tell_schools(match_round=small.round, by=small.hilde, at=AT)
    mail = SentMail.objects.order_by("pk").first()
    SentMail.objects.filter(pk=mail.pk).update(claimed_at=AT)
    assert send_once(mail=mail, at=AT) is False
    assert outbox.outbox == []


def test_who_lost_the_place_meanwhile_hears_so(small, with_schools):
    placement = Placement.objects.get(registration=small.registrations["lotte"])
    answers.withdraw_placement(placement=placement, reason="school_stops", by=small.hilde, at=AT)
    tell_students(match_round=small.round, by=small.hilde, at=AT)
    assert list(SentMail.objects.filter(kind="student_no_place").values_list("to", flat=True)) == [
        "lotte@student.example.org",
        "robbe@student.example.org",
    ]
