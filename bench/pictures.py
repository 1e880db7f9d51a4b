"""The two charts of the page."""

from __future__ import annotations

from bench.cases import ENGINE
from bench.chart import Series, chart
from bench.tables import NAMES, Groups, curve_points, growth


def of_sizes(groups: Groups) -> str | None:
    """CPU seconds against pairs, for everybody who was asked the five goals of the plain problems."""
    here = {key: group for key, group in groups.items() if key[0].endswith(", plain")}
    if not here:
        return None
    series = []
    for program in NAMES:
        own = [group for (_, name), group in here.items() if name == program]
        if own:
            short = {n for n, group in enumerate(own) if program in ("cp-sat", "cbc") and not _whole(group.least)}
            points = [(group.least.pairs, max(group.cpu, 1e-3)) for group in own]
            series.append(Series(name=_short(program), points=points, open=frozenset(short)))
    return chart(
        title="CPU seconds of each program on plain problems",
        description="Logarithmic axes. Hollow marks did not prove all goals within their time limit. "
        "The numbers stand in the tables of the page.",
        across="eligible pairs",
        up="CPU seconds",
        series=series,
    )


def _whole(result: object) -> bool:
    return bool(getattr(result, "proven", 0) == getattr(result, "asked", -1))


def _short(program: str) -> str:
    return {"flow:weighted": "one flow, weighted", "flow:coverage": "one flow, coverage"}.get(
        program, "maximum flow" if program == "flow:maximum" else NAMES[program].split(", ")[0]
    )


def of_curve(groups: Groups) -> str | None:
    """CPU seconds of the engine on ever larger plain problems beside n·log n."""
    points = [(group.least.pairs, group.cpu) for group in curve_points(groups) if group.least.ended]
    if len(points) < 2:
        return None
    first_pairs, first_cpu = points[0]
    line = [(pairs, first_cpu * growth(pairs) / growth(first_pairs)) for pairs, _ in points]
    flow = [
        (group.least.pairs, group.cpu)
        for (case, program), group in groups.items()
        if case.startswith("curve") and program == "flow:weighted" and group.least.ended
    ]
    return chart(
        title="CPU seconds of the engine against eligible pairs",
        description="Logarithmic axes. The dashed line is n·log n through the first point. "
        "The numbers stand in the table of the page.",
        across="eligible pairs",
        up="CPU seconds",
        series=[
            Series(name=NAMES[ENGINE].split(", ")[0], points=points),
            *([Series(name="one bare flow", points=flow)] if flow else []),
            Series(name="n·log n", points=line, line=True),
        ],
    )
