"""Holds a certificate against the definitions: is there a change that could make the plan better?

One plan turns into another by rounds of steps between places, schools and the sink. A step costs what it adds to each
stage, most important first. When every step costs 0 or more once the price of where it begins is taken off and that of
where it ends is added, so does every round, for there the prices cancel: no plan is better. Limits without prices are
left out here, which only makes the claim stronger.
"""

from __future__ import annotations

from collections.abc import Iterator

from matching.certificate import Certificate
from matching.referee.broken import Broken, Claim
from matching.referee.lookup import Lookup
from matching.referee.pair_costs import PairCosts
from matching.referee.steps import Steps, quota_limit
from matching.rules import Goal
from matching.solution import Solution
from matching.text.writing import digest


def uncertified(lookup: Lookup, solution: Solution, certificate: Certificate) -> Iterator[Broken]:
    """Why the certificate does not prove the plan best on every goal in turn; nothing when it does.

    Judges neither the plan's limits nor its stated values: that is the rest of the referee.
    """
    if certificate.problem_digest != digest(lookup.problem):
        yield _broken("it is of another problem")
    elif found := _not_comparable(lookup, certificate):
        yield _broken(found)
    else:
        yield from Steps(lookup, solution, certificate).that_pay()


def _not_comparable(lookup: Lookup, certificate: Certificate) -> str | None:
    costs = PairCosts(lookup)
    stages = [(goal, part) for goal in costs.goals for part in range(costs.parts(goal))]
    if [(stage.goal, stage.part) for stage in certificate.stages] != stages:
        return "its stages are not the entries of the problem's goals in their order"
    if any(quota_limit(lookup, quota) is None for quota in certificate.quotas):
        return "it has a quota that the problem does not have"
    if any(len(stage.quotas) != len(certificate.quotas) for stage in certificate.stages):
        return "a stage has not as many prices of quotas as there are quotas"
    wished = any(student.duo is not None and not student.duo.required for student in lookup.problem.students)
    if wished and Goal.DUOS in costs.goals:
        return "no prices can prove a plan on the goal duos"
    return None


def _broken(sentence: str) -> Broken:
    return Broken(rule=Claim.CERTIFICATE, sentence=sentence)
