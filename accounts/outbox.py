"""Reads back the mails that were written to a folder, for trying out on one machine."""

from __future__ import annotations

import email
from dataclasses import dataclass
from email.message import Message
from email.policy import default
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """One mail as its reader would see it, in plain text."""

    to: str
    subject: str
    sent: str
    text: str


def newest(*, limit: int) -> list[WrittenMail]:
    """The last `limit` mails in the folder, newest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    found = [mail for file in files[:limit] for mail in reversed(_mails(file))]
    return found[:limit]


def _mails(file: Path) -> list[WrittenMail]:
    parts = file.read_text(encoding="utf-8", errors="replace").split("-" * 79 + "\n")
    return [_mail(email.message_from_string(part, policy=default)) for part in parts if part.strip()]


def _mail(message: Message) -> WrittenMail:
    body = message.get_body(("plain",))  # type: ignore[attr-defined] # the default policy makes EmailMessage
    text = body.get_content() if body else ""
    return WrittenMail(str(message["To"]), str(message["Subject"]), str(message["Date"]), text)
