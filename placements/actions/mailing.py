"""Sends the mails that wait, each once, whoever asks however often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from anymail.exceptions import AnymailError
from django.db import transaction

from accounts.models import MatchRound
from placements import messages
from placements.models import SentMail
from placements.queue import enqueue


class NotRefusedError(Exception):
    """Only a mail that was refused is sent again."""


def send_waiting_mails(*, match_round: MatchRound, clock: Callable[[], datetime]) -> int:
    """Send every mail of the round that nobody claimed yet; how many went. One refused address stops no other."""
    waiting = SentMail.objects.filter(round=match_round, claimed_at=None, failure="").order_by("pk")
    return sum(send_once(mail=mail, at=clock()) for mail in waiting.select_related("round__network", "school", "user"))


def send_once(*, mail: SentMail, at: datetime) -> bool:
    """Claim the row, then send; False when another had it, or when the mail server refused."""
    if not SentMail.objects.filter(pk=mail.pk, claimed_at=None).update(claimed_at=at):
        return False
    try:
        messages.send(mail)
    except (SMTPException, AnymailError, OSError) as refusal:
        SentMail.objects.filter(pk=mail.pk).update(failure=type(refusal).__name__, claimed_at=None)
        return False
    SentMail.objects.filter(pk=mail.pk).update(sent_at=at)
    return True


@transaction.atomic
def send_again(*, mail: SentMail) -> None:
    """Let a refused mail go once more, to the address that the person has now. NotRefusedError."""
    fresh = SentMail.objects.select_for_update(of=("self",)).select_related("user").get(pk=mail.pk)
    if not fresh.failure:
        raise NotRefusedError
    fresh.failure = ""
    fresh.to = fresh.registration.student.email if fresh.registration else getattr(fresh.user, "email", fresh.to)
    fresh.save(update_fields=["failure", "to"])
    enqueue("placements.send_mails", round_id=fresh.round_id)
