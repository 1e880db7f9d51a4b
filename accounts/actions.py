"""Who gets an account: users made by e-mail address, roles given, invitations sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.messages import send_invitation
from accounts.models import College, Event, Membership, Network, User

BATCH = 400


def users_by_email(people: Mapping[str, tuple[str, str]]) -> dict[str, User]:
    """The users with these addresses (small letters), made without a password when they are new.

    `people` gives first and last name per address; names of users that exist stay as they are.
    """
    known = _known(list(people))
    new = [
        User(email=email, first_name=names[0], last_name=names[1], password=make_password(None))
        for email, names in people.items()
        if email not in known
    ]
    User.objects.bulk_create(new, batch_size=BATCH)
    return {**known, **{user.email: user for user in new}}


def _known(emails: Sequence[str]) -> dict[str, User]:
    found: dict[str, User] = {}
    for start in range(0, len(emails), BATCH):
        for user in User.objects.filter(email__in=emails[start : start + BATCH]):
            found[user.email] = user
    return found


@transaction.atomic
def give_role(*, user: User, role: str, of: College | Network, by: Any, at: datetime) -> Membership:
    """Make the user coordinator of a college or network coordinator of a network; again changes nothing."""
    place: dict[str, Any] = {"college": of} if isinstance(of, College) else {"network": of}
    membership, made = Membership.objects.get_or_create(user=user, role=role, **place)
    if made:
        Event.record(membership, verb="role given", by=by, at=at, details={"role": role})
    return membership


@transaction.atomic
def invite(*, user: User, by: Any, at: datetime) -> None:
    """Mail the user a link to choose a password; the link works until a password is chosen."""
    user.invited_at = at
    user.save(update_fields=["invited_at"])
    Event.record(user, verb="invited", by=by, at=at)
    transaction.on_commit(lambda: send_invitation(user=user))
