"""Every limit in words, and what a plan that breaks one does wrong."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.referee.lookup import Lookup
from matching.rules import Limit, PairLimit
from placements.explanations.names import Names
from placements.judgement import Fault

LIMIT_NAMES: dict[str, Promise] = {
    PairLimit.LEVEL: gettext_lazy("opleiding"),
    PairLimit.PHASE: gettext_lazy("fase"),
    PairLimit.HALF_DAYS: gettext_lazy("halve dagen"),
    PairLimit.TRAVEL: gettext_lazy("reistijd"),
    PairLimit.KIND: gettext_lazy("soort steun"),
    PairLimit.LANGUAGE: gettext_lazy("taal"),
    PairLimit.COLLEGE: gettext_lazy("hogeschool"),
    PairLimit.AVOID: gettext_lazy("te vermijden school"),
    PairLimit.WISH: gettext_lazy("enkel wensen"),
    PairLimit.BAN: gettext_lazy("verboden"),
    Limit.PIN: gettext_lazy("vaste plaats"),
    Limit.PLACES: gettext_lazy("aantal plaatsen"),
    Limit.SCHOOL: gettext_lazy("totaal van de school"),
    Limit.QUOTA: gettext_lazy("quotum"),
    Limit.DUO: gettext_lazy("duo"),
    Limit.SCHEDULE: gettext_lazy("weekrooster"),
}

PAIR_SENTENCES: dict[str, Promise] = {
    PairLimit.LEVEL: gettext_lazy("De school vraagt studenten van een andere opleiding."),
    PairLimit.PHASE: gettext_lazy("De school vraagt studenten uit een latere fase."),
    PairLimit.HALF_DAYS: gettext_lazy("De student is op te weinig van de gevraagde halve dagen vrij."),
    PairLimit.TRAVEL: gettext_lazy("De rit is langer dan de student aangaf."),
    PairLimit.KIND: gettext_lazy("De student wil deze soort steun niet geven."),
    PairLimit.LANGUAGE: gettext_lazy("De student spreekt geen van de gevraagde talen."),
    PairLimit.COLLEGE: gettext_lazy("De school vraagt studenten van een andere hogeschool."),
    PairLimit.AVOID: gettext_lazy("De student moet deze school vermijden."),
    PairLimit.WISH: gettext_lazy("De student wil enkel een plaats uit de eigen wensen."),
    PairLimit.BAN: gettext_lazy("Deze plaats is verboden voor deze student."),
}


def fault_in_words(fault: Fault, lookup: Lookup, names: Names) -> str:
    """One broken limit as a sentence for a coordinator."""
    rule = fault["rule"]
    if rule in PAIR_SENTENCES:
        who = {"student": names.student(fault["student"]), "school": names.school_of(fault["request"])}
        return _("%(student)s op %(school)s: %(why)s") % {**who, "why": PAIR_SENTENCES[rule]}
    return {
        Limit.PLACES: _places,
        Limit.SCHOOL: _school,
        Limit.QUOTA: _quota,
        Limit.DUO: _duo,
        Limit.PIN: _pin,
        Limit.SCHEDULE: _schedule,
    }[rule](fault, lookup, names)


def _places(fault: Fault, lookup: Lookup, names: Names) -> str:
    request = lookup.requests[fault["request"]]
    school = names.school(request.school)
    asked = _most(school, request.max_students) if fault["over"] else _least(school, request.min_students)
    return f"{asked} {_now(fault)}"


def _most(school: str, students: int) -> str:
    text = ngettext(
        "%(school)s vraagt hoogstens %(students)d student.",
        "%(school)s vraagt hoogstens %(students)d studenten.",
        students,
    )
    return text % {"school": school, "students": students}


def _least(school: str, students: int) -> str:
    text = ngettext(
        "%(school)s vraagt minstens %(students)d student.",
        "%(school)s vraagt minstens %(students)d studenten.",
        students,
    )
    return text % {"school": school, "students": students}


def _now(fault: Fault) -> str:
    return _("In dit plan: %(students)d.") % {"students": fault["students"]}


def _school(fault: Fault, lookup: Lookup, names: Names) -> str:
    most = lookup.schools[fault["school"]].max_students or 0
    text = ngettext(
        "%(school)s wil hoogstens %(most)d student in de hele school.",
        "%(school)s wil hoogstens %(most)d studenten in de hele school.",
        most,
    )
    return text % {"school": names.school(fault["school"]), "most": most} + " " + _now(fault)


def _quota(fault: Fault, lookup: Lookup, names: Names) -> str:
    both = (fault["college"], fault["school"])
    most = min(row.max_students for row in lookup.problem.quotas if (row.college, row.school or both[1]) == both)
    text = ngettext(
        "%(college)s stuurt hoogstens %(most)d student naar %(school)s.",
        "%(college)s stuurt hoogstens %(most)d studenten naar %(school)s.",
        most,
    )
    values = {
        "college": names.colleges.get(fault["college"], fault["college"]),
        "school": names.school(fault["school"]),
    }
    return text % {**values, "most": most} + " " + _now(fault)


def _duo(fault: Fault, lookup: Lookup, names: Names) -> str:
    duo = lookup.students[fault["student"]].duo
    return _("%(one)s en %(other)s gaan enkel samen: naar dezelfde school, of allebei geen plaats.") % {
        "one": names.student(fault["student"]),
        "other": names.student(duo.with_student) if duo else "",
    }


def _pin(fault: Fault, lookup: Lookup, names: Names) -> str:
    return _("%(student)s is vastgezet op %(school)s, maar staat daar niet.") % {
        "student": names.student(fault["student"]),
        "school": names.school_of(fault["request"]),
    }


def _schedule(fault: Fault, lookup: Lookup, names: Names) -> str:
    school = names.school_of(fault["request"])
    if fault["student"]:
        return _("De halve dagen van %(student)s passen niet op %(school)s.") % {
            "student": names.student(fault["student"]),
            "school": school,
        }
    return _("Op %(school)s zijn op één halve dag meer studenten dan er tegelijk mogen zijn.") % {"school": school}
