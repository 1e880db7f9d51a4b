"""Room for one more pair in a plan that is a best flow: what changes, and by how much each goal.

Without limits across students a plan is a flow from students over requests and schools, and its goals in turn are one
cost. A best flow that is forced to hold one pair more changes along the cheapest way from that request back to the
place the student leaves (successive shortest paths; Ahuja, Magnanti and Orlin, Network Flows, 9.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.goals import Stage
from matching.graph import Chosen, Graph, Ints
from matching.why.chains import Chain, Chains, TooWideError
from matching.why.distances import Distances, checked, distances
from matching.why.residual import OUT, SINK, Residual, residual_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From the best plan to the best one that holds a pair.

    `adds` is what each stage's number gains; `moves` are (student, request before, request after) as indexes in the
    problem, None for no place, by student.
    """

    adds: tuple[int, ...]
    moves: tuple[tuple[int, int | None, int | None], ...]


class Reroutes:
    """Answers for the students with pairs in one residual."""

    def __init__(self, residual: Residual, known: Distances) -> None:
        self.residual, self.known = residual, known
        self._chains = Chains(residual, known)
        self._whole: Chain | None = None

    def change(self, student: int, request: int) -> Change | None:
        """The change that the pair asks for, the student staying where the pair stands; None when no plan holds it."""
        position = next((at for at in self._positions(student) if self._request(at) == request), None)
        if position is None:
            return None
        if position == self.residual.own[self.residual.who[position]]:
            return Change(adds=(0,) * len(self.residual.stages), moves=())
        entry = int(self.residual.entry[position])
        chain = self._chain(self._home(position), entry)
        if chain.cost_from(entry, closed=bool(self.known.closed[entry])) is None:
            return None
        return self._along(position, self._walk(entry, chain))

    def cheapest(self, student: int) -> list[int]:
        """The requests that can have the student, cheapest first, equal ones by id; not the one where they are."""
        positions = self._positions(student)
        if not positions:
            return []
        self._whole = chain = self._chains.towards(self._home(positions[0]))
        closed = self.known.closed
        found = []
        for position in positions:
            entry = int(self.residual.entry[position])
            way = chain.cost_from(entry, closed=bool(closed[entry]))
            if way is not None and position != self.residual.own[self.residual.who[position]]:
                request = self._request(position)
                name = self.residual.graph.problem.requests[request].id
                found.append((self._chains.pair_cost(position) + way, name, request))
        return [request for _, _, request in sorted(found)]

    def _chain(self, home: int, entry: int) -> Chain:
        """The chain to a home as far as `entry`; the one that `cheapest` went through when it is the same."""
        if self._whole is not None and self._whole.target == home:
            return self._whole
        return self._chains.towards(home, entry)

    def _positions(self, student: int) -> list[int]:
        found: list[int] = self.residual.positions(student).tolist()
        return found

    def _request(self, position: int) -> int:
        return int(self.residual.graph.request[self.residual.pair[position]])

    def _home(self, position: int) -> int:
        return int(self.residual.home[self.residual.who[position]])

    def _walk(self, entry: int, chain: Chain) -> list[int]:
        """The arcs from a place to the chain's target, rounds cut out."""
        nodes, arcs = [entry], list[int]()
        over_sink = entry not in chain.cost
        while nodes[-1] != chain.target:
            node = nodes[-1]
            if node == SINK:
                over_sink = False
            arcs.append(int(self.known.onward[node]) if over_sink else chain.onward[node])
            head = self._head(arcs[-1])
            if head in nodes:
                keep = nodes.index(head)
                del nodes[keep:], arcs[keep:]
            nodes.append(head)
        return arcs

    def _head(self, arc: int) -> int:
        residual = self.residual
        behind = arc - len(residual.pair)
        if behind < 0:
            return int(residual.entry[arc])
        return OUT if behind < len(residual.own) else int(residual.ends.head[behind - len(residual.own)])

    def _along(self, position: int, arcs: list[int]) -> Change:
        """The students who move along the way, the one who asks first, and what that adds."""
        moves = []
        for arc in (position, *arcs):
            who = self._mover(arc)
            if who is not None:
                own = int(self.residual.own[who])
                places = (own if own >= 0 else None, arc if arc < len(self.residual.pair) else None)
                before, after = (None if at is None else self._request(at) for at in places)
                moves.append((int(self.residual.students[who]), before, after))
        numbers = np.array([position, *arcs])
        adds = tuple(int(self.residual.added(row, numbers).sum()) for row in range(len(self.residual.stages)))
        return Change(adds=adds, moves=tuple(sorted(moves, key=lambda move: move[0])))

    def _mover(self, arc: int) -> int | None:
        pairs = len(self.residual.pair)
        if arc < pairs:
            return int(self.residual.who[arc])
        return arc - pairs if arc - pairs < len(self.residual.own) else None


def reroutes(
    graph: Graph,
    pairs: Ints,
    chosen: Chosen,
    stages: Sequence[Stage],
    *,
    held: Sequence[int] = (),
    stored: Ints | None = None,
) -> Reroutes | None:
    """Reroutes around a plan (`chosen`, pairs of the graph within `pairs`) where the students `held` stay.

    None when the plan breaks a limit of the flow or is not a best one, or when numbers could leave 64 bits: that is
    looked into, not trusted. `stored` are distances of an earlier time, shape (stages, nodes); when they do not hold
    they are reckoned anew.
    """
    residual = residual_of(graph, pairs, chosen, stages, held)
    if residual is None:
        return None
    known = (None if stored is None else checked(residual, stored)) or distances(residual)
    try:
        return None if known is None else Reroutes(residual, known)
    except TooWideError:
        return None
