"""A place as a calendar file: one entry for each day of the week, every week of the internship."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.week import DAYS, in_words
from placements.models import Placement


def calendar_of(placement: Placement, *, at: datetime) -> bytes:
    """The days in RFC 5545; whole days, as schools set their own hours. Empty while the round has no dates."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kansmatch//NL")
    calendar.add("version", "2.0")
    start, end = placement.round.starts_on, placement.round.ends_on
    if start and end:
        for number, day in enumerate(DAYS):
            half_days = [half_day for half_day in placement.half_days if half_day.startswith(day)]
            first = start + timedelta(days=(number - start.weekday()) % 7)
            if half_days and first <= end:
                calendar.add_component(_weekly(placement, half_days, first, end, at))
    return calendar.to_ical()


def _weekly(placement: Placement, half_days: list[str], first: date, end: date, at: datetime) -> Event:
    school = placement.request.school
    event = Event()
    event.add("uid", f"placement-{placement.pk}-{half_days[0][:3]}@kansmatch")
    event.add("dtstamp", at)
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(days=1))
    event.add("rrule", {"freq": "weekly", "until": end})
    event.add("summary", _("Stage %(school)s: %(when)s") % {"school": school, "when": in_words(half_days)})
    event.add("location", f"{school.street}, {school.postcode} {school.town}".strip(", "))
    return event
