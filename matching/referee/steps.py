"""Every step by which a plan could begin to change, and whether prices show that it pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from matching.certificate import Certificate, QuotaNode
from matching.problem import Request, School, Student
from matching.referee.broken import Broken, Claim
from matching.referee.lookup import Lookup
from matching.referee.pair_costs import PairCosts
from matching.referee.reachable import Reachable
from matching.rules import Goal
from matching.score import weights
from matching.solution import Solution

Prices = tuple[int, ...]
"""Whether the node is closed (0 or 1), then its price per stage."""


class Steps:
    """The steps of one plan under the prices of one certificate, which must fit the problem."""

    def __init__(self, lookup: Lookup, solution: Solution, certificate: Certificate) -> None:
        self.lookup, self.stages = lookup, certificate.stages
        self.costs, self.reachable = PairCosts(lookup), Reachable(lookup)
        self.at = {each.student: each.request for each in solution.assignments}
        self.there, self.weights = Counter(self.at.values()), weights(lookup.problem)
        self.of_college = Counter((lookup.students[name].college, request) for name, request in self.at.items())
        self.sink: Prices = (0,) * (len(self.stages) + 1)
        self.out: Prices = (0, *(stage.out for stage in self.stages))
        self.prices = {
            row.id: _prices([stage.requests.get(row.id) for stage in self.stages]) for row in lookup.problem.requests
        }
        self.school_prices = {
            row.id: _prices([stage.schools.get(row.id) for stage in self.stages]) for row in lookup.problem.schools
        }
        self.quota_prices = {
            quota: _prices([stage.quotas[at] for stage in self.stages]) for at, quota in enumerate(certificate.quotas)
        }
        self.gates = {(q.college, q.requests[0]): q for q in certificate.quotas if len(q.requests) == 1}
        self.covers = {name: q for q in certificate.quotas if len(q.requests) > 1 for name in q.requests}
        self.reached: dict[str, Request] = {}
        self.someone_out = False

    def that_pay(self) -> Iterator[Broken]:
        """A finding per step that the prices do not rule out."""
        for student in self.lookup.problem.students:
            yield from self._of_student(student)
        yield from self._of_out()
        for request in self.reached.values():
            yield from self._of_request(request)
        for quota, prices in self.quota_prices.items():
            yield from self._of_quota(quota, prices)
        for name in dict.fromkeys(request.school for request in self.reached.values()):
            yield from self._of_school(self.lookup.schools[name])

    def _of_student(self, student: Student) -> Iterator[Broken]:
        requests = list(self.reachable.requests_of(student))
        self.reached.update((request.id, request) for request in requests)
        yield from self._strangers(student, requests)
        if student.id in self.reachable.pinned:
            return
        here = self.lookup.requests[self.at[student.id]] if student.id in self.at else None
        now = tuple(self.costs.nothing() if here is None else self.costs.of(student, here))
        home = self.out if here is None else self._entry(student, here)
        self.someone_out = self.someone_out or (here is None and bool(requests))
        for request in requests:
            adds = (cost - before for cost, before in zip(self.costs.of(student, request), now, strict=True))
            if request is not here and pays(adds, home, self._entry(student, request)):
                yield _finding(f"student {student.id} at request {request.id} may make it better", student, request)
        if here is not None and pays((-before for before in now), home, self.out):
            yield _finding(f"student {student.id} without a place may make it better", student)

    def _strangers(self, student: Student, requests: Iterable[Request]) -> Iterator[Broken]:
        """A quota over whole requests says nothing when students of other colleges may come there."""
        for request in requests:
            quota = self.covers.get(request.id)
            if quota is not None and quota.college != student.college:
                sentence = f"request {request.id} is put under a quota, but student {student.id} is of another college"
                yield _finding(sentence, student, request)

    def _entry(self, student: Student, request: Request) -> Prices:
        gate = self.gates.get((student.college, request.id))
        return self.prices[request.id] if gate is None else self.quota_prices[gate]

    def _of_out(self) -> Iterator[Broken]:
        nothing = self.sink[1:]
        if pays(nothing, self.out, self.sink) or (self.someone_out and pays(nothing, self.sink, self.out)):
            yield _finding("one student more or less without a place may make it better")

    def _of_request(self, request: Request) -> Iterator[Broken]:
        cover = self.covers.get(request.id)
        behind = self.school_prices[request.school] if cover is None else self.quota_prices[cover]
        there, most = self.there[request.id], request.max_students
        yield from self._one_more_or_less(f"request {request.id}", self.prices[request.id], behind, there, most)

    def _of_quota(self, quota: QuotaNode, prices: Prices) -> Iterator[Broken]:
        gate = len(quota.requests) == 1
        behind = self.prices[quota.requests[0]] if gate else self.school_prices[quota.school]
        there = sum(self.of_college[quota.college, request] for request in quota.requests)
        name = f"the quota of {quota.college} at {quota.school}"
        yield from self._one_more_or_less(name, prices, behind, there, quota_limit(self.lookup, quota) or 0)

    def _one_more_or_less(self, name: str, tail: Prices, head: Prices, there: int, most: int) -> Iterator[Broken]:
        nothing = self.sink[1:]
        if (there < most and pays(nothing, tail, head)) or (there > 0 and pays(nothing, head, tail)):
            yield _finding(f"one student more or less at {name} may make it better")

    def _of_school(self, school: School) -> Iterator[Broken]:
        requests = self.reachable.requests[school.id]
        there = sum(self.there[request.id] for request in requests)
        room = sum(request.max_students for request in requests)
        most = room if school.max_students is None else min(room, school.max_students)
        weight, prices = self.weights[school.id], self.school_prices[school.id]
        more = self._coverage(-(60 * weight // (there + 1)))
        less = self._coverage(60 * weight // there) if there else ()
        if (there < most and pays(more, prices, self.sink)) or (there > 0 and pays(less, self.sink, prices)):
            yield _finding(f"one student more or less at school {school.id} may make it better")

    def _coverage(self, adds: int) -> tuple[int, ...]:
        return tuple(adds if stage.goal is Goal.COVERAGE else 0 for stage in self.stages)


def pays(adds: Iterable[int], tail: Prices, head: Prices) -> bool:
    """Whether a step costs less than 0 under the prices, the stages compared from the first on."""
    for cost, before, after in zip(chain((0,), adds), tail, head, strict=False):
        if reduced := cost - before + after:
            return reduced < 0
    return False


def quota_limit(lookup: Lookup, node: QuotaNode) -> int | None:
    """The lowest quota of the college at the school; None when there is none, or a request is elsewhere."""
    requests = [lookup.requests.get(name) for name in node.requests]
    if not requests or any(request is None or request.school != node.school for request in requests):
        return None
    holding = [quota for quota in lookup.problem.quotas if quota.college == node.college]
    limits = [quota.max_students for quota in holding if quota.school in (None, node.school)]
    return min(limits, default=None)


def _prices(found: list[int | None]) -> Prices:
    return (int(None in found), *(price or 0 for price in found))


def _finding(sentence: str, student: Student | None = None, request: Request | None = None) -> Broken:
    return Broken(
        rule=Claim.CERTIFICATE,
        sentence=sentence,
        student=None if student is None else student.id,
        request=None if request is None else request.id,
    )
