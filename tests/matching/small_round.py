"""A round small enough to judge by hand, as plain data, with a sound solution that touches every limit.

Homes and schools lie at one point, so every trip takes the start minutes of its mode, but to `far`, 90 by list.
"""

from copy import deepcopy
from typing import Any

from matching.exchange import digest, problem_from_data, solution_from_data
from matching.problem import Problem
from matching.solution import Solution

POINT = [51.05, 3.72]


def student(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "college": "north",
        "levels": ["lager"],
        "phase": 2,
        "homes": [POINT],
        "mode": "bike",
        "max_minutes": 30,
        "half_days": ["mon-am", "tue-am"],
        **changes,
    }


def school(name: str, **changes: Any) -> dict[str, Any]:
    return {"id": name, "location": POINT, "need": 1, "max_students": None, **changes}


def request(name: str, at: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "school": at,
        "levels": ["lager"],
        "half_days": ["mon-am", "tue-am"],
        "half_days_needed": 1,
        "places": {"min": 1, "max": 2},
        **changes,
    }


GOALS = (
    "placed", "duos", "coverage", "wishes:generous", "wishes:greedy",
    "wishes:cost", "travel:total", "travel:longest", "changes", "fit",
)  # fmt: skip

PROBLEM: dict[str, Any] = {
    "format": "kansmatch-problem/1",
    "name": "by hand",
    "students": [
        student("ann", duo={"with": "ben", "kind": "required"}, wishes=[["oak"], ["elm-1"]]),
        student("ben", duo={"with": "ann", "kind": "required"}, wishes=[["elm"]], travel_weight=3),
        student("cas", duo={"with": "dot", "kind": "wish"}, languages=["tr", "nl"], wished_levels=["lager"]),
        student("dot", duo={"with": "cas", "kind": "wish"}, college="south", wished_municipalities=["Gent"]),
        student("eva", phase=1, levels=["kleuter"], avoid_schools=["elm"], max_minutes=5, accepts_other=False),
        student("fay", half_days=["fri-pm"], kinds=["remote"]),
        student("gus", half_days=["tue-am", "wed-am"], college="south"),
    ],
    "schools": [
        school("oak", need=1.5, max_students=3, municipality="Gent"),
        school("elm", need=None),
        school("far", need=0.49),
    ],
    "requests": [
        request("oak-1", "oak", places={"min": 2, "max": 3}, at_once=2, languages=["tr", "ar"]),
        request("elm-1", "elm", places={"min": 1, "max": 1}, half_days_needed=2, kinds=["small-group"]),
        request("elm-2", "elm", places={"min": 1, "max": 1}, languages_required=["tr"], colleges=["north"]),
        request("far-1", "far", min_phase=2),
    ],
    "pins": [{"student": "gus", "request": "elm-1"}],
    "bans": [{"student": "gus", "request": "far-1"}, {"student": "fay", "request": "oak-1"}],
    "previous": [{"student": "cas", "request": "elm-2"}, {"student": "dot", "request": "gone"}],
    "quotas": [{"college": "south", "school": None, "max": 1}, {"college": "north", "school": "oak", "max": 2}],
    "travel": {
        "modes": {"bike": {"km_per_hour": 16, "detour": 1.25, "start_minutes": 7}},
        "minutes": [[name, "far", 90] for name in ("ann", "ben", "cas", "dot", "eva", "fay", "gus")],
    },
    "goals": list(GOALS),
    "seed": 7,
}

ASSIGNMENTS = [
    {"student": "ann", "request": "oak-1", "half_days": ["mon-am"]},
    {"student": "ben", "request": "oak-1", "half_days": ["mon-am"]},
    {"student": "cas", "request": "elm-2", "half_days": ["tue-am"]},
    {"student": "dot", "request": "oak-1", "half_days": ["tue-am"]},
    {"student": "gus", "request": "elm-1", "half_days": ["mon-am", "tue-am"]},
]

# eva: every request has another level, its minutes are above 5, none is wished; far-1 asks phase 2; elm is avoided.
# fay: free on Friday only, gives only remote support (elm-1 asks small-group), speaks no Turkish (elm-2).
UNPLACED = [
    {
        "student": "eva",
        "reason": "no_eligible_request",
        "rules": {"level": 4, "phase": 1, "travel": 4, "language": 1, "avoid": 2, "wish": 4},
    },
    {
        "student": "fay",
        "reason": "no_eligible_request",
        "rules": {"half_days": 4, "travel": 1, "kind": 1, "language": 1, "ban": 1},
    },
]

# Weights: oak 250 (need 1.5), far 100 (0.49), elm the mean 175 (unknown).
# Coverage: oak 15000 + 7500 + 5000, elm 10500 + 5250. Ranks: ann 1, ben, cas, dot and gus 3 (of R = 3).
# Travel: 7 minutes each, ben's count three times. Changes: cas is where she was, dot's request is gone.
# Fit: cas has one wished level (elm-2 helps with no language), dot the wished municipality.
VALUES: dict[str, Any] = {
    "placed": 5,
    "duos": 0,
    "coverage": 15000 + 7500 + 5000 + 10500 + 5250,
    "wishes:generous": [4, 0],
    "wishes:greedy": [1, 0, 4],
    "wishes:cost": 1 + 4 * 9,
    "travel:total": 7 * 7,
    "travel:longest": [0, 0, 0, 0, 0],
    "changes": 1,
    "fit": 2,
}


def problem_data(**changes: Any) -> dict[str, Any]:
    return deepcopy({**PROBLEM, **changes})


def problem(**changes: Any) -> Problem:
    return problem_from_data(problem_data(**changes))


def solution_data(lottery: int) -> dict[str, Any]:
    """The sound solution, the lottery's value as given, nothing proven but the first goal."""
    goals = [
        {"goal": goal, "value": value, "bound": value if goal == "placed" else None, "proven": goal == "placed"}
        for goal, value in {**VALUES, "lottery": lottery}.items()
    ]
    return {
        "format": "kansmatch-solution/1",
        "problem_digest": digest(problem()),
        "status": "feasible",
        "assignments": deepcopy(ASSIGNMENTS),
        "unplaced": deepcopy(UNPLACED),
        "goals": [{**goal, "seconds": 0.5} for goal in goals],
        "engine": {"version": "1", "ortools": "none", "seconds": 1.5, "threads": 1},
    }


def solution(lottery: int) -> Solution:
    return solution_from_data(solution_data(lottery), problem())
