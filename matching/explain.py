"""What placing a student at a request would cost, goal by goal, and who would move: exact, or said not to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from matching.problem import Pair, Problem
from matching.referee.pairs import against
from matching.rules import Limit, PairLimit
from matching.solution import Explanation, Solution, Status
from matching.solve import solve
from matching.solver.watch import Watch
from matching.why.base import Plan
from matching.why.price_order import Key, key_of, surely_dearer
from matching.why.setting import SEARCHED, Setting
from matching.why.stored import from_text, to_text
from matching.why.told import moves_between, with_plan, without_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """Other places for a student, cheapest first; `complete` is false when time ended before `limit` were found."""

    found: tuple[Explanation, ...]
    complete: bool


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
    return Explainer(problem, solution, threads=threads).explain(student, request, seconds=seconds, stop=stop)


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
    asked = Explainer(problem, solution, threads=threads)
    return asked.alternatives(student, limit=limit, seconds=seconds, stop=stop).found


class Explainer:
    """Answers questions about one plan; what is reckoned for one answer serves the next.

    `stored` is what an earlier one had `to_store`; it saves time where it holds, and does nothing where it does not.
    Among more than `searched` pairs under side limits no best plan is searched for, only one near by.
    """

    def __init__(
        self,
        problem: Problem,
        solution: Solution,
        *,
        threads: int = 2,
        stored: str | None = None,
        searched: int = SEARCHED,
    ) -> None:
        self._setting = Setting(problem, solution, None if stored is None else from_text(stored), searched)
        self._threads = threads

    def to_store(self) -> str | None:
        """What takes longest to reckon of the plan, as text; None when the plan is no best flow."""
        found = self._setting.distances
        return None if found is None else to_text(found)

    def explain(
        self, student: str, request: str, *, seconds: float | None = None, stop: Callable[[], bool] | None = None
    ) -> Explanation:
        """As the function of that name."""
        return self._priced(Pair(student, request), Watch(seconds, stop, self._threads))

    def alternatives(
        self,
        student: str,
        *,
        limit: int = 10,
        seconds: float | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Alternatives:
        """As the function of that name, and whether time was enough."""
        watch = Watch(seconds, stop, self._threads)
        if watch.over():
            return Alternatives(found=(), complete=False)
        asked = self._cheapest(student, limit) or self._by_bound(student, limit, watch)
        found: list[Explanation] = []
        for place, (request, least) in enumerate(asked):
            if len(found) >= limit and surely_dearer(least, found[limit - 1]):
                break
            if watch.over():
                return Alternatives(found=tuple(found[:limit]), complete=False)
            share = max(1, min(limit, len(asked)) - place)
            found.append(self._priced(Pair(student, request), watch, share=share))
            found.sort(key=lambda each: (each.price is None, key_of(each), each.request))
        return Alternatives(found=tuple(found[:limit]), complete=True)

    def _cheapest(self, student: str, limit: int) -> list[tuple[str, Key]]:
        """The `limit` cheapest eligible requests, where one search tells each price; none where it takes solving."""
        base = self._setting.base_for(student)
        if base is None:
            return []
        first = base.cheapest(student)[:limit]
        if len(first) < limit:
            first += [request for request in self._setting.elsewhere(student) if request not in set(first)]
        return [(request, ()) for request in first[:limit]]

    def _by_bound(self, student: str, limit: int, watch: Watch) -> list[tuple[str, Key]]:
        """Every eligible request where the student is not now, with a key that no plan holding the pair is below.

        Where plans are not searched for, those alone that look cheapest by that key.
        """
        setting = self._setting
        found = [(request, setting.least(student, request, watch)) for request in setting.elsewhere(student)]
        ordered = sorted(found, key=lambda each: each[::-1])
        return ordered if setting.is_small else ordered[:limit]

    def _priced(self, pair: Pair, watch: Watch, *, share: int = 1) -> Explanation:
        """The price of one pair, in one part in `share` of the time that is left."""
        setting = self._setting
        if limits := self._against(pair):
            return without_plan(pair, limits, eligible=False)
        if any(pin.student == pair.student and pin.request != pair.request for pin in setting.problem.pins):
            return without_plan(pair, (Limit.PIN,), eligible=True)
        if setting.proven and pair in setting.now:
            return with_plan(pair, setting.values, setting.values, (), exact=True)
        return self._by_reroute(pair) or self._by_solving(pair, watch, share)

    def _against(self, pair: Pair) -> tuple[PairLimit, ...]:
        lookup = self._setting.lookup
        return against(lookup, lookup.students[pair.student], lookup.requests[pair.request])

    def _by_reroute(self, pair: Pair) -> Explanation | None:
        base = self._setting.base_for(pair.student)
        change = None if base is None else base.change(pair)
        if base is None or change is None:
            return None
        moves = moves_between(self._setting.now, base.plan, base.moves(change))
        return with_plan(pair, self._setting.values, base.values_after(change), moves, exact=True)

    def _by_solving(self, pair: Pair, watch: Watch, share: int) -> Explanation:
        """The best plan under the pin as far as it can be searched: from a plan near by, or else from nothing."""
        from matching.why.forced import best_known  # only here: the solvers behind it take half a second to load

        left = watch.left()
        own = Watch(None if left is None else left / share, watch.stop, self._threads)
        known = best_known(self._setting, pair, own)
        if known is not None:
            return self._told(pair, known[0], exact=known[1])
        problem = self._setting.problem
        forced = replace(problem, pins=tuple(dict.fromkeys((*problem.pins, pair))))
        answer = solve(forced, seconds=own.left(), threads=self._threads, stop=watch.stop)
        plan = frozenset(Pair(each.student, each.request) for each in answer.assignments)
        if pair not in plan:
            return without_plan(pair, tuple(dict.fromkeys(each.limit for each in answer.conflict)), eligible=True)
        return self._told(pair, plan, exact=answer.status is Status.OPTIMAL)

    def _told(self, pair: Pair, plan: Plan, *, exact: bool) -> Explanation:
        setting = self._setting
        return with_plan(pair, setting.values, setting.score(plan), moves_between(setting.now, plan, {}), exact=exact)
