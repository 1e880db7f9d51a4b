"""Which students and schools hang together over pairs, however long the way between them."""

from __future__ import annotations

import numpy as np

from matching.ground.near import Ints
from matching.ground.sets import Index


def islands(one: Index, other: Index, ones: int, others: int) -> tuple[Ints, Ints]:
    """Labels of both kinds of nodes, shapes (ones,) and (others,): equal where pairs of `one` and `other` tie them.

    A label is the least index of the `other` kind on the island; `others` for a node of the first kind without a pair.
    Labels are passed on along pairs and handed down from whoever bears them (Shiloach and Vishkin 1982), so that the
    rounds stay few on long ways too.
    """
    label, own = np.arange(others, dtype=np.int64), np.full(ones, others, dtype=np.int64)
    while True:
        before = label.copy()
        np.minimum.at(own, one, label[other])
        np.minimum.at(label, other, own[one])
        np.minimum.at(label, before, label)
        label = label[label]
        if (label == before).all():
            return own, label
