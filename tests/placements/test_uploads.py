"""A file through the page: checked first, imported once, forgotten after; nobody sees another person's file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Membership, Network
from placements import tasks
from placements.models import Upload
from schools.models import Postcode
from students.models import Registration
from tests.placements.test_imports import FELLOW, REQUEST, STUDENT, as_csv
from tests.schools.rows import make_college, make_coordinator, make_network, make_round, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def match_round(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    network = make_network()
    made = make_round(make_college(network))
    make_school(network)
    make_school(network, "1002", "Het Lantaarntje")
    for code in ("9000", "9300"):
        Postcode.objects.create(country="BE", code=code, place=code, latitude=51.0, longitude=3.7)
    return made


@pytest.fixture
def hilde(client, match_round):
    user = make_coordinator(match_round.colleges.get())
    client.force_login(user)
    return user


def bring(client, match_round, content: bytes, kind: str = "students") -> Upload:
    """The file sent by the form and checked by the worker."""
    file = SimpleUploadedFile(f"{kind}.csv", content)
    client.post(reverse("import"), {"kind": kind, "round": match_round.pk, "file": file})
    upload = Upload.objects.latest("pk")
    tasks.check_upload(upload_id=upload.pk)
    return Upload.objects.get(pk=upload.pk)


def test_a_file_is_checked_shown_imported_once_and_forgotten(client, hilde, match_round, tmp_path):
    checked = bring(client, match_round, as_csv(STUDENT, FELLOW))
    page = client.get(reverse("upload", args=[checked.pk])).content.decode()
    before = Registration.objects.count()
    for _twice in range(2):
        client.post(reverse("upload-import", args=[checked.pk]))
    for _delivered_twice in range(2):
        tasks.import_upload(upload_id=checked.pk)

    assert (checked.state, [row[:3] for row in checked.rows]) == ("checked", [[2, "1", "new"], [3, "2", "new"]])
    assert "Er is nog niets bewaard" in page
    assert (before, Registration.objects.count(), Upload.objects.get().state) == (0, 2, "done")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_refused_rows_say_why_and_cannot_be_imported_all_the_same(client, hilde, match_round):
    refused = bring(client, match_round, as_csv(STUDENT | {"postcode": "1234"}, FELLOW))
    page = client.get(reverse("upload", args=[refused.pk])).content.decode()
    client.post(reverse("upload-import", args=[refused.pk]))
    tasks.import_upload(upload_id=refused.pk)

    assert "Postcode 1234 is onbekend." in page
    assert "Lees in" not in page
    assert (Registration.objects.count(), Upload.objects.get().state) == (0, "failed")


def test_rubbish_gets_a_sentence(client, hilde, match_round):
    upload = bring(client, match_round, b"\x00\x01" * 5000)

    assert (upload.state, upload.failure) == ("failed", "Dit is geen CSV- of XLSX-bestand.")


def test_a_file_too_large_is_refused_at_the_form_and_not_kept(client, hilde, match_round, settings):
    settings.IMPORT_LIMIT_BYTES = 1000
    file = SimpleUploadedFile("large.csv", b"x" * 1001)

    answer = client.post(reverse("import"), {"kind": "students", "round": match_round.pk, "file": file})

    assert answer.context["form"].errors == {"file": ["Dit bestand is groter dan 0 MB."]}
    assert not Upload.objects.exists()


def test_what_is_missing_is_said_at_its_field(client, hilde, match_round):
    answer = client.post(reverse("import"), {})

    assert answer.context["form"].errors == {
        "kind": ["Zeg wat er in het bestand staat."], "round": ["Kies een ronde."], "file": ["Kies een bestand."]
    }  # fmt: skip


def test_another_persons_file_is_not_found(client, hilde, match_round):
    upload = bring(client, match_round, as_csv(STUDENT, FELLOW))
    client.force_login(make_coordinator(match_round.colleges.get(), "Bart Moens"))

    assert client.get(reverse("upload", args=[upload.pk])).status_code == 404
    assert client.post(reverse("upload-import", args=[upload.pk])).status_code == 404


def test_the_page_does_not_exist_for_who_has_no_role(client, match_round):
    client.force_login(make_user("Noor Maes"))

    assert client.get(reverse("import")).status_code == 404


def test_another_colleges_round_cannot_be_filled(client, hilde, match_round):
    elsewhere = make_round(make_college(make_network("elders"), "elders"), "Elders")
    file = SimpleUploadedFile("students.csv", as_csv(STUDENT))

    answer = client.post(reverse("import"), {"kind": "students", "round": elsewhere.pk, "file": file})

    assert list(answer.context["form"].errors) == ["round"]
    assert not Upload.objects.exists()


def test_a_coordinator_brings_only_students_of_the_own_college(client, hilde, match_round):
    match_round.colleges.add(make_college(match_round.network, "elders"))
    upload = bring(client, match_round, as_csv(STUDENT | {"college": "elders", "duo_with": ""}))

    assert upload.rows == [[2, "1", "refused", ["Hogeschool elders mag je in deze ronde niet inlezen."]]]


def test_a_network_coordinator_brings_the_register(client, match_round):
    leen = make_user("Leen Aerts")
    Membership.objects.create(user=leen, role="network_coordinator", network=Network.objects.get())
    client.force_login(leen)
    content = b"number;name;postcode;town;municipality\n1003;De Bijenkorf;9300;Aalst;Aalst\n1004;Elders;9000;X;X\n"
    file = SimpleUploadedFile("scholen.csv", content)
    form = {"kind": "schools", "network": match_round.network.pk, "form": "csv", "area": "Aalst", "file": file}
    client.post(reverse("import"), form)
    tasks.check_upload(upload_id=Upload.objects.get().pk)

    upload = Upload.objects.get()
    assert (upload.rows, upload.left_out) == ([[2, "1003 De Bijenkorf", "new", []]], 1)


def test_requests_come_through_the_same_page(client, hilde, match_round):
    checked = bring(client, match_round, as_csv(REQUEST), kind="requests")
    client.post(reverse("upload-import", args=[checked.pk]))
    tasks.import_upload(upload_id=checked.pk)

    assert list(match_round.requests.values_list("number", flat=True)) == ["A1"]
