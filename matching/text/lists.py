"""Readers of lists, and of objects whose names are free, from readers of what stands in them."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from matching.text.reader import DoubtError, Reader
from matching.text.spot import Row, Spot, UnreadableError, refuse_halved

T = TypeVar("T")

MOST_REMEMBERED: Final = 4096


def list_of(reader: Reader[T], *, unique: bool = True, filled: bool = False) -> Reader[tuple[T, ...]]:
    """A reader of lists: `unique` refuses a value standing twice, `filled` an empty list."""

    def careful(spot: Spot) -> tuple[T, ...]:
        if not isinstance(spot.value, list):
            raise spot.wrong("is not a list")
        if filled and not spot.value:
            raise spot.note("the list is empty")
        return _items(spot, spot.value, reader, unique)

    def quick(value: Any) -> tuple[T, ...]:
        if type(value) is not list or (filled and not value):
            raise DoubtError
        if not value:
            return ()
        found = reader.quick_all(value)
        if unique and len(found) > 1 and len(set(found)) < len(found):
            raise DoubtError
        return found

    return Reader(careful, quick)


def _items(spot: Spot, values: list[object], reader: Reader[T], unique: bool) -> tuple[T, ...]:
    found: list[T] = []
    seen: set[T] = set()
    faults_before = len(spot.faults)
    for index, value in enumerate(values):
        try:
            item = _quick_or_careful(reader, spot, index, value)
        except UnreadableError:
            continue
        if unique:
            if item in seen:
                spot.item(index).wrong("stands twice in the list")
            seen.add(item)
        found.append(item)
    if len(spot.faults) > faults_before:
        raise UnreadableError
    return tuple(found)


def _quick_or_careful(reader: Reader[T], spot: Spot, index: int, value: object) -> T:
    try:
        return reader.quick(value)
    except DoubtError:
        return reader.careful(spot.item(index))


def often(reader: Reader[tuple[str, ...]]) -> Reader[tuple[str, ...]]:
    """The same reader of lists of words from a fixed vocabulary, that remembers the lists it has seen."""
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}

    def quick(value: Any) -> tuple[str, ...]:
        if type(value) is not list:
            raise DoubtError
        try:
            return seen[tuple(value)]
        except (KeyError, TypeError):
            found = reader.quick(value)
        if len(seen) < MOST_REMEMBERED:
            seen[found] = found
        return found

    return Reader(reader.careful, quick)


def items_of(*readers: Reader[Any], what: str) -> Reader[tuple[Any, ...]]:
    """A reader of lists of fixed length, one reader per item; `what` completes the sentence `a list is not …`."""

    def careful(spot: Spot) -> tuple[Any, ...]:
        if not isinstance(spot.value, list) or len(spot.value) != len(readers):
            raise spot.note(f"is not {what}")
        faults_before = len(spot.faults)
        found = tuple(_or_none(reader, spot.item(index)) for index, reader in enumerate(readers))
        if len(spot.faults) > faults_before:
            raise UnreadableError
        return found

    def quick(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) != len(readers):
            raise DoubtError
        return tuple([reader.quick(item) for reader, item in zip(readers, value, strict=True)])

    return Reader(careful, quick)


def _or_none(reader: Reader[T], spot: Spot) -> T | None:
    try:
        return reader(spot)
    except UnreadableError:
        return None


def by_name(reader: Reader[T]) -> Reader[dict[str, T]]:
    """A reader of objects whose names are free: a dict of what `reader` reads under each name."""

    def careful(spot: Spot) -> dict[str, T]:
        row = Row(spot)
        found = {name: row.read(name, reader) for name in row.content}
        for name in found:
            refuse_halved(spot, name)
        row.close()
        return found

    return Reader(careful)
