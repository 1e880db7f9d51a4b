"""The states of a duo, and which moves between them are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DuoState(models.TextChoices):
    ASKED = "asked", _("gevraagd")
    ACCEPTED = "accepted", _("aanvaard")
    DECLINED = "declined", _("geweigerd")
    LAPSED = "lapsed", _("vervallen")


DUO_MOVES: dict[str, frozenset[str]] = {
    DuoState.ASKED: frozenset({DuoState.ACCEPTED, DuoState.DECLINED, DuoState.LAPSED}),
    DuoState.ACCEPTED: frozenset({DuoState.LAPSED}),
    DuoState.DECLINED: frozenset(),
    DuoState.LAPSED: frozenset(),
}
OPEN_DUO_STATES = (DuoState.ASKED, DuoState.ACCEPTED)
