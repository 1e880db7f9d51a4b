"""The rounds of the demonstration: one at each stage of its life, sizes that add up to 120 students, 90 requests."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.states import RoundState


@dataclass(frozen=True, slots=True)
class Stage:
    """A round, how far it is, how large, and how many days ago its registration opened."""

    name: str
    state: RoundState
    students: int
    requests: int
    opened_days_ago: int


STAGES = (
    Stage("Zomerklassen", RoundState.DRAFT, 0, 0, -60),
    Stage("Voorjaar, tweede oproep", RoundState.OPEN, 14, 11, 10),
    Stage("Voorjaar, derde jaar", RoundState.CLOSED, 10, 8, 19),
    Stage("Voorjaar, leerlingen thuis", RoundState.MATCHING, 8, 6, 20),
    Stage("Voorjaar", RoundState.REVIEW, 44, 34, 26),
    Stage("Wintertaal", RoundState.APPROVED, 8, 6, 33),
    Stage("Winter, lager onderwijs", RoundState.WITH_SCHOOLS, 10, 8, 38),
    Stage("Winter, kleuters", RoundState.PUBLISHED, 10, 7, 60),
    Stage("Najaar", RoundState.RUNNING, 10, 6, 90),
    Stage("Vorig voorjaar", RoundState.ARCHIVED, 6, 4, 250),
)
