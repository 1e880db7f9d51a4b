"""The front of (students unplaced, students moved): per number unplaced the fewest moved, dominated points left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matching.goals import goals_in_order
from matching.graph import Graph
from matching.mend.plain import plain_front
from matching.mend.point import Front, Point
from matching.solver.components import is_plain
from matching.solver.watch import Watch


def front(graph: Graph, watch: Watch, hear: Callable[[Point], None]) -> Front | None:
    """The front as far as time allows, `hear` told of its points as they come; None when the pins clash."""
    plain = is_plain(graph, np.arange(len(graph.student)), goals_in_order(graph.problem))
    if plain:
        return plain_front(graph, watch, hear)
    from matching.mend.side import side_front  # only here: the solvers behind it take half a second to load

    return side_front(graph, watch, hear)
