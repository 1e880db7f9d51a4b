"""JSON text to plain values and back, strictly: nothing given twice is lost, nothing unreadable gets a traceback."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class BadInputError(ValueError):
    """An input that cannot be read; `faults` has one line per fault, each naming its place."""

    def __init__(self, faults: list[str] | tuple[str, ...]) -> None:
        self.faults: tuple[str, ...] = tuple(faults)
        super().__init__("\n".join(self.faults))


class TooLargeError(BadInputError):
    """An input that the memory cannot hold, told before anything big is built."""


class RepeatedFields(dict[str, object]):
    """A JSON object in which some fields were given more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated = sorted(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)


def decode(text: str | bytes, *, name: str) -> object:
    """The plain values in a JSON text called `name`; BadInputError when it is not JSON in UTF-8.

    Whole numbers too long for Python become infinite floats, which every reader refuses at their place.
    """
    try:
        return json.loads(_characters(text, name), object_pairs_hook=_json_object, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise BadInputError([f"{name}, line {error.lineno}, column {error.colno}: {error.msg}"]) from None
    except RecursionError:
        raise BadInputError([f"{name}: nested too deeply"]) from None


def dump(content: object) -> str:
    """JSON with one line per field, and per row in a field that is a list; non-ASCII letters as they are."""
    if not isinstance(content, dict):
        return _compact(content) + "\n"
    return "{\n" + ",\n".join(f"{_compact(key)}: {_rows(value)}" for key, value in content.items()) + "\n}\n"


def shown(value: object) -> str:
    """A value of an input as one short line for people."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "a number without limit"
    if isinstance(value, int) and value.bit_length() > 1000:
        return "a very large number"
    written = _quoted(value) if isinstance(value, str) else json.dumps(value, default=repr)
    return written if len(written) <= 80 else written[:80] + "…"


def _quoted(text: str) -> str:
    return json.dumps(text[:100], ensure_ascii=not text.isprintable())


def _characters(text: str | bytes, name: str) -> str:
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInputError([f"{name}, byte {error.start}: not UTF-8"]) from None
    if text.startswith("\ufeff"):
        raise BadInputError([f"{name}: begins with a byte order mark; write it as UTF-8 without one"])
    return text


def _json_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    return content if len(content) == len(pairs) else RepeatedFields(pairs)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= 1000 else math.inf


def _rows(value: object) -> str:
    if not isinstance(value, list) or not any(isinstance(row, dict) for row in value):
        return _compact(value)
    return "[\n" + ",\n".join(f"  {_compact(row)}" for row in value) + "\n]"


def _compact(value: object) -> str:
    return _ENCODER.encode(value)
