"""Why this place, told to the student: never anything of another student, never a school's need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.terms import Kind, Mode
from matching.reasons import Here, MissedWish, Reasons
from matching.rules import PairLimit
from matching.why.causes import Cause
from placements.explanations.names import Names
from placements.models import Edit, Proposal
from students.models import Registration

MODE_ICONS = {Mode.WALK: "person-walking", Mode.BIKE: "bicycle", Mode.TRANSIT: "bus-front", Mode.CAR: "car-front"}
FEW = 3
"""Fewer candidates than this could be told apart, so that nothing is said about the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One line of an explanation with its sign."""

    icon: str
    title: str
    text: str


def why_this_place(
    reasons: Reasons, registration: Registration, names: Names, *, classes: str, drawn_on: date | None
) -> list[Sentence]:
    """Days, travel, support, duo, and why not each better wish (UX, section 9)."""
    here = reasons.here
    if here is None:
        return _duo_unplaced(reasons) + _why_not(reasons, names, drawn_on)
    found = [_days(here, registration), _trip(here, registration), *_support(here, classes), *_duo(reasons)]
    return found + _why_not(reasons, names, drawn_on)


def first_line(reasons: Reasons, *, unplaced: str = "") -> str:
    """Which wish it was; without a place what `unplaced`, the plan's reason, comes down to."""
    if reasons.here is None and unplaced == "no_eligible_request":
        return _("Geen enkele vraag van een school past bij je opleiding, je dagen, je reistijd en je keuzes.")
    if reasons.here is None:
        return _("Er waren scholen die bij jou passen. In het plan bleef daar geen plaats voor jou over.")
    if not reasons.here.wished:
        return _("Deze school stond niet in je lijst. Ze past wel bij je dagen en je reistijd.")
    return _("Dit was je %(rank)s wens.") % {"rank": ordinal(reasons.here.rank)}


def who_decided(proposal: Proposal, edit: Edit | None) -> str:
    """The people behind the plan, by role."""
    day = date_format(localtime(proposal.approved_at), "j F") if proposal.approved_at else ""
    text = _("De berekening stelde voor. Twee coördinatoren keken na en keurden goed op %(day)s.") % {"day": day}
    if edit is None:
        return text
    changed = {"day": date_format(localtime(edit.at), "j F"), "reason": edit.get_reason_display()}
    if edit.part_of_id:  # the reason is another student's
        return text + " " + _("Een coördinator wijzigde dit op %(day)s.") % changed
    return text + " " + _("Een coördinator wijzigde dit op %(day)s: %(reason)s.") % changed


def ordinal(rank: int) -> str:
    """eerste, tweede, … and from the sixth on a number."""
    words = (_("eerste"), _("tweede"), _("derde"), _("vierde"), _("vijfde"))
    return words[rank - 1] if rank <= len(words) else _("%(rank)dde") % {"rank": rank}


def _days(here: Here, registration: Registration) -> Sentence:
    count, free = len(here.half_days), sum(day in registration.half_days for day in here.half_days)
    text = ngettext("Je komt %(count)d halve dag per week.", "Je komt %(count)d halve dagen per week.", count)
    able = _("De school vroeg deze dagen en jij kan dan.")
    if free < count:
        able = _("Je coördinator koos deze dagen voor jou. Klopt het niet? Laat het weten.")
    return Sentence(icon="calendar-check", title=_("Je dagen"), text=f"{text} {able}" % {"count": count})


def _trip(here: Here, registration: Registration) -> Sentence:
    values = {
        "minutes": here.minutes,
        "mode": Mode(registration.mode).label,
        "limit": registration.max_minutes,
    }
    text = _("%(minutes)d minuten %(mode)s, onder jouw grens van %(limit)d minuten.")
    if here.minutes > registration.max_minutes:
        text = _("%(minutes)d minuten %(mode)s. Dat is meer dan jouw grens van %(limit)d minuten.")
    return Sentence(icon=MODE_ICONS[Mode(registration.mode)], title=_("Je reistijd"), text=text % values)


def _support(here: Here, classes: str) -> list[Sentence]:
    if not here.kinds:
        return []
    kinds = ", ".join(str(Kind(kind).label) for kind in here.kinds)
    text = _("De school vroeg: %(kinds)s, in %(classes)s.") if classes else _("De school vroeg: %(kinds)s.")
    title = _("De school vroeg dit soort steun")
    return [Sentence(icon="people", title=title, text=text % {"kinds": kinds, "classes": classes})]


def _duo(reasons: Reasons) -> list[Sentence]:
    if reasons.duo is None:
        return []
    together = _("Jij en je duo komen op dezelfde school.")
    apart = _("Samen lukte niet: er was geen school met twee plaatsen op jullie dagen.")
    text = together if reasons.duo.together else apart
    return [Sentence(icon="people", title=_("Je duo"), text=text)]


def _duo_unplaced(reasons: Reasons) -> list[Sentence]:
    """Who goes only together and has no place reads that this is why; the fellow's own reasons stay unsaid."""
    if reasons.duo is None or not reasons.duo.required:
        return []
    text = _("Jij en je duo gaan enkel samen. In het plan is er voor jullie twee geen plaats.")
    return [Sentence(icon="people", title=_("Je duo"), text=text)]


def _why_not(reasons: Reasons, names: Names, drawn_on: date | None) -> list[Sentence]:
    """A sentence per better wish; wishes that were equally good stand together."""
    placed_at = names.school(reasons.here.school) if reasons.here else ""
    told: dict[int, dict[str, None]] = {}
    for missed in reasons.missed:
        sentence = _missed(missed, names.school_of(missed.wish), placed_at, drawn_on)
        told.setdefault(missed.rank, {})[sentence] = None
    return [
        Sentence(
            icon="arrow-up-right-circle",
            title=_("Waarom niet wens %(rank)d?") % {"rank": rank},
            text=" ".join(sentences),
        )
        for rank, sentences in told.items()
    ]


def _missed(missed: MissedWish, school: str, placed_at: str, drawn_on: date | None) -> str:
    values = {"school": school, "here": placed_at}
    if missed.obstacle.cause is Cause.FULL:
        return _full(missed, school, drawn_on)
    if missed.obstacle.cause is Cause.NOT_ELIGIBLE:
        return _not_eligible(missed, school)
    if missed.obstacle.cause is Cause.OTHER_GOALS and not placed_at:
        return _("Met jou op %(school)s kwam de hele verdeling minder goed uit.") % values
    return {
        Cause.NO_REQUEST: _("%(school)s vraagt deze ronde geen studenten."),
        Cause.PIN: _("Je coördinator legde jouw plaats vast."),
        Cause.MINIMUM: _("Voor %(school)s waren er niet genoeg studenten."),
        Cause.SCHEDULE: _("Op %(school)s was geen plaats meer op jouw dagen."),
        Cause.DUO: _("Op %(school)s was geen plaats voor jou en je duo samen."),
        Cause.OTHER_GOALS: _("Op %(here)s was jouw hulp op deze dagen het meest nodig."),
    }[missed.obstacle.cause] % values


def _full(missed: MissedWish, school: str, drawn_on: date | None) -> str:
    if (missed.candidates or 0) < FEW:
        return _("Op %(school)s was geen plaats meer op jouw dagen.") % {"school": school}
    text = _("Meer studenten pasten op %(school)s dan er plaatsen waren.") % {"school": school}
    if drawn_on is None:
        return text
    lottery = _("Bij gelijke stand telt de loting van %(day)s.") % {"day": date_format(drawn_on, "j F")}
    return f"{text} {lottery}"


def _not_eligible(missed: MissedWish, school: str) -> str:
    sentences = {
        PairLimit.LEVEL: _("%(school)s vraagt studenten van een andere opleiding."),
        PairLimit.PHASE: _("%(school)s vraagt studenten uit een latere fase."),
        PairLimit.HALF_DAYS: _("%(school)s vraagt dagen waarop jij niet kan."),
        PairLimit.TRAVEL: _("%(school)s is verder dan de reistijd die jij koos."),
        PairLimit.KIND: _("%(school)s vraagt een soort steun die jij niet koos."),
        PairLimit.LANGUAGE: _("%(school)s vraagt een taal die jij niet opgaf."),
        PairLimit.COLLEGE: _("%(school)s vraagt studenten van een andere hogeschool."),
        PairLimit.AVOID: _("Jij koos om %(school)s te vermijden."),
        PairLimit.WISH: _("%(school)s vraagt deze ronde geen studenten."),
        PairLimit.BAN: _("Je coördinator besliste dat %(school)s deze ronde niet kan. Bel gerust voor uitleg."),
    }
    return sentences[PairLimit(missed.obstacle.limits[0])] % {"school": school}
