"""Every page, with who opens it and on which row of the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import MatchRound, User
from placements.models import Assignment, Placement, Run, Upload
from schools.models import SupportRequest
from students.models import Registration

Rows = dict[str, Callable[[], Any]]
PHASES = (
    "draft",
    "open",
    "closed",
    "matching",
    "review",
    "approved",
    "with_schools",
    "published",
    "running",
    "archived",
)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One page as one person opens it; `rows` find what the address is about once the rows are there."""

    name: str
    who: str
    rows: Rows = field(default_factory=dict)
    query: str = ""
    about: str = ""

    def __str__(self) -> str:
        return " ".join(word for word in (self.who, self.name, self.about, self.query) if word)

    @property
    def for_staff(self) -> bool:
        return self.who in ("coordinator", "network coordinator", "administrator")

    def user(self) -> User | None:
        return PEOPLE[self.who]() if self.who in PEOPLE else None

    def address(self) -> str:
        path = self.name if self.name.startswith("/") else reverse(self.name, kwargs=found(self.rows))
        return path + self.query


def found(rows: Rows) -> dict[str, Any]:
    return {name: find() for name, find in rows.items()}


def registration(state: str, place: int = 0) -> Registration:
    return Registration.objects.filter(round__state=state).order_by("pk")[place]


def placement(state: str) -> Placement:
    return Placement.objects.filter(round__state=state).order_by("pk")[0]


def asking(state: str) -> SupportRequest:
    return SupportRequest.objects.filter(round__state=state).order_by("pk")[0]


def placed() -> Assignment:
    """A student in the plan under review whose place nobody touched."""
    return Assignment.objects.filter(proposal__round__state="review").exclude(request=None).order_by("pk")[5]


def contact(request: SupportRequest) -> User:
    return request.school.contacts.order_by("pk")[0].user


def by_email(name: str) -> Callable[[], User]:
    return lambda: User.objects.get(email=f"{name}@example.org")


PEOPLE: dict[str, Callable[[], Any]] = {
    "student": lambda: registration("open").student.user,
    "student who is asked": lambda: registration("open", 6).student.user,
    "student after closing": lambda: registration("review").student.user,
    "student with a place": lambda: placement("published").registration.student.user,
    "school": lambda: contact(asking("open")),
    "school after closing": lambda: contact(asking("review")),
    "school with a proposal": lambda: contact(placement("with_schools").request),
    "coordinator": by_email("hilde"),
    "network coordinator": by_email("leen"),
    "administrator": by_email("beheer"),
    "newcomer": by_email("nieuw"),
}


def phase(state: str) -> Rows:
    return {"pk": lambda: MatchRound.objects.get(state=state).pk}


def invitation() -> Rows:
    invited = by_email("uitgenodigd")
    return {
        "key": lambda: urlsafe_base64_encode(force_bytes(invited().pk)),
        "token": lambda: default_token_generator.make_token(invited()),
    }


def person(state: str) -> Rows:
    return {"pk": lambda: registration(state).student_id, "registration_pk": lambda: registration(state).pk}


OWN_SCHOOL: Rows = {"pk": lambda: asking("open").school_id}
OWN_ANSWER: Rows = OWN_SCHOOL | {"round_pk": phase("open")["pk"]}
OWN_REQUEST: Rows = OWN_SCHOOL | {"request_pk": lambda: asking("open").pk}
CLOSED_SCHOOL: Rows = {"pk": lambda: asking("review").school_id}
TOLD_SCHOOL: Rows = {
    "pk": lambda: placement("with_schools").request.school_id,
    "round_pk": lambda: placement("with_schools").round_id,
}
ONE_STUDENT: Rows = phase("review") | {"registration": lambda: placed().registration_id}


def run(state: str) -> Rows:
    return phase(state) | {"number": lambda: Run.objects.filter(round__state=state).latest("pk").number}


VISITOR = [
    Visit(who="visitor", name=name)
    for name in (
        "home", "privacy", "accessibility", "how-we-choose", "account_login", "account_signup",
        "account_reset_password", "account_reset_password_done", "account_reset_password_from_key_done",
        "account_inactive",
    )
] + [
    Visit(who="visitor", name="account_reset_password_from_key", rows={"uidb36": lambda: "x", "key": lambda: "y"}),
    Visit(who="visitor", name="invitation", rows=invitation()),
]  # fmt: skip

ACCOUNT = [
    Visit(who="newcomer", name=name)
    for name in (
        "home", "account_change_password", "account_logout", "account_reauthenticate", "account_email", "mfa_index",
    )
]  # fmt: skip

STUDENT = [
    Visit(who="student", name=f"student-{name}")
    for name in (
        "home", "address", "availability", "wishes", "wish-add", "hidden", "duo", "avoid", "check", "withdraw",
        "placement",
    )
] + [
    Visit(who="student", name="student-wish-add", query="?q=gent"),
    Visit(who="student", name="student-hidden", query="?q=gent"),
    Visit(who="student", name="student-avoid", query="?q=gent"),
    Visit(who="student", name="student-avoid-add", rows={"pk": lambda: asking("open").school_id}),
    Visit(who="student", name="home", about="leads to the own page"),
    Visit(who="student who is asked", name="student-duo"),
    Visit(who="student who is asked", name="student-home"),
    Visit(who="student after closing", name="student-home"),
    Visit(who="student after closing", name="student-check"),
    Visit(who="student with a place", name="student-home"),
    Visit(who="student with a place", name="student-placement"),
    Visit(who="student with a place", name="student-placement-return"),
]  # fmt: skip

SCHOOL = [
    Visit(who="administrator", name="school-list-own", about="of all schools"),
    Visit(who="school", name="school-list-own", about="leads to the one school"),
    Visit(who="school", name="school-home", rows=OWN_SCHOOL),
    Visit(who="school", name="school-answer", rows=OWN_ANSWER),
    Visit(who="school", name="school-request-new", rows=OWN_ANSWER),
    Visit(who="school", name="school-request-check", rows=OWN_ANSWER),
    Visit(who="school", name="school-request", rows=OWN_REQUEST),
    Visit(who="school", name="school-request-when", rows=OWN_REQUEST),
    Visit(who="school", name="school-request-withdraw", rows=OWN_REQUEST),
    Visit(who="school after closing", name="school-home", rows=CLOSED_SCHOOL),
    Visit(
        who="school after closing",
        name="school-request-check",
        rows=CLOSED_SCHOOL | {"round_pk": phase("review")["pk"]},
    ),
    Visit(who="school with a proposal", name="school-proposal", rows=TOLD_SCHOOL),
    Visit(who="school with a proposal", name="school-object", rows=TOLD_SCHOOL),
]

ROUND = [
    Visit(who="coordinator", name="round", rows=phase(state), about=state) for state in PHASES
] + [
    Visit(who="coordinator", name=name, rows=phase(state), about=state, query=query)
    for name, state, query in (
        ("round-settings", "open", ""),
        ("round-participants", "open", ""),
        ("round-participants", "review", "?wie=scholen"),
        ("round-check", "draft", ""),
        ("round-check", "closed", ""),
        ("round-runs", "closed", ""),
        ("round-runs", "review", ""),
        ("round-review", "matching", ""),
        ("round-review", "review", ""),
        ("round-review", "review", "?beeld=scholen"),
        ("round-review", "approved", ""),
        ("round-changes", "review", ""),
        ("round-changes", "approved", ""),
        ("round-approve", "review", ""),
        ("round-approve", "approved", ""),
        ("round-send", "approved", ""),
        ("round-send", "with_schools", ""),
        ("round-send", "published", ""),
        ("round-tell-schools", "approved", ""),
        ("round-tell-students", "with_schools", ""),
        ("round-answers", "with_schools", ""),
        ("round-answers", "published", ""),
    )
] + [
    Visit(who="coordinator", name="run", rows=run("matching"), about="that waits"),
    Visit(who="coordinator", name="run", rows=run("review"), about="that is done"),
    Visit(who="coordinator", name="review-student", rows=ONE_STUDENT),
]  # fmt: skip

STAFF = [
    Visit(who="coordinator", name=name)
    for name in ("todo", "round-list", "round-new", "student-list", "school-list", "people", "import")
] + [
    Visit(who="coordinator", name="staff-student", rows={"pk": person("open")["pk"]}),
    Visit(who="coordinator", name="staff-registration", rows=person("open")),
    Visit(who="coordinator", name="staff-school", rows={"pk": lambda: asking("open").school_id}),
    Visit(who="coordinator", name="import-columns", rows={"kind": lambda: "students"}),
    Visit(who="coordinator", name="round-invite", rows={"pk": lambda: MatchRound.objects.get(state="open").pk}),
    Visit(who="coordinator", name="upload", rows={"pk": lambda: Upload.objects.latest("pk").pk}),
    Visit(who="coordinator", name="search", query="?q=de"),
    Visit(who="network coordinator", name="todo"),
    Visit(who="network coordinator", name="people"),
    Visit(who="network coordinator", name="import"),
    Visit(who="network coordinator", name="round-review", rows=phase("review")),
    Visit(who="administrator", name="todo"),
    Visit(who="administrator", name="import"),
]

VISITS = [*VISITOR, *ACCOUNT, *STUDENT, *SCHOOL, *ROUND, *STAFF]
