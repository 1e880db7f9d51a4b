"""The whole-number program of some candidate pairs, with every limit and what the goals count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.goals import Stage, coverage_of, weights
from matching.graph import Chosen, Graph, Ints
from matching.rules import Goal
from matching.solver.caps import RequestCap, SchoolCap, school_caps
from matching.solver.nesting import NONE, binding_quotas
from matching.solver.program import FREE, Draft, Program


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Coverage's columns: each is full when `school` has `count` students, and is worth `gain`; shape (steps,)."""

    columns: Ints
    school: Ints
    count: Ints
    gain: Ints


@dataclass(frozen=True, eq=False)
class Model:
    """A program whose first columns are `pairs` of the graph; the others only help to count.

    `steps` are coverage's columns; `duos` are a wish's columns, those of the one student and of the other there;
    `links` are (a pair's column, its open's column), shape (links, 2): a pair stands only at an open request.
    """

    graph: Graph
    pairs: Ints
    program: Program
    steps: Steps
    duos: tuple[tuple[int, Ints, Ints], ...]
    links: Ints

    def costs(self, stage: Stage) -> Ints:
        """What each column adds to the stage's number, its constant left out."""
        costs = np.zeros(len(self.program.upper), dtype=np.int64)
        if stage.counts_coverage:
            costs[self.steps.columns] = -self.steps.gain
        elif stage.counts_duos:
            costs[[both for both, _, _ in self.duos]] = -1
        else:
            costs[: len(self.pairs)] = stage.cost[self.pairs]
        return costs

    def complete(self, values: Ints) -> Ints:
        """Every column as it follows from the columns of the pairs, which alone are read; shape (columns,)."""
        whole = np.zeros(len(self.program.upper), dtype=np.int64)
        whole[: len(self.pairs)] = values[: len(self.pairs)]
        np.maximum.at(whole, self.links[:, 1], whole[self.links[:, 0]])
        there = self.graph.school[self.pairs[whole[: len(self.pairs)] > 0]]
        counts = np.bincount(there, minlength=len(self.graph.problem.schools))
        whole[self.steps.columns] = counts[self.steps.school] >= self.steps.count
        for both, ours, theirs in self.duos:
            whole[both] = whole[ours].any() and whole[theirs].any()
        return whole

    def columns_of(self, chosen: Chosen) -> Ints:
        """The columns of a plan whose pairs are all in the model, shape (columns,)."""
        return self.complete(np.isin(self.pairs, chosen).astype(np.int64))

    def plan_of(self, values: Ints) -> Chosen:
        """The plan that whole columns stand for."""
        return self.pairs[values[: len(self.pairs)] > 0]


def build_model(graph: Graph, pairs: Ints, goals: Sequence[Goal]) -> Model:
    """Columns and rows for these pairs; those for coverage and duos only when a goal counts them."""
    writer = _Writer(graph, pairs, Draft())
    writer.students()
    caps = school_caps(graph, pairs)
    for cap in caps:
        writer.school(cap)
    writer.quotas()
    if Goal.COVERAGE in goals:
        writer.coverage(caps)
    writer.required_duos()
    if Goal.DUOS in goals:
        writer.wished_duos()
    return writer.finish()


class _Writer:
    """Writes the model of some pairs into a draft, a method per limit."""

    def __init__(self, graph: Graph, pairs: Ints, draft: Draft) -> None:
        self.graph, self.pairs, self.draft = graph, pairs, draft
        self.columns = draft.add_columns(len(pairs))
        self.steps: list[Steps] = []
        self.duos: list[tuple[int, Ints, Ints]] = []
        self.links: list[Ints] = []

    def of(self, pairs: Ints) -> Ints:
        """The columns of these pairs."""
        return np.searchsorted(self.pairs, pairs)

    def students(self) -> None:
        """At most one pair each; a pinned student exactly one."""
        there, at, count = np.unique(self.graph.student[self.pairs], return_inverse=True, return_counts=True)
        pinned = self.graph.pinned_students[there]
        tied = pinned | (count > 1)
        columns = np.nonzero(tied[at])[0]
        row = np.cumsum(tied) - 1
        low, ones = pinned[tied].astype(np.int64), np.ones(len(columns), dtype=np.int64)
        self.draft.add_rows(row[at[columns]], columns, ones, low, np.ones_like(low))

    def quotas(self) -> None:
        """The quotas that these pairs could break."""
        found = binding_quotas(self.graph, self.pairs)
        held = np.nonzero(found.of != NONE)[0]
        ones = np.ones(len(held), dtype=np.int64)
        self.draft.add_rows(found.of[held], held, ones, np.full_like(found.most, -FREE), found.most)

    def school(self, cap: SchoolCap) -> None:
        """The limits within one school: its cap and its requests."""
        if cap.most < sum(request.most for request in cap.requests):
            self.draft.add_row((self.of(cap.pairs), 1), high=cap.most)
        for request in cap.requests:
            self.request(request)

    def request(self, cap: RequestCap) -> None:
        """The limits within one request: 0 or from least to most, and its half-days."""
        columns = self.of(cap.pairs)
        if cap.least > 1:
            self.minimum(cap, columns)
        elif cap.most < len(columns):
            self.draft.add_row((columns, 1), high=cap.most)
        for row in cap.rows:
            self.draft.add_row((columns, row.coefficients), high=row.limit)

    def minimum(self, cap: RequestCap, columns: Ints) -> None:
        """An open column decides between none and at least the minimum."""
        opened = self.draft.add_columns(1)
        self.draft.add_row((columns, 1), (opened, -cap.least), low=0)
        self.draft.add_row((columns, 1), (opened, -cap.most), high=0)
        count = len(columns)
        links = np.column_stack([columns, np.broadcast_to(opened, count)])
        free, none = np.full(count, -FREE), np.zeros(count, dtype=np.int64)
        self.draft.add_rows(np.repeat(np.arange(count), 2), links.ravel(), np.tile([1, -1], count), free, none)
        self.links.append(links)

    def coverage(self, caps: Sequence[SchoolCap]) -> None:
        """Steps between the numbers of students a school can have: the concave envelope, exact for whole plans."""
        weight = weights(self.graph.problem)
        for cap in caps:
            counts = np.array(cap.counts, dtype=np.int64)
            steps = self.draft.add_columns(len(counts) - 1, whole=False)
            worth = np.array([coverage_of(int(weight[cap.school]), count) for count in cap.counts], dtype=np.int64)
            self.steps.append(Steps(steps, np.full(len(steps), cap.school), counts[1:], np.diff(worth)))
            self.draft.add_row((self.of(cap.pairs), 1), (steps, -np.diff(counts)), low=0, high=0)

    def required_duos(self) -> None:
        """Per school as many of the one student as of the other."""
        for first, second, required in self.graph.duos:
            if required:
                for ours, theirs in self.at_schools(first, second):
                    self.draft.add_row((ours, 1), (theirs, -1), low=0, high=0)

    def wished_duos(self) -> None:
        """Per school a column that may be one only when both are there."""
        for first, second, required in self.graph.duos:
            for ours, theirs in () if required else self.at_schools(first, second):
                if len(ours) and len(theirs):
                    both = self.draft.add_columns(1, whole=False)
                    self.duos.append((int(both[0]), ours, theirs))
                    self.draft.add_row((both, 1), (ours, -1), high=0)
                    self.draft.add_row((both, 1), (theirs, -1), high=0)

    def at_schools(self, first: int, second: int) -> list[tuple[Ints, Ints]]:
        """Per school that either can come to, the columns of the one and of the other."""
        students, schools = self.graph.student[self.pairs], self.graph.school[self.pairs]
        starts, ends = (np.searchsorted(students, [first, second], side=side) for side in ("left", "right"))
        ours, theirs = np.arange(starts[0], ends[0]), np.arange(starts[1], ends[1])
        there = np.union1d(schools[ours], schools[theirs])
        return [(ours[schools[ours] == school], theirs[schools[theirs] == school]) for school in there]

    def finish(self) -> Model:
        """The model with its counting columns."""
        links = np.concatenate([np.zeros((0, 2), dtype=np.int64), *self.links])
        steps = Steps(*(np.concatenate([np.zeros(0, dtype=np.int64), *parts]) for parts in self.step_parts()))
        return Model(self.graph, self.pairs, self.draft.finish(), steps, tuple(self.duos), links)

    def step_parts(self) -> list[list[Ints]]:
        """The four arrays of `Steps`, school by school."""
        return [[getattr(part, name) for part in self.steps] for name in ("columns", "school", "count", "gain")]
