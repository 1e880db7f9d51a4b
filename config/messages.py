"""Finds the sentences to translate in Django's templates, for Babel (babel.cfg)."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract_django(
    fileobj: IO[bytes], keywords: dict[str, Any], comment_tags: list[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """Line, function, message and comments of each sentence in one template.

    Django turns a template into text in which only the calls are left, on the lines where the tags stood;
    Babel reads that as Python, a line at a time because what is left around the calls is not Python.
    """
    for number, line in enumerate(templatize(fileobj.read().decode(), origin=None).splitlines(), start=1):
        for found in extract_python(BytesIO(line.encode()), keywords, comment_tags, options):
            yield number, *found[1:]
