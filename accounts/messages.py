"""The mails of this app."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.models import User


def invitation_link(user: User) -> str:
    """The address where this user chooses a first password."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("invitation", kwargs={"key": key, "token": token})


def way_in(user: User | None, path: str) -> str:
    """The address of a page for a mail: somebody without a password chooses one first, and then goes on there."""
    if user is None or user.has_usable_password():
        return settings.SITE_URL + path
    return f"{invitation_link(user)}?{urlencode({'next': path})}"


def send_invitation(*, user: User) -> None:
    """One plain mail with the link."""
    text = _(
        "Dag %(name)s,\n\n"
        "Je bent uitgenodigd om mee te werken met Kansmatch, voor de stage Eerste Hulp Bij grote Onderwijskansen.\n"
        "Kies je wachtwoord op deze pagina:\n\n%(link)s\n\n"
        "De link werkt één keer en blijft drie dagen geldig.\n"
        "Je krijgt deze mail omdat jouw hogeschool of school dit adres doorgaf.\n"
    ) % {"name": user.get_short_name() or user.email, "link": invitation_link(user)}
    send_mail(_("Kies je wachtwoord voor Kansmatch"), text, settings.DEFAULT_FROM_EMAIL, [user.email])
