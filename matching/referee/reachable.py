"""The requests a student may go to, found without looking at every school of a country."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from matching.problem import Request, School, Student
from matching.referee.lookup import Lookup
from matching.referee.minutes import EARTH_RADIUS_KM
from matching.referee.pairs import eligible


class Reachable:
    """Schools by latitude: who lives far north or south of one cannot be there in time, whatever the way between."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.schools = sorted(lookup.problem.schools, key=lambda school: school.location[0])
        self.latitudes = [school.location[0] for school in self.schools]
        self.requests: defaultdict[str, list[Request]] = defaultdict(list)
        for request in lookup.problem.requests:
            self.requests[request.school].append(request)
        self.listed: defaultdict[str, list[str]] = defaultdict(list)
        for student, school, _minutes in lookup.problem.listed_minutes:
            self.listed[student].append(school)
        self.pinned = {pin.student: pin.request for pin in lookup.problem.pins}

    def requests_of(self, student: Student) -> Iterator[Request]:
        """Every request that the student is eligible for; for a pinned student the pin alone."""
        if student.id in self.pinned:
            yield self.lookup.requests[self.pinned[student.id]]
            return
        for school in self._near(student):
            for request in self.requests[school]:
                if eligible(self.lookup, student, request):
                    yield request

    def _near(self, student: Student) -> set[str]:
        """Schools that are near enough by latitude alone, and those with listed minutes."""
        mode = self.lookup.problem.modes[student.mode]
        minutes = max(0.0, student.max_minutes - mode.start_minutes + 1)
        degrees = math.degrees(minutes / 60 * mode.km_per_hour / mode.detour / EARTH_RADIUS_KM)
        found = set(self.listed[student.id])
        for latitude, _longitude in student.homes:
            first = bisect_left(self.latitudes, latitude - degrees)
            found.update(_ids(self.schools[first : bisect_right(self.latitudes, latitude + degrees)]))
        return found


def _ids(schools: list[School]) -> Iterator[str]:
    return (school.id for school in schools)
