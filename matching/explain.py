"""What placing a student at a request would cost, goal by goal, and who would move: exact, or said not to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic

from matching.problem import Pair, Problem
from matching.referee.lookup import Lookup
from matching.referee.pairs import against
from matching.rules import Goal, Limit, PairLimit
from matching.score import goals_of, score
from matching.solution import Explanation, GoalValue, PlanMove, Price, Solution, Status
from matching.solve import solve
from matching.why.price_order import IMPOSSIBLE, Key, key_of, surely_dearer
from matching.why.reroute import Plan, eased, is_flow, least_key, reroutes


def explain(
    problem: Problem,
    solution: Solution,
    *,
    student: str,
    request: str,
    seconds: float | None = None,
    threads: int = 2,
    stop: Callable[[], bool] | None = None,
) -> Explanation:
    """The price of placing `student` at `request` (exchange format, section 5): the best plan with that one extra pin.

    `seconds` limits the search; what is not proven by then has `exact` false. Raises KeyError for ids the problem
    does not have.
    """
    return _Question(problem, solution, student, threads, stop, _deadline(seconds)).explain(request)


def alternatives(
    problem: Problem,
    solution: Solution,
    *,
    student: str,
    limit: int = 10,
    seconds: float | None = None,
    threads: int = 2,
    stop: Callable[[], bool] | None = None,
) -> tuple[Explanation, ...]:
    """The cheapest eligible requests where `student` is not now, cheapest first, at most `limit`.

    Those that no valid plan holds come last. A request is only left out when a bound shows that `limit` others are
    cheaper, or when `seconds` are over or `stop` says so: then the list is what was found until then. What `seconds`
    leave is shared between the requests still to come.
    """
    question = _Question(problem, solution, student, threads, stop, _deadline(seconds))
    asked = question.cheapest(limit) or question.by_bound()
    found: list[Explanation] = []
    for request, least in asked:
        if question.is_over() or (len(found) >= limit and surely_dearer(least, found[limit - 1])):
            break
        found.append(question.explain(request, share=max(1, min(limit, len(asked)) - len(found))))
        found.sort(key=lambda each: (each.price is None, key_of(each), each.request))
    return tuple(found[:limit])


def _deadline(seconds: float | None) -> float | None:
    return None if seconds is None else monotonic() + seconds


@dataclass(frozen=True)
class _Question:
    """One student's question about a plan, and how long the answer may take."""

    problem: Problem
    solution: Solution
    student: str
    threads: int
    stop: Callable[[], bool] | None
    deadline: float | None

    def explain(self, request: str, *, share: int = 1) -> Explanation:
        """The price of one request, in one part in `share` of the time that is left."""
        pair = Pair(self.student, request)
        if limits := self._against(request):
            return self._without_plan(request, limits, eligible=False)
        if self._is_pinned_elsewhere(request):
            return self._without_plan(request, (Limit.PIN,), eligible=True)
        if self.solution.status is Status.OPTIMAL and pair in self._now:
            return self._with_plan(request, self._now, exact=True)
        if is_flow(self.problem) and self._routes and request in self._routes:
            return self._with_plan(request, self._routes[request], exact=True)
        pins = tuple(dict.fromkeys((*self.problem.pins, pair)))
        answer = self._solve(replace(self.problem, pins=pins), share=share)
        if pair not in _pairs(answer):
            broken = dict.fromkeys(conflict.limit for conflict in answer.conflict)
            return self._without_plan(request, tuple(broken), eligible=True)
        return self._with_plan(request, _pairs(answer), exact=answer.status is Status.OPTIMAL)

    def cheapest(self, limit: int) -> list[tuple[str, Key]]:
        """The `limit` cheapest eligible requests, where one path tells each price; none where it takes solving."""
        if not is_flow(self.problem) or self.is_over() or not self._routes:
            return []
        place = {request: number for number, request in enumerate(self._routes)}
        ordered = sorted(self._elsewhere(), key=lambda request: (place.get(request, len(place)), request))
        return [(request, ()) for request in ordered[:limit]]

    def by_bound(self) -> list[tuple[str, Key]]:
        """Every eligible request where the student is not now, with a key that no plan holding the pair is below."""
        found = ((request, self._least(request)) for request in self._elsewhere())
        return sorted(found, key=lambda each: each[::-1])

    def _elsewhere(self) -> list[str]:
        others = [request.id for request in self.problem.requests if Pair(self.student, request.id) not in self._now]
        return [request for request in others if not self._against(request)]

    def is_over(self) -> bool:
        return bool(self.stop and self.stop()) or self._left() == 0

    @cached_property
    def _now(self) -> Plan:
        return _pairs(self.solution)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.problem)

    @cached_property
    def _eased(self) -> Problem:
        return eased(self.problem)

    @cached_property
    def _routes(self) -> dict[str, Plan] | None:
        """The best plan with each request in the eased problem; None when its own best plan is not known."""
        if self._eased == self.problem:
            found = reroutes(self.problem, self._now, self.student)
            if found is not None:
                return found
        best = self._solve(self._eased)
        return reroutes(self._eased, _pairs(best), self.student) if best.status is Status.OPTIMAL else None

    def _least(self, request: str) -> Key:
        if self.is_over() or self._is_pinned_elsewhere(request) or self._routes is None:
            return ()
        if request not in self._routes:
            return IMPOSSIBLE
        return least_key(self.problem, self._routes[request], self._proven)

    @cached_property
    def _proven(self) -> Key:
        """The key that no plan is below; empty when the plan asked about is not proven best."""
        if self.solution.status is not Status.OPTIMAL:
            return ()
        return key_of(self._values.items())

    @cached_property
    def _values(self) -> dict[Goal, GoalValue]:
        return score(self.problem, tuple(self._now))

    def _against(self, request: str) -> tuple[PairLimit, ...]:
        return against(self._lookup, self._lookup.students[self.student], self._lookup.requests[request])

    def _is_pinned_elsewhere(self, request: str) -> bool:
        return any(pin.student == self.student and pin.request != request for pin in self.problem.pins)

    def _solve(self, problem: Problem, *, share: int = 1) -> Solution:
        left = self._left()
        return solve(problem, seconds=None if left is None else left / share, threads=self.threads, stop=self.stop)

    def _left(self) -> float | None:
        return None if self.deadline is None else max(0.0, self.deadline - monotonic())

    def _without_plan(self, request: str, limits: Sequence[PairLimit | Limit], *, eligible: bool) -> Explanation:
        return Explanation(
            student=self.student, request=request, eligible=eligible, limits=tuple(limits), exact=False, price=None
        )

    def _with_plan(self, request: str, plan: Plan, *, exact: bool) -> Explanation:
        now, then = self._values, score(self.problem, tuple(plan))
        return Explanation(
            student=self.student,
            request=request,
            eligible=True,
            exact=exact,
            price=tuple(Price(goal=goal, now=now[goal], then=then[goal]) for goal in goals_of(self.problem)),
            moves=_moves(self._now, plan),
        )


def _moves(before: Plan, after: Plan) -> tuple[PlanMove, ...]:
    was = {pair.student: pair.request for pair in before}
    becomes = {pair.student: pair.request for pair in after}
    return tuple(
        PlanMove(student=name, from_request=was.get(name), to_request=becomes.get(name))
        for name in sorted(was.keys() | becomes.keys())
        if was.get(name) != becomes.get(name)
    )


def _pairs(solution: Solution) -> Plan:
    return frozenset(Pair(each.student, each.request) for each in solution.assignments)
