"""Faults between rows that are each well formed: ids twice, duos of one side, pins that are banned."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import cast

from matching.problem import Problem, Student
from matching.text.decoding import shown
from matching.text.spot import Spot


def note_contradictions(spot: Spot, problem: Problem) -> None:
    """Note what rows of one problem say against each other; lists that could not be read are None and passed over."""
    for name, rows in (("students", problem.students), ("schools", problem.schools), ("requests", problem.requests)):
        if rows is None or len({row.id for row in rows}) < len(rows):
            _ids_once(spot.field(name))
    if problem.students is None or not _all_mutual(problem.students):
        _duos_mutual(spot.field("students"))
    for name, pairs in (("pins", problem.pins), ("previous", problem.previous)):
        note_repeats(spot.field(name), (pair.student for pair in pairs or ()), "the student stands in the list twice")
    _pins_not_banned(spot.field("pins"), problem)
    keys = ((quota.college, quota.school) for quota in problem.quotas or ())
    note_repeats(spot.field("quotas"), keys, "this college and school stand in the list twice")


def note_repeats(spot: Spot, keys: Iterable[Hashable], sentence: str) -> None:
    """Note `sentence` at each item of the list at `spot` whose key an earlier item had."""
    seen: set[Hashable] = set()
    for index, key in enumerate(keys):
        if key in seen:
            spot.item(index).note(sentence)
        seen.add(key)


def _rows(spot: Spot) -> Iterator[tuple[Spot, dict[str, object]]]:
    for index, row in enumerate(spot.value if isinstance(spot.value, list) else ()):
        if isinstance(row, dict):
            yield spot.item(index), cast(dict[str, object], row)


def _ids_once(spot: Spot) -> None:
    seen: set[str] = set()
    for place, row in _rows(spot):
        name = row.get("id")
        if isinstance(name, str):
            if name in seen:
                place.field("id").wrong("stands twice")
            seen.add(name)


def _all_mutual(students: tuple[Student, ...]) -> bool:
    """Whether every duo is named alike by two; what is wrong otherwise is for a closer look at the rows."""
    named = {student.id: (student.duo.with_student, student.duo.required) for student in students if student.duo}
    return all(named.get(fellow) == (name, required) and fellow != name for name, (fellow, required) in named.items())


def _duos_mutual(spot: Spot) -> None:
    duos: dict[object, dict[str, object]] = {}
    for _, row in _rows(spot):
        if isinstance(row.get("id"), str):
            duos[row["id"]] = _duo_of(row)
    for place, row in _rows(spot):
        fellow = _duo_of(row).get("with")
        if isinstance(fellow, str) and fellow in duos:
            _duo_mutual(place.field("duo"), row, duos[fellow])


def _duo_of(row: dict[str, object]) -> dict[str, object]:
    duo = row.get("duo")
    return cast(dict[str, object], duo) if isinstance(duo, dict) else {}


def _duo_mutual(place: Spot, row: dict[str, object], answer: dict[str, object]) -> None:
    if _duo_of(row)["with"] == row.get("id"):
        place.field("with").note("the student names itself")
    elif answer.get("with") != row.get("id"):
        place.field("with").wrong(f"does not name {shown(row.get('id'))} in return")
    elif answer.get("kind") != _duo_of(row).get("kind"):
        place.field("kind").wrong(f"is not the kind the other names, {shown(answer.get('kind'))}")


def _pins_not_banned(spot: Spot, problem: Problem) -> None:
    bans = set(problem.bans or ())
    for index, pin in enumerate(problem.pins or ()):
        if pin in bans:
            spot.item(index).note("this pair is banned too")
