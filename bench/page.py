"""Writes the page of the measurements: what was asked, of whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import pictures, results, tables
from bench.cases import NOT_TRIED
from bench.results import Result, grouped
from bench.tables import NAMES, Groups

HEAD = """# What the engine takes, beside other solvers

Written by `make bench`; the raw numbers stand in [benchmarks.json](benchmarks.json). **These are figures of one
machine**, every table measured in one go, on made-up problems (`python -m matching generate`). Seconds differ from
machine to machine; what can be compared is the ratio of two programs that were measured one after another.
"""

HOW = """## How it was measured
* Every run is a process of its own. *Kansmatch, whole command* is `python -m matching solve` from the problem's file to
  the solution's, Python's start, reading and writing included. The other programs are given the candidate
  pairs and costs as arrays, ready made: what is counted is building their own picture and solving. The engine has the
  heavier task of the two.
* Seconds of CPU count all cores. Peak memory is of the whole process. Programs that stand in the same table with
  several runs were measured in turn, engine, flow, engine, flow; the table shows medians, and of the runs the one that
  proved least.
* The goals are `placed, coverage, wishes:cost, travel:total, fit` where nothing else is said, and under side limits
  `placed, coverage, duos, wishes:generous, travel:total, fit`. The engine also settles the lottery, which nobody else
  is asked for.
* *OR-Tools flow* is one minimum-cost flow over the engine's own graph (students, requests, schools, steps, and a node
  for those who stay out), built once and solved once for one vector of costs: the weighted sum of the goals that count
  pairs, or coverage. It answers no list of goals; the first is the yardstick. *Maximum flow of least weighted sum*
  leaves out the node for those who stay out and lets OR-Tools find how many can be placed, which is quicker.
* *SciPy sparse matching* is `min_weight_full_bipartite_matching`, a column for every place. It knows nothing of
  schools, so it is asked for `placed` and `wishes:cost` alone.
* *CP-SAT* and *CBC through PuLP* get the program of the textbooks, a column for each pair, and the goals in turn, each
  value kept by a row. They are measured once. They stop at the first goal that is not proven, and at their time limit,
  which holds for building and all goals together.
* A goal is proven when value and bound meet and all goals before are proven. *Where it stood* is the first that is not.
"""


def write(folder: Path, machine: dict[str, str], found: Sequence[Result]) -> None:
    """`benchmarks.md` in the folder, with a picture where there is enough to draw."""
    groups = grouped(found)
    drawn = {"benchmarks-sizes.svg": pictures.of_sizes(groups), "benchmarks-curve.svg": pictures.of_curve(groups)}
    for name, picture in drawn.items():
        if picture:
            folder.joinpath(name).write_text(picture)
    there = {name for name, picture in drawn.items() if picture}
    folder.joinpath("benchmarks.md").write_text("\n".join(_parts(machine, groups, there)))


def of_files(folder: Path, files: Sequence[Path]) -> None:
    """The page of numbers that were measured in parts on one machine; the first file tells which."""
    parts = [results.read(file) for file in files]
    found = [result for _, part in parts for result in part]
    results.write(folder / "benchmarks.json", parts[0][0], found)
    write(folder, parts[0][0], found)


def _parts(machine: dict[str, str], groups: Groups, there: set[str]) -> Iterator[str]:
    yield HEAD
    yield tables.table(["", ""], [[heading, words] for heading, words in machine.items()])
    if short := tables.in_short(groups):
        yield "## The engine in short\n"
        yield short
    yield HOW
    yield _limits(groups)
    yield _agreement(groups)
    names = list(dict.fromkeys(case for case, _ in groups))
    plain = [name for name in names if ", plain" in name]
    if plain:
        yield "## Plain problems\n"
        if "benchmarks-sizes.svg" in there:
            yield "![CPU seconds on plain problems; the tables hold the same numbers](benchmarks-sizes.svg)\n"
        yield from _tables(groups, plain)
    side = [name for name in names if ", side" in name]
    if side:
        yield "## Side limits: duos, minimums, quotas, half-days at once, all together\n"
        yield from _tables(groups, side)
    around = [name for name in names if name.endswith("around the plan")]
    if around:
        yield "## Around a plain plan: its certificate, its prices, its repair\n"
        yield from _around(groups, around)
    yield from _curve(groups, there)


def _tables(groups: Groups, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        first = next(group.least for (case, _), group in groups.items() if case == name)
        yield f"### {name[0].upper()}{name[1:]}: {first.students:,} students, {first.pairs:,} pairs\n"
        yield tables.of_case(groups, name)


def _around(groups: Groups, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        first = next(group.least for (case, _), group in groups.items() if case == name)
        yield f"### {name.split(',')[0].capitalize()}: {first.students:,} students, {first.pairs:,} pairs\n"
        yield tables.of_around(groups, name)


def _limits(groups: Groups) -> str:
    limits = {
        (program, group.least.limit)
        for (case, program), group in groups.items()
        if program in ("cp-sat", "cbc") or (program == "engine" and ", side" in case)
    }
    words = []
    for program in dict.fromkeys(by for by, _ in sorted(limits)):
        times = [f"{limit:g}" for by, limit in sorted(limits) if by == program]
        words.append(f"{NAMES[program]}: {', '.join(times)} s")
    left_out = ", ".join(f"{NAMES[program]} at {size} size" for program, size in sorted(NOT_TRIED))
    told = "; ".join(words) or "none"
    return f"Time limits by the clock, by size as the tables say: {told}.\nNot tried: {left_out}.\n"


def _agreement(groups: Groups) -> str:
    found = tables.disagreements(groups)
    if not found:
        return "**Wherever two programs call a goal proven, their values are equal.**\n"
    return "**Values that two programs call proven and that differ:**\n\n" + "".join(f"* {each}\n" for each in found)


def _curve(groups: Groups, there: set[str]) -> Iterator[str]:
    table = tables.of_curve(groups)
    if table:
        yield "## Plain cost against pairs\n"
        if "benchmarks-curve.svg" in there:
            yield "![CPU seconds of the engine against eligible pairs, beside n·log n](benchmarks-curve.svg)\n"
        yield table
