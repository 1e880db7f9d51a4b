"""A small round with a plan, as the tests from proposal to answers need it: real rows, the real referee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import College, MatchRound, Membership, Network, User
from accounts.states import RoundState
from matching import exchange, score
from matching.problem import Pair, Problem
from placements import problem_builder
from placements.actions.proposals import make_proposal
from placements.models import Proposal, Run, Snapshot
from placements.states import RunState
from schools.models import Interest, NeedFigure, School, SchoolContact, SupportRequest
from students.models import Registration, Student, Wish

AT = datetime(2027, 2, 10, 13, 2, tzinfo=UTC)
ALL_MORNINGS = ["mon-am", "tue-am", "wed-am", "thu-am", "fri-am"]
SCHOOLS = {
    "populieren": ("De Zeven Populieren", "Gent", 51.05, 3.72),
    "lantaarn": ("Het Lantaarntje", "Gent", 51.06, 3.73),
    "schip": ("De Schippersbrug", "Wetteren", 51.0, 3.88),
    "bijenkorf": ("De Bijenkorf", "Destelbergen", 51.055, 3.8),
}
REQUESTS = {
    "populieren": {"max_students": 1, "half_days": ["mon-am", "tue-am"]},
    "lantaarn": {"max_students": 2, "half_days": ["mon-am", "tue-am"], "min_phase": 3},
    "schip": {"min_students": 2, "max_students": 2, "half_days": ["mon-am", "tue-am", "wed-am"]},
    "bijenkorf": {"max_students": 2, "half_days": ["mon-am", "tue-am"], "at_once": 1},
}
STUDENTS = {
    "noor": ("Noor", "Vandenbussche", "ter-leie", 3, ["populieren", "schip"]),
    "fien": ("Fien", "Goossens", "ter-leie", 3, ["schip"]),
    "ilias": ("Ilias", "Benali", "de-kouter", 2, ["populieren"]),
    "lotte": ("Lotte", "Verhaeghe", "ter-leie", 2, ["bijenkorf"]),
    "robbe": ("Robbe", "Steyaert", "ter-leie", 2, []),
}
PLAN = {
    "noor": ("schip", ["mon-am", "tue-am"]),
    "fien": ("schip", ["mon-am", "tue-am"]),
    "ilias": ("populieren", ["mon-am", "tue-am"]),
    "lotte": ("bijenkorf", ["mon-am"]),
}


@dataclass(frozen=True, kw_only=True)
class SmallRound:
    """The rows by their short names."""

    round: MatchRound
    hilde: User
    bart: User
    schools: dict[str, School]
    contacts: dict[str, User]
    requests: dict[str, SupportRequest]
    registrations: dict[str, Registration]

    def problem(self) -> Problem:
        return problem_builder.build(self.round)

    def place_of(self, proposal: Proposal) -> dict[str, str | None]:
        """Short name of the school per student, as the rows are now."""
        names = {request.pk: name for name, request in self.requests.items()}
        rows = dict(proposal.assignments.values_list("registration_id", "request_id"))
        return {name: names.get(rows[registration.pk]) for name, registration in self.registrations.items()}


def make_small_round() -> SmallRound:
    """The rows, in review and without a run yet."""
    network = Network.objects.create(name="Kleine Kinderen", slug="kk")
    colleges = {
        code: College.objects.create(network=network, code=code, name=f"Hogeschool {code}", phone="09 000 00 12")
        for code in ("ter-leie", "de-kouter")
    }
    match_round = MatchRound.objects.create(
        network=network,
        name="Voorjaar 2027",
        state=RoundState.REVIEW,
        starts_on=AT.date() + timedelta(days=26),
        ends_on=AT.date() + timedelta(days=107),
        schools_answer_by=AT.date() + timedelta(days=9),
        students_answer_by=AT.date() + timedelta(days=19),
    )
    match_round.colleges.set(colleges.values())
    schools = {name: make_school(network, number, *row) for number, (name, row) in enumerate(SCHOOLS.items())}
    return SmallRound(
        round=match_round,
        hilde=coordinator("Hilde", "Dewaele", colleges["ter-leie"]),
        bart=coordinator("Bart", "Moens", colleges["ter-leie"]),
        schools=schools,
        contacts={name: make_contact(name, school) for name, school in schools.items()},
        requests={name: make_request(match_round, schools[name], **row) for name, row in REQUESTS.items()},
        registrations={name: register(match_round, colleges, schools, *row) for name, row in STUDENTS.items()},
    )


def coordinator(first_name: str, last_name: str, college: College) -> User:
    email = f"{first_name.lower()}@example.org"
    user = User.objects.create_user(email, "a long password", first_name=first_name, last_name=last_name)
    Membership.objects.create(user=user, role="coordinator", college=college)
    return user


def make_school(network: Network, number: int, name: str, town: str, latitude: float, longitude: float) -> School:
    school = School.objects.create(
        network=network,
        number=str(number),
        name=name,
        town=town,
        municipality=town,
        street="Kerkstraat 41",
        latitude=latitude,
        longitude=longitude,
    )
    NeedFigure.objects.create(school=school, value=number / 2, school_year="2025-2026", source="register")
    return school


def make_contact(name: str, school: School) -> User:
    user = User.objects.create_user(f"{name}@school.example.org", "a long password", first_name="Griet")
    SchoolContact.objects.create(school=school, user=user)
    return user


def make_request(match_round: MatchRound, school: School, **fields: Any) -> SupportRequest:
    Interest.objects.create(round=match_round, school=school, answer="yes", confirmed_at=AT)
    return SupportRequest.objects.create(
        round=match_round,
        school=school,
        number=f"A{school.number}",
        levels=["lager"],
        classes="3de leerjaar",
        kinds=["team-teaching"],
        half_days_needed=1 if fields.get("at_once") else 2,
        confirmed_at=AT,
        **fields,
    )


def register(
    match_round: MatchRound,
    colleges: dict[str, College],
    schools: dict[str, School],
    first_name: str,
    last_name: str,
    college: str,
    phase: int,
    wishes: list[str],
) -> Registration:
    email = f"{first_name.lower()}@student.example.org"
    user = User.objects.create_user(email, "a long password", first_name=first_name, last_name=last_name)
    student = Student.objects.create(
        college=colleges[college], user=user, number=first_name, first_name=first_name, last_name=last_name, email=email
    )
    registration = Registration.objects.create(
        round=match_round,
        student=student,
        levels=["lager"],
        phase=phase,
        latitude=51.05,
        longitude=3.72,
        mode="transit",
        max_minutes=60,
        half_days=ALL_MORNINGS,
        submitted_at=AT,
    )
    for tier, name in enumerate(wishes, start=1):
        Wish.objects.create(registration=registration, tier=tier, school=schools[name])
    return registration


def found(small: SmallRound, plan: dict[str, tuple[str, list[str]]], number: int = 1, **fields: Any) -> Run:
    """A finished run that found `plan`, its goal values as the scorer gives them."""
    problem = small.problem()
    snapshot, _ = Snapshot.objects.get_or_create(
        round=small.round,
        digest=exchange.digest(problem),
        defaults={"problem": exchange.dump(exchange.problem_to_data(problem)), "made_at": AT},
    )
    return Run.objects.create(
        round=small.round,
        snapshot=snapshot,
        number=number,
        state=RunState.DONE,
        seconds=60,
        queued_at=AT,
        finished_at=AT,
        by=small.hilde,
        solution=exchange.dump(answer(small, problem, plan)),
        **fields,
    )


def answer(small: SmallRound, problem: Problem, plan: dict[str, tuple[str, list[str]]]) -> dict[str, Any]:
    rows = {
        f"s{small.registrations[name].pk}": (f"r{small.requests[school].pk}", half_days)
        for name, (school, half_days) in plan.items()
    }
    values = score.score(problem, [Pair(student, request) for student, (request, _) in rows.items()])
    return {
        "format": "kansmatch-solution/1",
        "problem_digest": exchange.digest(problem),
        "status": "optimal",
        "assignments": [
            {"student": student, "request": rows[student][0], "half_days": rows[student][1]} for student in sorted(rows)
        ],
        "unplaced": [
            {"student": student.id, "reason": "no_place_left"} for student in problem.students if student.id not in rows
        ],
        "goals": [
            {"goal": goal, "value": value, "bound": value, "proven": True, "seconds": 0.1}
            for goal, value in values.items()
        ],
        "engine": {"version": "1", "ortools": "9", "seconds": 0.4, "threads": 2},
    }


def make_small_plan(small: SmallRound) -> Proposal:
    """The plan under review."""
    return make_proposal(run=found(small, PLAN), at=AT)
