"""Readers of what stands both with students and with requests and schools."""

from __future__ import annotations

from typing import Final

from matching.rules import HALF_DAYS, LEVELS, MAX_PHASE
from matching.text.lists import items_of, list_of, often
from matching.text.reader import QuickRow, Reader
from matching.text.spot import Row
from matching.text.values import number, one_of, or_null, whole, word

AnyRow = Row | QuickRow

_HALF_DAY: Final = one_of(HALF_DAYS, "a half-day")
_LEVEL: Final = one_of(LEVELS, "a level (kleuter or lager)")

HALF_DAY_LIST: Final = often(list_of(_HALF_DAY))
SOME_HALF_DAYS: Final = often(list_of(_HALF_DAY, filled=True))
LEVEL_LIST: Final = often(list_of(_LEVEL))
SOME_LEVELS: Final = often(list_of(_LEVEL, filled=True))
WORDS: Final = list_of(word)
WORDS_OR_NULL: Final = or_null(WORDS)
PHASE: Final = whole(1, MAX_PHASE)
COUNT: Final = whole()
LOCATION: Final[Reader[tuple[float, float]]] = items_of(
    number(-90, 90), number(-180, 180), what="[latitude, longitude]"
)
