"""The tables of the page, from what was measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from bench.cases import ENGINE
from bench.results import Group, Reached

NAMES = {
    ENGINE: "Kansmatch, whole command",
    "flow:weighted": "OR-Tools flow, one weighted sum",
    "flow:coverage": "OR-Tools flow, coverage",
    "flow:maximum": "OR-Tools maximum flow of least weighted sum",
    "scipy": "SciPy sparse matching",
    "cp-sat": "CP-SAT, all pairs",
    "cbc": "CBC through PuLP, all pairs",
}

LIMITED = (ENGINE, "cp-sat", "cbc")

Groups = dict[tuple[str, str], Group]


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is words, the others are numbers."""
    lines = ["| " + " | ".join(headings) + " |", "|---" + "|---:" * (len(headings) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def of_case(groups: Groups, case: str) -> str:
    """Everybody who was asked this, with how far they came."""
    here = {program: group for (name, program), group in groups.items() if name == case}
    flow = here.get("flow:weighted")
    headings = [
        "",
        "runs",
        "limit s",
        "wall s",
        "CPU s",
        "CPU against flow",
        "peak MB",
        "goals proven",
        "where it stood",
    ]
    return table(headings, [_row(program, group, flow) for program, group in here.items()])


def _row(program: str, group: Group, flow: Group | None) -> list[str]:
    first = group.least
    proves = "students placed" if program.startswith("flow:") else f"{first.proven} of {first.asked}"
    return [
        NAMES[program],
        str(len(group.runs)),
        f"{first.limit:g}" if first.limit < 900 and program in LIMITED else "",
        seconds(group.wall),
        seconds(group.cpu),
        f"{group.cpu / flow.cpu:.1f} ×" if flow else "",
        f"{group.peak_mb:,.0f}",
        proves if first.ended else "stopped from outside",
        where(first.reached) if first.ended and not program.startswith("flow:") else "",
    ]


def in_short(groups: Groups) -> str:
    """The engine alone, a row for every problem but those of the curve."""
    rows = []
    for (case, program), group in groups.items():
        if program == ENGINE and not case.startswith("curve"):
            flow = groups.get((case, "flow:weighted"))
            rows.append(
                [
                    case,
                    f"{group.least.pairs:,}",
                    f"{group.least.proven} of {group.least.asked}",
                    seconds(group.wall),
                    seconds(group.cpu),
                    f"{group.cpu / flow.cpu:.1f} ×" if flow else "",
                    f"{group.peak_mb:,.0f}",
                    where(group.least.reached),
                ]
            )
    headings = "|pairs|goals proven|wall s|CPU s|against one flow|peak MB|where it stood".split("|")
    return table(headings, rows) if rows else ""


def of_around(groups: Groups, case: str) -> str:
    """The commands on one plan, each once."""
    rows = [
        [program, seconds(group.wall), seconds(group.cpu), f"{group.peak_mb:,.0f}", group.least.note]
        for (name, program), group in groups.items()
        if name == case
    ]
    return table(["", "wall s", "CPU s", "peak MB", ""], rows)


def where(reached: Sequence[Reached]) -> str:
    """The first goal that is not proven, with value, bound and the gap between them."""
    left = next((goal for goal in reached if not goal.proven), None)
    if left is None:
        return ""
    if left.value is None:
        return f"`{left.goal}`: no plan yet"
    if left.bound is None:
        return f"`{left.goal}` {shown(left.value)}, no bound"
    return f"`{left.goal}` {shown(left.value)}, bound {shown(left.bound)}{gap(left.value, left.bound)}"


def gap(value: list[int], bound: list[int]) -> str:
    """The difference in hundredths of the value, where it is one number."""
    return f" ({abs(value[0] - bound[0]) / abs(value[0]):.3%})" if len(value) == 1 and value[0] else ""


def shown(numbers: list[int]) -> str:
    """One number, or a list as the format writes it."""
    return f"{numbers[0]:,}" if len(numbers) == 1 else str(numbers)


def seconds(value: float) -> str:
    """Three figures, no more."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def disagreements(groups: Groups) -> list[str]:
    """Sentences on values that two programs both call proven and that differ; there should be none."""
    found = []
    for case in dict.fromkeys(name for name, _ in groups):
        truth: dict[str, tuple[str, list[int] | None]] = {}
        for program, group in ((p, g) for (name, p), g in groups.items() if name == case):
            for goal in group.least.reached[: group.least.proven]:
                by, value = truth.setdefault(goal.goal, (program, goal.value))
                if value != goal.value:
                    found.append(
                        f"{case}: `{goal.goal}` is {value} by {NAMES[by]} and {goal.value} by {NAMES[program]}."
                    )
    return found


def of_curve(groups: Groups) -> str:
    """Plain cost against pairs, and what is left when n·log n is taken out."""
    points = curve_points(groups)
    if not points:
        return ""
    unit = points[0].cpu / growth(points[0].least.pairs)
    headings = [
        "students",
        "eligible pairs",
        "wall s",
        "CPU s",
        "CPU per n·log n, first = 1",
        "peak MB",
        "goals proven",
    ]
    rows = [
        [
            f"{group.least.students:,}",
            f"{group.least.pairs:,}",
            seconds(group.wall),
            seconds(group.cpu),
            f"{group.cpu / growth(group.least.pairs) / unit:.2f}",
            f"{group.peak_mb:,.0f}",
            f"{group.least.proven} of {group.least.asked}" if group.least.ended else "refused or stopped",
        ]
        for group in points
    ]
    return table(headings, rows)


def curve_points(groups: Groups) -> list[Group]:
    """The engine on ever larger plain problems."""
    return [group for (case, program), group in groups.items() if case.startswith("curve") and program == ENGINE]


def growth(pairs: int) -> float:
    """n·log n."""
    return pairs * math.log2(pairs)
