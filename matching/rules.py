"""The names of every limit and goal, used alike by solver, referee, explanations and documentation."""

from enum import StrEnum
from typing import Final

PROBLEM_FORMAT: Final = "kansmatch-problem/1"
SOLUTION_FORMAT: Final = "kansmatch-solution/1"
CERTIFICATE_FORMAT: Final = "kansmatch-certificate/1"
CHOICES_FORMAT: Final = "kansmatch-choices/1"

HALF_DAYS: Final = (
    "mon-am", "mon-pm", "tue-am", "tue-pm", "wed-am", "wed-pm", "thu-am", "thu-pm", "fri-am", "fri-pm",
)  # fmt: skip
LEVELS: Final = ("kleuter", "lager")
MAX_PHASE: Final = 5


class PairLimit(StrEnum):
    """Limits on one pair (student, request); exchange format, section 2, first table, in its order."""

    LEVEL = "level"
    PHASE = "phase"
    HALF_DAYS = "half_days"
    TRAVEL = "travel"
    KIND = "kind"
    LANGUAGE = "language"
    COLLEGE = "college"
    AVOID = "avoid"
    WISH = "wish"
    BAN = "ban"


class Limit(StrEnum):
    """Limits over all pairs together; exchange format, section 2, second table, in its order."""

    PIN = "pin"
    PLACES = "places"
    SCHOOL = "school"
    QUOTA = "quota"
    DUO = "duo"
    SCHEDULE = "schedule"


class Goal(StrEnum):
    """What a plan is compared on; exchange format, section 3."""

    PLACED = "placed"
    COVERAGE = "coverage"
    WISHES_GENEROUS = "wishes:generous"
    WISHES_GREEDY = "wishes:greedy"
    WISHES_COST = "wishes:cost"
    TRAVEL_TOTAL = "travel:total"
    TRAVEL_LONGEST = "travel:longest"
    CHANGES = "changes"
    DUOS = "duos"
    FIT = "fit"
    LOTTERY = "lottery"


DEFAULT_GOALS: Final = (Goal.PLACED, Goal.COVERAGE, Goal.WISHES_GENEROUS, Goal.TRAVEL_TOTAL, Goal.FIT)

MORE_IS_BETTER: Final = frozenset({Goal.PLACED, Goal.COVERAGE, Goal.WISHES_GREEDY, Goal.DUOS, Goal.FIT})
