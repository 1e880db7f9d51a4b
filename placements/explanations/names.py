"""What people call the rows that the engine knows by number only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import MatchRound
from placements.problem_builder import row_of
from placements.queries.proposals import request_schools, school_names, student_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by primary key; a student whom the reader may not know is missing from `students`."""

    students: dict[int, str]
    schools: dict[int, str]
    requests: dict[int, int]
    colleges: dict[str, str]

    def student(self, name: str) -> str:
        """The student behind `s12`."""
        return self.students.get(row_of(name)) or _("een student van een andere hogeschool")

    def school(self, name: str) -> str:
        """The school behind `h12`."""
        return self.schools.get(row_of(name)) or _("een school")

    def school_of(self, name: str) -> str:
        """The school behind a request `r12` or a school `h12`."""
        if name.startswith("h"):
            return self.school(name)
        return self.schools.get(self.requests.get(row_of(name), 0)) or _("een school")


def names_seen_by(viewer: Any, match_round: MatchRound) -> Names:
    """The names of a round as far as the viewer may know them: four queries, whatever the size."""
    return Names(
        students=student_names(viewer=viewer, match_round=match_round),
        schools=school_names(match_round=match_round),
        requests=request_schools(match_round=match_round),
        colleges=dict(match_round.colleges.values_list("code", "name")),
    )
