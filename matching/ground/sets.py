"""Lists of words as bits, and sparse marks on pairs: what many pairs share is told without looking at words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Bits = tuple[NDArray[Any], ...]
"""Lists as bits, 64 words to an unsigned array of shape (lists,)."""

Bools = NDArray[np.bool_]
Index = NDArray[Any]
"""Whole numbers that say which student, request or school; arrays of these broadcast against each other."""

WIDTH: Final = 64


def positions(lists: Iterable[Iterable[Hashable]]) -> dict[Any, int]:
    """A bit for each word, in order of first sight."""
    return {word: bit for bit, word in enumerate(dict.fromkeys(word for words in lists for word in words))}


def bits_of(lists: Sequence[Sequence[Hashable]], bit: dict[Any, int], *, always: Sequence[Hashable] = ()) -> Bits:
    """Each list as bits; words without a bit are passed over, those of `always` stand in every list."""
    known: dict[Hashable, int] = {}
    base = sum(1 << bit[word] for word in always if word in bit)
    for words in set(map(tuple, lists)):
        known[words] = base | sum(1 << bit[word] for word in set(words) if word in bit and word not in always)
    numbers = [known[tuple(words)] for words in lists]
    return tuple(_limb(numbers, at, len(bit)) for at in range(0, max(1, len(bit)), WIDTH))


def _limb(numbers: list[int], at: int, length: int) -> NDArray[Any]:
    """64 bits of each number from bit `at`, or as many bytes as the last ones take."""
    narrow = np.min_scalar_type((1 << min(WIDTH, max(1, length - at))) - 1)
    return np.array([number >> at & (1 << WIDTH) - 1 for number in numbers], dtype=np.uint64).astype(narrow)


def share(one: Bits, other: Bits, first: Index, second: Index) -> Bools:
    """Whether list `first` of `one` and list `second` of `other` share a word."""
    found = one[0][first] & other[0][second] != 0
    for own, asked in zip(one[1:], other[1:], strict=True):
        found |= own[first] & asked[second] != 0
    return found


def shared(one: Bits, other: Bits, first: Index, second: Index) -> NDArray[np.int64]:
    """How many words list `first` of `one` and list `second` of `other` share."""
    limbs = zip(one, other, strict=True)
    return sum((np.bitwise_count(own[first] & asked[second]) for own, asked in limbs), np.zeros(1, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Marks:
    """Some pairs of a row and a column, sorted, so that few are looked for among many."""

    columns: int
    keys: NDArray[np.int64]
    marked: Bools

    def hold(self, row: Index, column: Index) -> Bools:
        """Whether each pair is marked; rows without a mark cost next to nothing."""
        rows, there = np.broadcast_arrays(row, column)
        found = self.marked[rows]
        if found.any():
            asked = rows[found].astype(np.int64) * self.columns + there[found]
            found[found] = is_among(self.keys, asked)
        return found


def marks_of(pairs: Sequence[tuple[int, int]] | NDArray[np.int64], rows: int, columns: int) -> Marks:
    """Marks on these pairs of a row below `rows` and a column below `columns`."""
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    marked = np.zeros(rows, dtype=bool)
    marked[ends[:, 0]] = True
    return Marks(columns, once(ends[:, 0] * columns + ends[:, 1]), marked)


def once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers ascending, each once."""
    ascending = np.sort(numbers)
    first = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def is_among(ascending: NDArray[np.int64], asked: NDArray[np.int64]) -> Bools:
    """Whether each number asked stands in the ascending ones, of which there is at least one."""
    at = np.searchsorted(ascending, asked)
    return ascending[np.minimum(at, len(ascending) - 1)] == asked
