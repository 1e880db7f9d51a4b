"""Values of an input with their places: reads objects, notes each fault, goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from matching.text.decoding import RepeatedFields, shown

T = TypeVar("T")
Careful = Callable[["Spot"], T]

_REQUIRED: Final = cast(Any, object())
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


MOST_FAULTS: Final = 1_000


class TooManyFaultsError(Exception):
    """So many faults are noted that more would only fill the memory."""


class UnreadableError(Exception):
    """The fault at this place is noted; whoever holds the value decides how to go on."""


class Spot:
    """One value, the way to it, and the list that collects the faults of its input."""

    __slots__ = ("_parent", "_step", "faults", "value")

    def __init__(self, value: object, parent: Spot | None = None, step: str | int = "") -> None:
        self.value = value
        self.faults: list[str] = parent.faults if parent else []
        self._parent = parent
        self._step = step

    @property
    def place(self) -> str:
        """The place for people, such as `students[3].homes[0]`."""
        if self._parent is None:
            return ""
        before = self._parent.place
        if isinstance(self._step, int):
            return f"{before}[{self._step}]"
        if not _PLAIN_NAME.fullmatch(self._step):
            return f"{before}[{shown(self._step)}]"
        return f"{before}.{self._step}" if before else self._step

    def wrong(self, what: str) -> UnreadableError:
        """Note that the value `what`, e.g. `is not a half-day`; to be raised by the reader."""
        return self.note(f"{shown(self.value)} {what}")

    def note(self, sentence: str) -> UnreadableError:
        """Note a fault of this place in words of its own; TooManyFaultsError when nobody would read further."""
        self.faults.append(f"{self.place or 'the whole input'}: {sentence}")
        if len(self.faults) >= MOST_FAULTS:
            raise TooManyFaultsError
        return UnreadableError()

    def field(self, name: str) -> Spot:
        """The place of a field; its value is None when it is not there."""
        return Spot(cast(dict[str, object], self.value).get(name), self, name)

    def item(self, index: int) -> Spot:
        """The place of one item of a list."""
        return Spot(cast(list[object], self.value)[index], self, index)


class Row:
    """An object with named fields: read them all, then `close`, which refuses the fields nobody asked for."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        self.content = _fields_of(spot)
        self._asked: set[str] = set()
        self._failed: set[str] = set()

    def read(self, name: str, reader: Careful[T], default: T = _REQUIRED) -> T:
        """The field `name` as `reader` reads it; after a fault a None that `close` keeps from getting further."""
        self._asked.add(name)
        if name not in self.content and default is not _REQUIRED:
            return default
        try:
            if name not in self.content:
                raise self.spot.field(name).note("missing")
            return reader(self.spot.field(name))
        except UnreadableError:
            self._failed.add(name)
            return cast(T, None)

    def has(self, *names: str) -> bool:
        """Whether all these fields were read without a fault."""
        return not self._failed.intersection(names)

    def fail(self, name: str, sentence: str) -> None:
        """Note a fault between fields at the place of one of them."""
        self.spot.field(name).note(sentence)
        self._failed.add(name)

    def close(self) -> None:
        """Refuse unknown fields, and raise UnreadableError when any field was at fault."""
        for name in self.content:
            if name not in self._asked:
                self.fail(name, "unknown field")
        if self._failed or isinstance(self.content, RepeatedFields):
            raise UnreadableError


def _fields_of(spot: Spot) -> dict[str, object]:
    if not isinstance(spot.value, dict):
        raise spot.wrong("is not an object")
    if not all(isinstance(name, str) for name in spot.value):
        raise spot.note("a field has a name that is not a string")
    for name in getattr(spot.value, "repeated", ()):
        spot.field(name).note("given twice")
    return spot.value


def refuse_halved(spot: Spot, text: str) -> None:
    """Note a string that cannot be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise spot.note(f"{shown(text)} holds half a character (a lone surrogate)") from None
