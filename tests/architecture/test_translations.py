"""The English catalogue holds every Dutch sentence of the code, translated, with the same blanks to fill in."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from django.conf import settings

BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
KEYWORDS = re.compile(r"-k (\S+)")


def sentences_in_the_code() -> set[tuple[str | None, str | tuple[str, ...]]]:
    """Context and sentence (singular and plural) as `make messages` finds them."""
    with (settings.BASE_DIR / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    extra = parse_keywords(KEYWORDS.findall((settings.BASE_DIR / "Makefile").read_text()))
    found = extract_from_dir(settings.BASE_DIR, methods, options, keywords=DEFAULT_KEYWORDS | extra)
    return {(context, message) for _, _, message, _, context in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    path = Path(settings.BASE_DIR, "config/locale/en/LC_MESSAGES/django.po")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def sentences(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def english(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def dutch(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def fits(source: str, text: str, *, may_leave_out: bool) -> bool:
    given, used = set(BLANK.findall(source)), set(BLANK.findall(text))
    return used <= given if may_leave_out else used == given


def test_the_catalogue_is_what_make_messages_would_write(catalogue):
    written, wanted = {(message.context, message.id) for message in sentences(catalogue)}, sentences_in_the_code()

    assert sorted(wanted - written, key=str) == [], "run make messages"
    assert sorted(written - wanted, key=str) == [], "run make messages"


def test_every_sentence_is_translated(catalogue):
    assert [m.id for m in sentences(catalogue) if m.fuzzy or not all(text.strip() for text in english(m))] == []


def test_a_translation_has_the_blanks_of_its_sentence(catalogue):
    """A singular may leave out its number ("one student"); else all are there, and none that the code does not fill."""
    wrong = [
        (source, text)
        for message in sentences(catalogue)
        for source, text in zip(dutch(message), english(message), strict=True)
        if text and not fits(source, text, may_leave_out=message.pluralizable and source == message.id[0])
    ]
    assert wrong == []
