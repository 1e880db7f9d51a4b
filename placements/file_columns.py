"""The columns of each kind of file, in words and as an example to start from."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements.models import FileKind


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what stands in it, an example, and whether every row needs it."""

    name: str
    about: str | Promise
    example: str
    needed: bool = False


COLUMNS: dict[str, tuple[Column, ...]] = {
    FileKind.STUDENTS: (
        Column("student_number", _("studentennummer"), "2027001", True),
        Column("first_name", _("voornaam"), "Noor", True),
        Column("last_name", _("achternaam"), "Vandenbussche", True),
        Column("email", _("e-mailadres"), "noor@example.org", True),
        Column("college", _("code van de hogeschool"), "ter-leie", True),
        Column("levels", _("kleuter, lager of allebei"), "lager", True),
        Column("phase", _("fase, 1 tot 5"), "2", True),
        Column("postcode", _("postcode thuis"), "9000"),
        Column("term_postcode", _("postcode van het kot"), ""),
        Column("mode", _("walk, bike, transit of car"), "bike"),
        Column("max_minutes", _("langste rit in minuten"), "45"),
        Column("half_days", _("beschikbare halve dagen: mon-am, mon-pm tot fri-pm"), "mon-am tue-am thu-pm"),
        Column("kinds", _("any, of soorten steun"), "any"),
        Column("languages", _("talen naast Nederlands, twee letters"), "tr"),
        Column("wishes", _("school- en aanvraagnummers, beste eerst, met > ertussen"), ""),
        Column("accepts_other", _("yes of no: ook buiten de wensen"), "yes"),
        Column("avoid_schools", _("nummers van scholen waar deze student niet mag komen"), ""),
        Column("duo_with", _("studentennummer van de duo-partner"), ""),
        Column("duo_kind", _("wish of required"), ""),
        Column("wished_levels", _("liefst dit niveau"), ""),
        Column("wished_municipalities", _("liefst deze gemeenten, met ; ertussen"), ""),
        Column("travel_weight", _("1 tot 9, hoger na een verre plaats"), "1"),
    ),
    FileKind.REQUESTS: (
        Column("request_number", _("nummer van de aanvraag"), "A001", True),
        Column("school_number", _("nummer van de school"), "900001-1", True),
        Column("levels", _("kleuter, lager of allebei"), "lager", True),
        Column("kinds", _("soorten steun; leeg: maakt niet uit"), "team-teaching small-group", True),
        Column("half_days", _("halve dagen waarop hulp welkom is"), "mon-am tue-am", True),
        Column("half_days_needed", _("halve dagen per student"), "2", True),
        Column("min", _("minstens zoveel studenten"), "1", True),
        Column("max", _("hoogstens zoveel studenten"), "2", True),
        Column("at_once", _("hoogstens zoveel tegelijk; leeg: geen grens"), "", True),
        Column("min_phase", _("vanaf fase"), "1", True),
        Column("languages_required", _("een van deze talen is nodig"), "", True),
        Column("languages", _("talen die helpen"), "", True),
        Column("colleges", _("any, of codes van hogescholen"), "any", True),
        Column("max_students_at_school", _("hoogstens zoveel in de hele school"), "", True),
        Column("contact_email", _("e-mailadres van wie antwoordt"), "school@example.org", True),
    ),
    FileKind.NEEDS: (
        Column("school_number", _("nummer van de school"), "900001-1", True),
        Column("need", _("0 tot 4 met twee decimalen; leeg: onbekend"), "1.25", True),
        Column("school_year", _("schooljaar"), "2026-2027", True),
        Column("source", _("bron"), "register", True),
        Column("official", _("yes of no"), "no"),
    ),
    FileKind.SCHOOLS: (
        Column("number", _("nummer van de vestiging"), "900001-1", True),
        Column("name", _("naam"), "Basisschool De Zeven Populieren", True),
        Column("postcode", _("postcode"), "9000", True),
        Column("town", _("plaats"), "Gent", True),
        Column("municipality", _("gemeente"), "Gent", True),
        Column("street", _("straat en nummer"), "Schoolstraat 1"),
        Column("province", _("provincie"), "Oost-Vlaanderen"),
        Column("board", _("schoolbestuur"), ""),
        Column("phone", _("telefoon"), ""),
        Column("latitude", _("breedtegraad, als die bekend is"), ""),
        Column("longitude", _("lengtegraad, als die bekend is"), ""),
    ),
}


def example_file(kind: str) -> bytes:
    """A CSV file with the header and one example row, as spreadsheets in Dutch open it: semicolons, with a mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(column.name for column in COLUMNS[kind])
    writer.writerow(column.example for column in COLUMNS[kind])
    return text.getvalue().encode("utf-8-sig")
