"""Distances as text, to be kept beside a plan; whoever reads them checks them."""

from __future__ import annotations

import json
from typing import Final

import numpy as np

from matching.graph import Ints

FORMAT: Final = "kansmatch-distances/1"


def to_text(distances: Ints) -> str:
    """Distances, shape (stages, nodes), as JSON."""
    return json.dumps({"format": FORMAT, "distances": distances.tolist()}, separators=(",", ":"))


def from_text(text: str) -> Ints | None:
    """Distances as they were written; None when this is something else, for they can be reckoned anew."""
    try:
        found = json.loads(text)
        rows = found["distances"] if found["format"] == FORMAT else None
        numbers = np.array(rows)
    except (ValueError, KeyError, TypeError):
        return None
    return numbers.astype(np.int64) if numbers.dtype == np.int64 and numbers.ndim == 2 else None
