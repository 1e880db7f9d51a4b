"""The main job in a real browser, from an empty round to answered places, with JavaScript and without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core import mail

from placements.models import Ban, Edit, Pin, Placement, Proposal, Run, SentMail
from schools.models import Interest, SupportRequest
from students.models import Registration
from tests.browser import acts
from tests.browser.acts import the_round
from tests.browser.before_the_round import make_before
from tests.browser.cast import Cast
from tests.browser.worker import empty_the_queue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MORNINGS = ["mon-am", "tue-am"]
FOUND = {
    "Noor": ("1001", "solver"),
    "Fien": ("1001", "solver"),
    "Lotte": ("1003", "solver"),
    "Robbe": ("1002", "solver"),
    "Elif": ("1004", "solver"),
    "Ilias": ("1004", "solver"),
}
"""Everybody their first wish, and the one seat that stays empty at the school with the least need."""
CHANGED = FOUND | {"Fien": ("1002", "hand")}
TAKEN = FOUND | {"Fien": ("1002", "solver"), "Robbe": ("1001", "solver")}
"""Fien and Lotte stay where they were pinned; the seat that Fien left, in the school with most need, goes to Robbe."""
AT_THE_END = {
    "round": "published",
    "noor": (
        "9000",
        "bike",
        60,
        ["mon-am", "mon-pm", "tue-am", "tue-pm", "wed-am", "thu-am", "thu-pm", "fri-am", "fri-pm"],
        True,
    ),
    "wishes": [(1, "1001"), (2, "1002")],
    "asked": ("1ste en 2de leerjaar", MORNINGS, 2, 1, 2),
    "answers": [("1001", "yes"), ("1002", "yes"), ("1003", "yes"), ("1004", "yes")],
    "runs": [(1, "done"), (2, "done")],
    "edits": [
        ("Fien", "move", "school_agreed", False),
        ("Lotte", "pin", "duo", False),
        ("Elif", "ban", "pedagogical", True),
    ],
    "pins": [("Fien", "1002"), ("Lotte", "1003")],
    "bans": [],
    "plans": [(1, "discarded", None, None), (2, "published", "Hilde", "Bart")],
    "places": [
        ("Elif", "1004", MORNINGS, "offered", "", False),
        ("Fien", "1002", MORNINGS, "returned", "days", False),
        ("Ilias", "1004", MORNINGS, "offered", "", False),
        ("Lotte", "1003", MORNINGS, "offered", "", False),
        ("Noor", "1001", MORNINGS, "confirmed", "", True),
        ("Robbe", "1001", MORNINGS, "offered", "", True),
    ],
    "mails": {"student_open": 6, "school_open": 4, "school_proposal": 4, "student_place": 6},
    "went": 20,
}


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def cast(request, make_page, live_server, settings, tmp_path) -> Iterator[Cast]:
    settings.SITE_URL, settings.MEDIA_ROOT = live_server.url, tmp_path
    empty_the_queue()
    cast = Cast(make_page=make_page, javascript=request.param)
    yield cast
    cast.take_pictures()


def test_the_main_line(cast):
    before = make_before()
    acts.make_the_round(cast)
    acts.bring_people(cast, before.noor.pk)
    acts.register_a_student(cast)
    acts.ask_for_support(cast)
    acts.search(cast)
    assert plan_now() == FOUND
    acts.change_by_hand(cast)
    assert plan_now() == CHANGED
    acts.search_again(cast)
    assert plan_now() == TAKEN
    acts.decide(cast)
    acts.tell_and_answer(cast)

    assert rows_at_the_end() == AT_THE_END


def plan_now() -> dict[str, tuple[str | None, str]]:
    """School number and origin per student, in the plan under review."""
    rows = Proposal.objects.get(round=the_round(), state="draft").assignments.order_by("registration__student__number")
    columns = ("registration__student__first_name", "request__school__number", "origin")
    return {name: (school, origin) for name, school, origin in rows.values_list(*columns)}


def rows_at_the_end() -> dict[str, object]:
    """Everything that people decided, without keys and times."""
    match_round, who = the_round(), "registration__student__first_name"
    noor = Registration.objects.get(round=match_round, student__first_name="Noor")
    asked = SupportRequest.objects.get(round=match_round, school__number="1001")
    return {
        "round": match_round.state,
        "noor": (noor.postcode, noor.mode, noor.max_minutes, noor.half_days, noor.accepts_other),
        "wishes": list(noor.wishes.order_by("tier").values_list("tier", "school__number")),
        "asked": (asked.classes, asked.half_days, asked.half_days_needed, asked.min_students, asked.max_students),
        "answers": sorted(Interest.objects.filter(round=match_round).values_list("school__number", "answer")),
        "runs": list(Run.objects.filter(round=match_round).order_by("number").values_list("number", "state")),
        "edits": [
            (name, kind, reason, undone is not None)
            for name, kind, reason, undone in Edit.objects.order_by("pk").values_list(
                who, "kind", "reason", "undone_at"
            )
        ],
        "pins": sorted(Pin.objects.values_list(who, "request__school__number")),
        "bans": sorted(Ban.objects.values_list(who, "request__school__number")),
        "plans": sorted(
            Proposal.objects.values_list("run__number", "state", "submitted_by__first_name", "approved_by__first_name")
        ),
        "places": sorted(
            (name, school, days, state, reason, confirmed is not None)
            for name, school, days, state, reason, confirmed in Placement.objects.values_list(
                who, "request__school__number", "half_days", "state", "reason_code", "school_confirmed_at"
            )
        ),
        "mails": Counter(SentMail.objects.exclude(sent_at=None).values_list("kind", flat=True)),
        "went": len(mail.outbox),
    }
