"""The ids an input may name, gathered from the problem's rows before the rows themselves are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from matching.problem import DEFAULT_MODES, Problem
from matching.text.reader import Reader
from matching.text.values import one_of, word

Ids = frozenset[str] | None
"""None when the list itself is missing or wrong: then every name passes, so that one fault stays one line."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Which students, schools, requests and modes of travel there are, each with its reader."""

    students: Ids
    schools: Ids
    requests: Ids
    modes: Ids
    wishes: Ids

    @cached_property
    def student(self) -> Reader[str]:
        """Reads the id of a student of the problem."""
        return _among(self.students, "a student of this problem")

    @cached_property
    def school(self) -> Reader[str]:
        """Reads the id of a school of the problem."""
        return _among(self.schools, "a school of this problem")

    @cached_property
    def request(self) -> Reader[str]:
        """Reads the id of a request of the problem."""
        return _among(self.requests, "a request of this problem")

    @cached_property
    def wish(self) -> Reader[str]:
        """Reads the id of a school or a request of the problem."""
        return _among(self.wishes, "a school or a request of this problem")

    @cached_property
    def any_of_these(self) -> Reader[str]:
        """Reads the id of a student, school or request of the problem."""
        every = (self.students or frozenset()) | (self.wishes or frozenset())
        return _among(every, "a student, school or request of this problem")

    @cached_property
    def mode(self) -> Reader[str]:
        """Reads the name of a mode of travel of the problem."""
        return _among(self.modes, "a mode of travel.modes")


def names_of(content: Mapping[str, object]) -> Names:
    """The names in the plain values of a problem, whatever else is wrong with it."""
    schools, requests = _ids(content.get("schools")), _ids(content.get("requests"))
    return Names(
        students=_ids(content.get("students")),
        schools=schools,
        requests=requests,
        wishes=None if schools is None or requests is None else schools | requests,
        modes=_modes(content.get("travel", {})),
    )


def names_in(problem: Problem) -> Names:
    """The names in a problem that was read before."""
    schools = frozenset(school.id for school in problem.schools)
    requests = frozenset(request.id for request in problem.requests)
    return Names(
        students=frozenset(student.id for student in problem.students),
        schools=schools,
        requests=requests,
        wishes=schools | requests,
        modes=frozenset(problem.modes),
    )


def _among(ids: Ids, what: str) -> Reader[str]:
    return word if ids is None else one_of(ids, what)


def _ids(rows: object) -> Ids:
    if not isinstance(rows, list):
        return None
    found = (row.get("id") for row in rows if isinstance(row, dict))
    return frozenset(name for name in found if isinstance(name, str))


def _modes(travel: object) -> Ids:
    modes = travel.get("modes", DEFAULT_MODES) if isinstance(travel, dict) else None
    return frozenset(name for name in modes if isinstance(name, str)) if isinstance(modes, dict) else None
