"""Searches of the small round at each moment: asked for, claimed by a worker, answered."""

import json

from matching import exchange
from placements.actions.claims import claim_run
from placements.actions.results import judge
from placements.actions.runs import start_run
from tests.placements.small_round import AT, PLAN, answer


def start(small, **fields):
    return start_run(match_round=small.round, seconds=60, by=small.hilde, at=AT, here=True, **fields)


def claimed(small, **fields):
    return claim_run(run=start(small, **fields), worker="one:1", at=AT)


def solved(small, plan=PLAN):
    problem = small.problem()
    solution = exchange.read_solution(json.dumps(answer(small, problem, plan)), problem)
    return {"solution": solution, "faults": judge(problem, solution), "progress": []}
