"""Files of any usual kind are read alike; what is no table is refused with a sentence."""

import io

import pytest
from openpyxl import Workbook

from accounts.tables import Table, UnreadableTableError, read_table

EXPECTED = Table(
    columns=("number", "name"),
    rows=((2, {"number": "1", "name": "Café «Ünal»"}), (3, {"number": "2", "name": "x, y"})),
    ragged=(),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_separators_and_line_ends_make_no_difference(encoding, separator, newline):
    lines = [f"number{separator}name ", f"1{separator}Café «Ünal»", f'2{separator}"x, y"', separator]

    assert read_table((newline.join(lines) + newline).encode(encoding)) == EXPECTED


def test_a_spreadsheet_reads_as_the_same_file_in_csv():
    book = Workbook()
    for row in (["number", "name"], [1, "Café «Ünal»"], [2.0, " x, y "], [None, None]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)

    assert read_table(file.getvalue()) == EXPECTED


def test_half_a_row_is_named_by_its_line():
    assert read_table(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n7,8,9,\n").ragged == (3, 4)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Het bestand is leeg."),
        (b" \n ", "Het bestand is leeg."),
        (b"\x00\x01rubbish\x00" * 50, "Dit is geen CSV- of XLSX-bestand."),
        (b"\x81\x8d\x8f\x90" * 50, "Dit is geen CSV- of XLSX-bestand."),
        (b"x" * 200_000, "Dit is geen geldig CSV-bestand (field larger than field limit (131072))."),
        (b"x" * 20_000, "Dit is geen CSV- of XLSX-bestand."),
        (b"PK\x03\x04 not really", "Dit XLSX-bestand kan niet gelezen worden."),
        (b"a,b,a\n1,2,3\n", "De kolom “a” staat er twee keer."),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnreadableTableError) as refused:
        read_table(content)

    assert str(refused.value) == sentence
