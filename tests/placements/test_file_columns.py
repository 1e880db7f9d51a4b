"""The described columns are those that the imports know, and the example files are read without a fault."""

import pytest
from django.urls import reverse

from accounts.tables import read_table
from placements.file_columns import COLUMNS, example_file
from schools.imports.needs import COLUMNS as NEEDS
from schools.imports.requests import COLUMNS as REQUESTS
from schools.imports.schools import PLAIN_COLUMNS, TEXT_FIELDS
from students.imports.file import ANSWER_COLUMNS, PERSON_COLUMNS


def names(kind, needed=None):
    return {column.name for column in COLUMNS[kind] if needed in (None, column.needed)}


def test_the_described_columns_are_those_of_the_imports():
    assert names("students", needed=True) == set(PERSON_COLUMNS)
    assert names("students", needed=False) == set(ANSWER_COLUMNS)
    assert names("requests", needed=True) == set(REQUESTS)
    assert names("needs", needed=True) == set(NEEDS)
    assert names("schools", needed=True) == set(PLAIN_COLUMNS)
    assert names("schools") <= {*TEXT_FIELDS, "latitude", "longitude"}


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_example_file_is_a_whole_table(kind):
    table = read_table(example_file(kind))

    assert (len(table.rows), table.ragged, set(table.columns)) == (1, (), names(kind))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", COLUMNS)
def test_staff_read_the_columns_and_take_the_example(small, client, kind):
    client.force_login(small.hilde)

    assert client.get(reverse("import-columns", args=[kind])).status_code == 200
    assert client.get(reverse("import-example", args=[kind])).content == example_file(kind)


@pytest.mark.django_db
def test_others_do_not(small, client):
    client.force_login(small.registrations["noor"].student.user)

    assert client.get(reverse("import-columns", args=["students"])).status_code == 404
    assert client.get(reverse("import-example", args=["students"])).status_code == 404
