"""The cheapest chain of changes that frees a place: one search backwards from it tells all places at once.

Every arc's cost is taken as its reduced cost under the distances to the sink, stage by stage, which is 0 or more, so
that Dijkstra's search holds. When the search comes to the sink, every place it has not come to is served best by going
there first, and the way from anywhere to the sink is known. Arcs into a node are looked at cheapest first, each only
when the one before it was of no use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

import numpy as np

from matching.graph import Ints
from matching.why.distances import Distances
from matching.why.residual import SINK, Residual, size

WORD: Final = 62
"""Bits of one word; the stages of a cost are packed into words, the words into one whole number of any length."""


class TooWideError(ValueError):
    """A cost whose sums could leave 64 bits."""


@dataclass(frozen=True, eq=False, slots=True)
class Into:
    """The arcs into one node, cheapest first: numbers, tails and what they cost, word by word."""

    numbers: list[int]
    tails: list[int]
    words: list[list[int]]


@dataclass(frozen=True, eq=False, slots=True)
class Chain:
    """What it costs to come from each node to the target, as far as was looked, and the arc that goes there."""

    target: int
    cost: dict[int, int]
    onward: dict[int, int]

    def cost_from(self, node: int, *, closed: bool) -> int | None:
        """The cost from a node; over the sink when the search did not come to it and it is not closed."""
        return self.cost.get(node, None if closed else self.cost.get(SINK))


class Chains:
    """Searches over one residual; the arcs into a node are sorted when it is first come to."""

    def __init__(self, residual: Residual, known: Distances) -> None:
        self.residual, self.known = residual, known
        self._levels = np.vstack([known.closed.astype(np.int64), known.cost])
        now = np.vstack([np.zeros(len(residual.own), dtype=np.int64), *residual.now])
        self._offset = now + self._levels[:, residual.home]
        self._packing, self._shifts = self._widths()
        self._into: dict[int, Into] = {}
        order = np.argsort(residual.ends.head, kind="stable")
        self._ends = order
        self._ends_begin = np.searchsorted(residual.ends.head[order], np.arange(residual.nodes + 1))

    def towards(self, target: int, until: int | None = None) -> Chain:
        """The cheapest chains to `target` from all nodes nearer than the sink; ends early once `until` is reached."""
        cost: dict[int, int] = {}
        onward: dict[int, int] = {}
        heap: list[tuple[int, int, int, int, int]] = []
        at, node, number = 0, target, -1
        while True:
            cost[node], onward[node] = at, number
            if node in (SINK, until):
                break
            self._push(heap, cost, node, 0)
            found = self._pop(heap, cost)
            if found is None:
                break
            at, node, number = found
        return Chain(target, cost, onward)

    def _pop(self, heap: list[tuple[int, int, int, int, int]], cost: dict[int, int]) -> tuple[int, int, int] | None:
        while heap:
            at, tail, number, head, place = heappop(heap)
            self._push(heap, cost, head, place + 1)
            if tail not in cost:
                return at, tail, number
        return None

    def _push(self, heap: list[tuple[int, int, int, int, int]], cost: dict[int, int], head: int, place: int) -> None:
        """The next arc into `head` whose tail was not come to."""
        into = self._into.get(head) or self._arcs_into(head)
        tails = into.tails
        while place < len(tails) and tails[place] in cost:
            place += 1
        if place < len(tails):
            at = cost[head] + self._packed([word[place] for word in into.words])
            heappush(heap, (at, tails[place], into.numbers[place], head, place))

    def pair_cost(self, position: int) -> int:
        """What it costs to move the pair's student from home to there, packed, with nobody making room."""
        cost = self._reduced(np.array([position]))
        return self._packed((self._packing @ cost)[:, 0].tolist())

    def _reduced(self, positions: Ints) -> Ints:
        """What moving each pair's student from home to there costs, shape (1 + stages, pairs)."""
        residual = self.residual
        cost = self._levels[:, residual.entry[positions]] - self._offset[:, residual.who[positions]]
        for row, own in enumerate(residual.costs, start=1):
            cost[row] += own[positions]
        return cost

    def _arcs_into(self, node: int) -> Into:
        """Pairs that enter the node and ends that lead there. Leaving is no arc here: over the sink is as cheap."""
        residual = self.residual
        block = np.arange(residual.begins[node], residual.begins[node + 1])
        block = block[residual.moves[block]]
        ends = self._ends[self._ends_begin[node] : self._ends_begin[node + 1]]
        behind = self._levels[:, [node]] - self._levels[:, residual.ends.tail[ends]]
        for row, stage in enumerate(residual.stages, start=1):
            if stage.counts_coverage:
                behind[row] -= residual.ends.gain[ends]
        words = self._packing @ np.hstack([self._reduced(block), behind])
        numbers = np.concatenate([block, len(residual.pair) + len(residual.own) + ends])
        tails = np.concatenate([residual.home[residual.who[block]], residual.ends.tail[ends]])
        order = np.lexsort(words[::-1])
        found = Into(numbers[order].tolist(), tails[order].tolist(), words[:, order].tolist())
        self._into[node] = found
        return found

    def _packed(self, words: Sequence[int]) -> int:
        whole = 0
        for word, shift in zip(words, self._shifts, strict=True):
            whole = (whole << shift) + word
        return whole

    def _widths(self) -> tuple[Ints, list[int]]:
        """Which word each stage goes to and how far up, with room for a sum over all nodes; bits of each word."""
        residual = self.residual
        largest = [1, *(size(row) + size(now) for row, now in zip(residual.costs, residual.now, strict=True))]
        gains = size(residual.ends.gain) * any(stage.counts_coverage for stage in residual.stages)
        room = (residual.nodes + 2).bit_length()
        bits = [
            (most + gains + 2 * size(level)).bit_length() + room + 1
            for most, level in zip(largest, self._levels, strict=True)
        ]
        if max(bits) > WORD:
            raise TooWideError(f"{max(bits)} bits")
        word_of, used = [], [0]
        for width in bits:
            if used[-1] + width > WORD:
                used.append(0)
            used[-1] += width
            word_of.append(len(used) - 1)
        packing = np.zeros((len(used), len(bits)), dtype=np.int64)
        left = dict.fromkeys(range(len(used)), 0)
        for row in reversed(range(len(bits))):
            packing[word_of[row], row] = 1 << left[word_of[row]]
            left[word_of[row]] += bits[row]
        return packing, used
