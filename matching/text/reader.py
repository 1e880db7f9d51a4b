"""Readers with two faces: quick on a plain value that is as it has to be, careful at a place where it may not be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from matching.text.spot import Row, Spot, UnreadableError

T = TypeVar("T")


class DoubtError(Exception):
    """The value is not plainly right: the careful face has to look, and to say what is wrong with it and where."""


class Reader(Generic[T]):
    """Reads one kind of value. What the quick face answers, the careful one would answer too."""

    __slots__ = ("careful", "quick", "quick_all")

    def __init__(
        self,
        careful: Callable[[Spot], T],
        quick: Callable[[Any], T] | None = None,
        quick_all: Callable[[list[Any]], tuple[T, ...]] | None = None,
    ) -> None:
        self.careful = careful
        self.quick = quick or self._alone
        self.quick_all = quick_all or self._one_by_one

    def __call__(self, spot: Spot) -> T:
        """The value at `spot`; UnreadableError when a fault was noted."""
        return self.careful(spot)

    def _alone(self, value: object) -> T:
        spot = Spot(value)
        try:
            found = self.careful(spot)
        except UnreadableError:
            raise DoubtError from None
        if spot.faults:
            raise DoubtError
        return found

    def _one_by_one(self, values: list[Any]) -> tuple[T, ...]:
        return tuple([self.quick(value) for value in values])


class QuickRow:
    """An object with named fields that all are as they have to be; as `Row` otherwise, but in doubt at once."""

    __slots__ = ("content", "left")

    def __init__(self, content: object) -> None:
        if type(content) is not dict:
            raise DoubtError
        self.content: dict[str, Any] = content
        self.left = len(content)

    def read(self, name: str, reader: Reader[T], *default: T) -> T:
        """The field `name` as `reader` reads it, or the default when it is not there."""
        if name in self.content:
            self.left -= 1
            return reader.quick(self.content[name])
        if not default:
            raise DoubtError
        return default[0]

    def has(self, *_names: str) -> bool:
        """Whether all these fields were read without a fault: always so."""
        return True

    def fail(self, _name: str, _sentence: str) -> None:
        """A fault between fields leaves doubt."""
        raise DoubtError

    def close(self) -> None:
        """In doubt when there are fields that nobody asked for."""
        if self.left:
            raise DoubtError


def row_of(build: Callable[[Row | QuickRow], T]) -> Reader[T]:
    """A reader of objects: `build` reads all their fields."""

    def careful(spot: Spot) -> T:
        row = Row(spot)
        found = build(row)
        row.close()
        return found

    def quick(value: object) -> T:
        row = QuickRow(value)
        found = build(row)
        row.close()
        return found

    return Reader(careful, quick)
