"""The command `make bench`: measures, prints each row as it comes, and writes the page with its pictures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench import page, results
from bench.around import around
from bench.campaign import carry_out
from bench.cases import SIZES, cases
from bench.machine import machine
from bench.measured import HERE
from bench.results import Result

KINDS = ("plain", "around", "curve", "side")
AROUND = ("college", "country")
DOCS = HERE / "docs"


def words() -> Namespace:
    """What was asked on the command line."""
    parser = ArgumentParser(prog="python -m bench", description="Measure the engine beside other solvers.")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS), help="these kinds of problems")
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES), help="these sizes")
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="runs of what is compared in turn")
    parser.add_argument("--seed", type=int, default=1, metavar="K", help="of the made-up problems")
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="for every program that can use them")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="docs/ after a whole run, else var/bench/")
    parser.add_argument("--page-of", nargs="+", type=Path, metavar="FILE", help="the page of numbers measured earlier")
    return parser.parse_args()


def main() -> None:
    """A run that leaves something out does not overwrite the page of the last whole one."""
    asked = words()
    if asked.page_of:
        page.of_files(asked.out or DOCS, asked.page_of)
        return
    whole = len(asked.only) == len(KINDS) and len(asked.sizes) == len(SIZES)
    folder = asked.out or (DOCS if whole else HERE / "var" / "bench")
    folder.mkdir(parents=True, exist_ok=True)
    about = machine(at=datetime.now().astimezone(), seed=asked.seed, threads=asked.threads)
    found: list[Result] = []

    def told(result: Result) -> None:
        found.append(result)
        sys.stdout.write(line(result) + "\n")
        sys.stdout.flush()
        results.write(folder / "benchmarks.json", about, found)

    measure(asked, told)
    page.write(folder, about, found)


def measure(asked: Namespace, told: Callable[[Result], None]) -> None:
    """Everything asked for; what has to wait for time limits comes last."""
    for kind in KINDS:
        if kind == "around" and kind in asked.only:
            for size in (size for size in AROUND if size in asked.sizes):
                around(size, seed=asked.seed, threads=asked.threads, told=told)
        for case in cases(asked.sizes, kind, asked.repeats) if kind in asked.only else ():
            carry_out(case, seed=asked.seed, threads=asked.threads, told=told)


def line(result: Result) -> str:
    """One run in one line."""
    took = f"{result.wall:>8.2f} s {result.cpu:>8.2f} s CPU {result.peak_mb:>6.0f} MB"
    proven = result.note or f"{result.proven} of {result.asked} goals proven{'' if result.ended else ', stopped'}"
    return f"{result.case:<34} {result.program:<14} {result.pairs:>9} pairs {took}  {proven}"


if __name__ == "__main__":
    main()
