"""Takes in what a search found: judged by the referee first, then stored, then laid out for review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.states import move
from matching import exchange
from matching.check import check
from matching.problem import Problem
from matching.solution import Solution, Status
from placements.actions.claims import held
from placements.actions.proposals import make_proposal
from placements.actions.runs import lead_out_of_matching
from placements.models import Run
from placements.states import RunState

FAULTS_KEPT = 20


def judge(problem: Problem, solution: Solution) -> list[str]:
    """What the referee has against the answer, a line per fault; empty when it is sound."""
    return [str(broken) for broken in check(problem, solution)]


@transaction.atomic
def finish_run(
    *, run: Run, solution: Solution, faults: Sequence[str], progress: Sequence[dict[str, Any]], at: datetime
) -> str:
    """Store a judged answer and make it a proposal; the state the run ended in, or "" when the claim was lost.

    A plan with `faults`, and pins that contradict each other, end as a failed run; a cancelled run keeps nothing.
    `run` is as it was claimed; a trial makes no proposal.
    """
    fresh = held(run).select_for_update(of=("self",)).select_related("round", "snapshot").first()
    if fresh is None:
        return ""
    if fresh.cancel_asked:
        return end(fresh, RunState.STOPPED, at=at, progress=list(progress))
    if faults:
        return end(fresh, RunState.FAILED, at=at, failure="\n".join(["faults", *faults[:FAULTS_KEPT]]))
    text = exchange.dump(exchange.solution_to_data(solution))
    if solution.status == Status.INFEASIBLE:
        return end(fresh, RunState.FAILED, at=at, failure="conflict", solution=text)
    return end(fresh, RunState.DONE, at=at, solution=text, progress=with_results(progress, solution))


def end(run: Run, state: RunState, *, at: datetime, **changes: Any) -> str:
    """The run's last move, and what follows from it for the round."""
    move(run, state, by=None, at=at, finished_at=at, **changes)
    if state == RunState.DONE and not run.trial:
        make_proposal(run=run, at=at)
    if not run.trial:
        lead_out_of_matching(run.round, at=at)
    return state


@transaction.atomic
def fail_run(*, run: Run, failure: str, at: datetime) -> str:
    """The search broke off; `failure` has its kind on the first line. "" when another worker holds the run by now."""
    fresh = held(run).select_for_update(of=("self",)).select_related("round").first()
    return end(fresh, RunState.FAILED, at=at, failure=failure) if fresh else ""


def with_results(progress: Sequence[dict[str, Any]], solution: Solution) -> list[dict[str, Any]]:
    """The lines of the search with the final values, whatever the last news said."""
    lines = {line["goal"]: line for line in progress}
    return [
        lines.get(str(result.goal), {"points": []})
        | {
            "goal": str(result.goal),
            "value": plain(result.value),
            "bound": plain(result.bound),
            "proven": result.proven,
            "seconds": round(result.seconds, 3),
        }
        for result in solution.goals
    ]


def plain(value: Any) -> Any:
    """A goal's value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value
