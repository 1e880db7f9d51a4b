"""How many more students find a place when one request takes more: augmenting paths from the request backwards."""

from __future__ import annotations

from collections import Counter, deque

from matching.why.residual import OUT, SINK, Residual


class MorePlaces:
    """A plan that grows one student at a time; made anew for each request that is asked about."""

    def __init__(self, residual: Residual) -> None:
        self._residual = residual
        self._home = residual.home.tolist()
        self._room: Counter[tuple[int, int]] = Counter()
        self._behind: dict[int, set[int]] = {}
        self._lay_ends()

    def _lay_ends(self) -> None:
        network, flow, first = self._residual.wiring.network, self._residual.flow, self._residual.wiring.nodes.out
        for arc in range(len(self._residual.pair), len(flow)):
            tail, head = int(network.tail[arc]) - first, int(network.head[arc]) - first
            if tail > SINK and head != SINK:
                self._lay(tail, head, int(network.capacity[arc] - flow[arc]))
                self._lay(head, tail, int(flow[arc]))

    def _lay(self, tail: int, head: int, room: int) -> None:
        self._room[tail, head] += room
        self._behind.setdefault(head, set()).add(tail)

    def grow(self, request: int, school: int, most: int) -> int:
        """How many more students find a place when both nodes take up to `most` more than now."""
        for behind in [head for tail, head in self._room if tail == request and self._is_behind(head)]:
            self._lay(request, behind, most)
        for count in range(most):
            if not self._one_more(school):
                return count
        return most

    def _is_behind(self, node: int) -> bool:
        """Whether it is a node that requests lead to: a school, or a quota that covers requests."""
        nodes = self._residual.wiring.nodes
        number = node + nodes.out
        return nodes.school <= number < nodes.quota or (
            number >= nodes.quota and bool(nodes.quotas.covers[number - nodes.quota])
        )

    def _one_more(self, node: int) -> bool:
        """One more student into the node, others moving up; nobody who has a place loses it."""
        onward: dict[int, tuple[int, int | None]] = {}
        waiting, seen = deque([node]), {node}
        while waiting:
            head = waiting.popleft()
            for who in self._comers(head):
                tail = self._home[who]
                if tail == OUT:
                    self._move(who, head, onward, node)
                    return True
                if tail not in seen:
                    seen.add(tail)
                    onward[tail] = (head, who)
                    waiting.append(tail)
            for tail in self._behind.get(head, ()):
                if tail not in seen and self._room[tail, head]:
                    seen.add(tail)
                    onward[tail] = (head, None)
                    waiting.append(tail)
        return False

    def _comers(self, node: int) -> list[int]:
        """Who could come into the node: those without a place first."""
        residual = self._residual
        block = residual.who[residual.begins[node] : residual.begins[node + 1]]
        comers: list[int] = block[residual.free[block]].tolist()
        here = [who for who in comers if self._home[who] != node]
        return sorted(here, key=lambda who: self._home[who] != OUT)

    def _move(self, who: int, head: int, onward: dict[int, tuple[int, int | None]], node: int) -> None:
        self._home[who] = head
        while head != node:
            after, mover = onward[head]
            if mover is None:
                self._room[head, after] -= 1
                self._room[after, head] += 1
            else:
                self._home[mover] = after
            head = after
