"""What a student has to do, and how far each task is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import Mode
from students.models import Registration
from students.queries import own
from students.queries.duos import DuoView, duo_view
from students.states import DuoState
from students.travel import homes_of
from students.views.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One task: `status` and `word` are its tag; `needed` ones must be done before submitting."""

    url_name: str
    title: str
    lines: tuple[str, ...]
    status: str
    word: str = ""
    needed: bool = False
    half_days: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return self.status == "klaar"


def steps_of(desk: Desk) -> list[Step]:
    """The five tasks, in the order of the pages."""
    registration = desk.registration
    duo = duo_view(viewer=desk.viewer, registration=registration)
    return [_address(registration), _availability(registration), _wishes(desk), _duo(duo), _avoid(desk)]


def _address(registration: Registration) -> Step:
    known = bool(homes_of(registration))
    names = own.place_names(registration=registration)
    home, term = names.get(registration.postcode, ""), names.get(registration.term_postcode, "")
    where = _("Thuis in %(home)s.") % {"home": home} if home else ""
    if term:
        where = _("Kot in %(term)s, thuis in %(home)s.") % {"term": term, "home": home}
    trip = _("%(mode)s, hoogstens %(n)d minuten.") % {
        "mode": str(Mode(registration.mode).label).capitalize(),
        "n": registration.max_minutes,
    }
    return Step(
        url_name="student-address",
        title=_("Adres en verplaatsing"),
        lines=tuple(line for line in (where, trip) if line) if known else (_("Waar vertrek je en hoe?"),),
        status="klaar" if known else "nogniet",
        needed=True,
    )


def _availability(registration: Registration) -> Step:
    chosen, least = len(registration.half_days), registration.round.min_half_days
    words = ngettext("%(n)d halve dag per week", "%(n)d halve dagen per week", chosen) % {"n": chosen}
    return Step(
        url_name="student-availability",
        title=_("Beschikbaarheid"),
        lines=(words,) if chosen else (_("Wanneer kan je in een school zijn?"),),
        status="klaar" if chosen >= least else "bezig" if chosen else "nogniet",
        needed=True,
        half_days=tuple(registration.half_days),
    )


def _wishes(desk: Desk) -> Step:
    registration = desk.registration
    count = len(own.wishes_of(viewer=desk.viewer, registration=registration))
    general = bool(registration.wished_levels or registration.wished_municipalities or registration.kinds)
    ranked = ngettext("%(n)d school in volgorde.", "%(n)d scholen in volgorde.", count) % {"n": count}
    lines = (ranked,) if count else (_("Nog geen school gekozen. Dat mag."),)
    return Step(
        url_name="student-wishes",
        title=_("Wensen"),
        lines=(*lines, _("Ook algemene wensen.") if general else _("Nog geen algemene wensen.")),
        status="klaar" if count and general else "bezig" if count or general else "nogniet",
    )


def _duo(duo: DuoView) -> Step:
    line, status, word = _("Niemand gevraagd. Mag leeg blijven."), "klaar", ""
    if duo.received:
        asker = duo.received[0].asker.student
        line, status, word = _("%(name)s vraagt een duo met jou.") % {"name": asker}, "letop", _("Antwoord")
    elif duo.partner:
        line = _("Samen met %(name)s.") % {"name": duo.partner.student}
    elif duo.question and duo.question.state == DuoState.ASKED:
        line, status, word = _("%(wanted)s moet nog antwoorden."), "letop", _("Wacht")
        line = line % {"wanted": duo.question.wanted}
    elif duo.question and duo.question.state == DuoState.DECLINED:
        line = _("%(wanted)s ging niet in op je vraag.") % {"wanted": duo.question.wanted}
    return Step(url_name="student-duo", title=_("Samen met een medestudent"), lines=(line,), status=status, word=word)


def _avoid(desk: Desk) -> Step:
    count = len(own.avoided_by(viewer=desk.viewer, registration=desk.registration))
    words = ngettext("%(n)d school.", "%(n)d scholen.", count) % {"n": count}
    return Step(
        url_name="student-avoid",
        title=_("Scholen vermijden"),
        lines=(words,) if count else (_("Niets ingevuld. Mag leeg blijven."),),
        status="klaar",
    )
