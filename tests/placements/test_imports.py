"""Files become rows: whole or not at all, again without doubles, and every refusal says why on its row."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from accounts.imports import RefusedImportError
from accounts.models import College, User
from placements.actions.imports import FileToImport, RefusedFileError, import_file, plan_import
from schools.models import Interest, NeedFigure, Postcode, School, SchoolContact, SupportRequest
from students.models import AvoidedSchool, Duo, PendingWish, Registration, Student, Wish
from tests.schools.rows import NOW, make_college, make_network, make_round, make_school

pytestmark = pytest.mark.django_db

STUDENT = {
    "student_number": "1", "first_name": "Noor", "last_name": "Maes", "email": "Noor@example.org", "college": "hogent",
    "levels": "lager", "phase": "2", "postcode": "9000", "term_postcode": "", "mode": "bike", "max_minutes": "45",
    "half_days": "tue-am mon-am", "kinds": "any", "languages": "tr", "wishes": "1001 > A1 1002", "accepts_other": "no",
    "avoid_schools": "1002", "duo_with": "2", "duo_kind": "required", "wished_levels": "",
    "wished_municipalities": "GENT", "travel_weight": "3",
}  # fmt: skip
FELLOW = STUDENT | {
    "student_number": "2", "first_name": "Fien", "email": "fien@example.org", "wishes": "", "duo_with": "1",
    "term_postcode": "9300", "avoid_schools": "", "kinds": "remote", "accepts_other": "yes", "travel_weight": "",
}  # fmt: skip
REQUEST = {
    "request_number": "A1", "school_number": "1001", "levels": "lager kleuter", "kinds": "remote",
    "half_days": "tue-am mon-am", "half_days_needed": "2", "min": "1", "max": "3", "at_once": "", "min_phase": "2",
    "languages_required": "", "languages": "pl", "colleges": "hogent", "max_students_at_school": "4",
    "contact_email": "School@example.org",
}  # fmt: skip


def as_csv(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def match_round():
    network = make_network()
    made = make_round(make_college(network))
    make_school(network)
    make_school(network, "1002", "Het Lantaarntje")
    for code, latitude, longitude in (("9000", 51.05, 3.72), ("9300", 50.94, 4.04)):
        Postcode.objects.create(country="BE", code=code, place=code, latitude=latitude, longitude=longitude)
    return made


def students(match_round, *rows, **into):
    return FileToImport(kind="students", content=as_csv(*rows), at=NOW, match_round=match_round, **into)


def requests(match_round, *rows, at=NOW):
    return FileToImport(kind="requests", content=as_csv(*rows), at=at, match_round=match_round)


def refusals(file: FileToImport) -> list[tuple[int, tuple[str, ...]]]:
    """Line and sentences of every refused row; and that nothing at all was saved."""
    before = [model.objects.count() for model in (Student, Registration, SupportRequest, User, Interest, School)]
    with pytest.raises(RefusedImportError) as refused:
        import_file(file)
    after = [model.objects.count() for model in (Student, Registration, SupportRequest, User, Interest, School)]
    assert after == before
    return [(row.line, row.notes) for row in refused.value.plan.refused]


def test_a_file_of_students_becomes_people_registrations_wishes_duos_and_schools_to_avoid(match_round):
    import_file(students(match_round, STUDENT, FELLOW))

    noor = Registration.objects.get(student__number="1")
    expected = {
        "levels": ["lager"], "phase": 2, "postcode": "9000", "latitude": 51.05, "longitude": 3.72,
        "term_latitude": None, "mode": "bike", "max_minutes": 45, "half_days": ["mon-am", "tue-am"], "kinds": None,
        "languages": ["tr"], "accepts_other": False, "wished_municipalities": ["Gent"], "travel_weight": 3,
        "submitted_at": NOW,
    }  # fmt: skip
    assert {name: getattr(noor, name) for name in expected} == expected
    assert noor.student.user.email == "noor@example.org"
    assert not noor.student.user.has_usable_password()
    wishes = Wish.objects.values_list("registration__student__number", "tier", "school__number", "request__number")
    assert list(wishes) == [("1", 1, "1001", None), ("1", 2, "1002", None)]
    assert list(PendingWish.objects.values_list("tier", "number")) == [(2, "A1")]
    assert list(AvoidedSchool.objects.values_list("school__number", flat=True)) == ["1002"]
    assert list(Duo.objects.values_list("asker__student__number", "asked__student__number", "kind", "state")) == [
        ("1", "2", "required", "accepted")
    ]


def test_requests_settle_the_wishes_that_waited_for_them(match_round):
    import_file(students(match_round, STUDENT, FELLOW))

    _plan, loose = import_file(requests(match_round, REQUEST))

    assert loose == []
    assert not PendingWish.objects.exists()
    tiers = Wish.objects.values_list("tier", "order", "school__number", "request__number")
    assert list(tiers) == [(1, 0, "1001", None), (2, 0, None, "A1"), (2, 1, "1002", None)]


def test_a_file_of_requests_becomes_requests_interest_and_contacts(match_round):
    import_file(requests(match_round, REQUEST))

    row = SupportRequest.objects.get()
    fields = ("number", "levels", "kinds", "half_days", "half_days_needed", "min_students", "max_students", "at_once",
              "min_phase", "languages", "confirmed_at")  # fmt: skip
    assert {name: getattr(row, name) for name in fields} == {
        "number": "A1", "levels": ["lager", "kleuter"], "kinds": ["remote"], "half_days": ["mon-am", "tue-am"],
        "half_days_needed": 2, "min_students": 1, "max_students": 3, "at_once": None, "min_phase": 2,
        "languages": ["pl"], "confirmed_at": NOW,
    }  # fmt: skip
    assert [college.code for college in row.colleges.all()] == ["hogent"]
    assert list(Interest.objects.values_list("school__number", "answer", "max_students")) == [("1001", "yes", 4)]
    assert list(SchoolContact.objects.values_list("school__number", "user__email")) == [("1001", "school@example.org")]


def test_the_same_files_again_change_nothing(match_round):
    files = [students(match_round, STUDENT, FELLOW), requests(match_round, REQUEST)]
    for file in files:
        import_file(file)
    everything = [list(m.objects.order_by("pk").values()) for m in (Registration, SupportRequest, Wish, Duo, User)]

    plans = [import_file(file)[0].count() for file in files]

    unchanged = {"new": 0, "changed": 0, "refused": 0}
    assert plans == [{**unchanged, "unchanged": 2}, {**unchanged, "unchanged": 1}]
    assert [
        list(m.objects.order_by("pk").values()) for m in (Registration, SupportRequest, Wish, Duo, User)
    ] == everything


def test_a_changed_row_changes_its_row_and_raises_its_version(match_round):
    import_file(students(match_round, STUDENT, FELLOW))
    import_file(requests(match_round, REQUEST))
    later = NOW + timedelta(days=1)

    changed = import_file(students(match_round, STUDENT | {"max_minutes": "60", "wishes": "A1"}, FELLOW))[0]
    import_file(requests(match_round, REQUEST | {"colleges": "any", "max": "2"}, at=later))

    assert [(row.key, row.state.value) for row in changed.rows] == [("1", "changed"), ("2", "unchanged")]
    noor, request = Registration.objects.get(student__number="1"), SupportRequest.objects.get()
    assert (noor.max_minutes, noor.version) == (60, 2)
    assert list(noor.wishes.values_list("tier", "request__number")) == [(1, "A1")]
    assert (request.max_students, request.version, request.confirmed_at) == (2, 2, later)
    assert not request.colleges.exists()


def test_a_dry_run_writes_nothing(match_round):
    plan = plan_import(students(match_round, STUDENT, FELLOW))

    assert plan.count() == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert not Student.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"half_days": "sat-am"}, "half_days: “sat-am” is onbekend. Mogelijk: mon-am, mon-pm, tue-am, tue-pm, "
         "wed-am, wed-pm, thu-am, thu-pm, fri-am, fri-pm."),
        ({"phase": "2,5"}, "phase: “2,5” is geen getal van 1 tot 5."),
        ({"max_minutes": ""}, "max_minutes is leeg."),
        ({"postcode": "9999"}, "Postcode 9999 is onbekend."),
        ({"email": "noor"}, "“noor” is geen e-mailadres."),
        ({"college": "elders"}, "Hogeschool elders is onbekend."),
        ({"wishes": "9999"}, "wishes: “9999” is geen school en geen aanvraag."),
        ({"wishes": "1001 > > 1002"}, "wishes: plaats 2 is leeg of noemt iets twee keer."),
        ({"avoid_schools": "1003"}, "avoid_schools: “1003” is onbekend of staat er twee keer."),
        ({"wished_municipalities": "Atlantis"}, "Gemeente “Atlantis” heeft geen scholen hier."),
        ({"accepts_other": "perhaps"}, "accepts_other: “perhaps” is geen yes of no."),
        ({"duo_with": "1"}, "Een student kan geen duo met zichzelf zijn."),
        ({"duo_with": "7"}, "duo_with: student 7 staat niet in het bestand."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_on_its_row_and_nothing_is_saved(match_round, change, sentence):
    alone = STUDENT | {"duo_with": "", "duo_kind": ""}

    assert refusals(students(match_round, FELLOW | {"duo_with": ""}, alone | change)) == [(3, (sentence,))]


def test_a_duo_that_is_not_mutual_is_refused_on_its_row(match_round):
    found = refusals(students(match_round, STUDENT, FELLOW | {"duo_with": "", "duo_kind": ""}))

    assert found == [(2, ("Het duo is niet wederzijds: student 2 noemt deze student niet.",))]


def test_half_a_row_is_refused_with_one_sentence(match_round):
    content = as_csv(FELLOW | {"duo_with": ""}) + b"3,Half,Rij\r\n"
    file = FileToImport(kind="students", content=content, at=NOW, match_round=match_round)

    assert refusals(file) == [(3, ("Deze rij heeft niet evenveel vakken als er kolommen zijn.",))]


def test_a_list_of_names_enrols_students_who_fill_in_the_rest_themselves(match_round):
    columns = ("student_number", "first_name", "last_name", "email", "college", "levels", "phase")
    names = [{column: row[column] for column in columns} for row in (STUDENT, FELLOW)]

    plan, _loose = import_file(students(match_round, *names))
    again, _loose = import_file(students(match_round, *names))

    assert [(row.state.value, row.notes) for row in plan.rows] == [("new", ("De student vult de rest zelf in.",))] * 2
    assert again.count() == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    rows = Registration.objects.values_list("student__number", "levels", "phase", "submitted_at", "half_days")
    assert list(rows.order_by("student__number")) == [("1", ["lager"], 2, None, []), ("2", ["lager"], 2, None, [])]


def test_a_list_of_names_takes_nothing_away_from_who_answered(match_round):
    import_file(students(match_round, STUDENT, FELLOW))
    columns = ("student_number", "first_name", "last_name", "email", "college", "levels", "phase")

    plan, _loose = import_file(students(match_round, {column: STUDENT[column] for column in columns} | {"phase": "3"}))

    noor = Registration.objects.get(student__number="1")
    assert plan.count()["changed"] == 1
    assert (noor.phase, noor.submitted_at, noor.half_days) == (3, NOW, ["mon-am", "tue-am"])
    assert (noor.wishes.count(), noor.avoided.count(), Duo.objects.count()) == (2, 1, 1)


def test_another_colleges_students_are_refused_to_a_coordinator(match_round):
    other = make_college(match_round.network, "elders")
    match_round.colleges.add(other)
    file = students(match_round, STUDENT | {"duo_with": "", "college": "elders"}, colleges=frozenset({"hogent"}))

    assert refusals(file) == [(2, ("Hogeschool elders mag je in deze ronde niet inlezen.",))]
    assert College.objects.count() == 2


def test_an_address_of_another_student_is_refused(match_round):
    import_file(students(match_round, STUDENT | {"duo_with": ""}))

    found = refusals(students(match_round, FELLOW | {"duo_with": "", "email": "noor@example.org"}))

    assert found == [(2, ("Het adres noor@example.org is al van een andere student.",))]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"school_number": "4444"}, "School 4444 is onbekend."),
        ({"half_days": "wed-pm tue-am"}, "Op woensdagnamiddag zijn de scholen dicht in deze ronde."),
        ({"min": "4"}, "min (4) is groter dan max (3)."),
        ({"half_days_needed": "3"}, "half_days_needed: “3” is geen getal van 1 tot 2."),
        ({"at_once": "0"}, "at_once: “0” is geen getal van 1 tot 999."),
        ({"levels": ""}, "levels is leeg."),
        ({"colleges": "elders"}, "colleges: “elders” is onbekend. Mogelijk: hogent."),
        ({"contact_email": "x@"}, "“x@” is geen e-mailadres."),
    ],
)
def test_a_wrong_request_is_told_on_its_row_and_nothing_is_saved(match_round, change, sentence):
    assert refusals(requests(match_round, REQUEST | change)) == [(2, (sentence,))]


def test_a_school_has_one_cap(match_round):
    second = REQUEST | {"request_number": "A2", "max_students_at_school": "5"}

    assert refusals(requests(match_round, REQUEST, second)) == [
        (3, ("max_students_at_school is niet op elke rij van school 1001 hetzelfde.",))
    ]


def test_a_missing_column_refuses_the_file(match_round):
    file = FileToImport(kind="requests", content=b"request_number;levels\nA1;lager\n", at=NOW, match_round=match_round)

    with pytest.raises(
        RefusedFileError, match=r"^Deze kolommen ontbreken: school_number, kinds, .* request_number, levels\.$"
    ):
        import_file(file)


DUO_REGISTER = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
    "POSTCODE;PLAATSNAAM;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES\r\n"
    "Drenthe;10249;16AH;16AH00;OBS 't Eenspan é;Oosterstraat;58;7822 HG;EMMEN;AA EN HUNZE;Openbaar;059;www\r\n"
    "Overijssel;1;16XX;16XX00;Ver weg;Straat;1;9613 AA;HARDENBERG;HARDENBERG;Openbaar;;\r\n"
    "Utrecht;1;16ZZ;16ZZ00;Elders;Straat;1;3500 AA;UTRECHT;UTRECHT;Openbaar;;\r\n"
).encode("cp1252")


def test_the_dutch_register_is_read_as_it_comes_and_unplaced_schools_are_named():
    network = make_network("nl", "NL")
    Postcode.objects.create(country="NL", code="7822", place="Emmen", latitude=52.7, longitude=6.9)
    file = FileToImport(
        kind="schools", content=DUO_REGISTER, at=NOW, network=network, form="duo", provinces=["drenthe"],
        municipalities=["Hardenberg"],
    )  # fmt: skip

    plan, _loose = import_file(file)

    fields = ("number", "institution_number", "name", "street", "town", "municipality", "province", "board", "latitude")
    assert list(School.objects.order_by("number").values_list(*fields)) == [
        ("16AH00", "16AH", "OBS 't Eenspan é", "Oosterstraat 58", "Emmen", "Aa en Hunze", "Drenthe", "10249", 52.7),
        ("16XX00", "16XX", "Ver weg", "Straat 1", "Hardenberg", "Hardenberg", "Overijssel", "1", None),
    ]
    assert (plan.left_out, [(row.key, row.notes) for row in plan.noted]) == (
        1, [("16XX00 Ver weg", ("Postcode 9613 AA is onbekend: deze school staat niet op de kaart.",))]
    )  # fmt: skip


def test_an_area_that_is_nowhere_in_the_register_is_refused():
    network = make_network("nl", "NL")
    file = FileToImport(kind="schools", content=DUO_REGISTER, at=NOW, network=network, form="duo", provinces=["Drente"])

    with pytest.raises(RefusedFileError, match=r"^Het bestand heeft geen school in “Drente”\.$"):
        import_file(file)


def test_a_postcode_lies_in_the_middle_of_its_rows_that_are_no_post_office_boxes():
    content = (
        b'id,postcode,"woonplaats","gemeente","provincie",latitude,longitude,"soort"\n'
        b"1,7822,Emmen,Emmen,Drenthe,52.1,6.1,Postbus\n2,7822,Emmen,Emmen,Drenthe,52.2,6.2,\n"
        b"3,7822,Emmen,Emmen,Drenthe,52.4,6.6,\n4,1000,A,A,N,52.9,4.9,Postbus\n"
    )

    import_file(FileToImport(kind="postcodes", content=content, at=NOW, country="NL"))

    rows = Postcode.objects.order_by("code").values_list("code", "latitude", "longitude")
    assert list(rows) == [("1000", 52.9, 4.9), ("7822", 52.3, 6.4)]


def test_the_belgian_list_has_no_header_and_longitude_first():
    import_file(
        FileToImport(kind="postcodes", content=b"9000,Gent,3.7,51.0\n9000,Gent,3.8,51.1\n", at=NOW, country="BE")
    )

    assert list(Postcode.objects.values_list("code", "place", "latitude", "longitude")) == [
        ("9000", "Gent", 51.05, 3.75)
    ]


def test_need_figures_keep_year_and_source_and_unknown_is_not_zero(match_round):
    rows = [
        {"school_number": "1001", "need": "1,5", "school_year": "2026-2027", "source": "register"},
        {"school_number": "1002", "need": "", "school_year": "2026-2027", "source": "register"},
    ]
    import_file(FileToImport(kind="needs", content=as_csv(*rows), at=NOW, network=match_round.network))

    figures = NeedFigure.objects.order_by("school__number").values_list("value", "school_year", "source", "official")
    assert [(v and str(v), *rest) for v, *rest in figures] == [
        ("1.50", "2026-2027", "register", False), (None, "2026-2027", "register", False)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"need": "4.01"}, "need: “4.01” is geen getal van 0 tot 4 met twee decimalen."),
        ({"need": "NaN"}, "need: “NaN” is geen getal van 0 tot 4 met twee decimalen."),
        ({"school_year": "2026"}, "“2026” is geen schooljaar zoals 2026-2027."),
        ({"school_number": "77"}, "School 77 is onbekend."),
        ({"source": ""}, "source is leeg."),
    ],
)
def test_a_wrong_need_figure_is_told_on_its_row(match_round, change, sentence):
    row = {"school_number": "1001", "need": "1.5", "school_year": "2026-2027", "source": "register"} | change
    file = FileToImport(kind="needs", content=as_csv(row), at=NOW, network=match_round.network)

    assert refusals(file) == [(2, (sentence,))]
