"""Rows for a given problem: the way back from the engine, so that tests can put any problem into the database."""

from datetime import UTC, datetime
from decimal import Decimal

from accounts.models import College, MatchRound, Network, User
from accounts.states import RoundState
from matching.problem import Problem
from placements.models import Ban, Pin, Quota
from schools.models import Interest, NeedFigure, School, SupportRequest
from students.models import AvoidedSchool, Duo, Registration, Student, Wish

AT = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


def round_for(problem: Problem, *, state: str = RoundState.CLOSED) -> MatchRound:
    """A round whose rows build to `problem`, but for ids, name and board."""
    network = Network.objects.create(name="Netwerk", slug="netwerk")
    match_round = MatchRound.objects.create(
        network=network, name="Ronde", state=state, goals=[str(goal) for goal in problem.goals], seed=problem.seed
    )
    asked = {code for request in problem.requests for code in request.colleges or ()}
    sending = {student.college for student in problem.students} | {quota.college for quota in problem.quotas}
    colleges = {code: College.objects.create(network=network, code=code, name=code) for code in sorted(sending | asked)}
    match_round.colleges.set(colleges.values())
    schools = add_schools(problem, match_round)
    requests = add_requests(problem, match_round, schools, colleges)
    registrations = add_registrations(problem, match_round, colleges, schools, requests)
    add_duos(problem, registrations)
    add_decisions(problem, match_round, colleges, schools, registrations, requests)
    return match_round


def add_schools(problem, match_round):
    schools = {
        row.id: School.objects.create(
            network=match_round.network,
            number=row.id,
            name=f"School {row.id}",
            municipality=row.municipality,
            latitude=row.location[0],
            longitude=row.location[1],
        )
        for row in problem.schools
    }
    for row in problem.schools:
        Interest.objects.create(
            round=match_round, school=schools[row.id], answer="yes", max_students=row.max_students, confirmed_at=AT
        )
        if row.need_hundredths is not None:
            value = Decimal(row.need_hundredths) / 100
            NeedFigure.objects.create(school=schools[row.id], value=value, school_year="2026-2027", source="register")
    return schools


def add_requests(problem, match_round, schools, colleges):
    requests = {}
    for row in problem.requests:
        requests[row.id] = SupportRequest.objects.create(
            round=match_round,
            school=schools[row.school],
            number=row.id,
            levels=list(row.levels),
            kinds=list(row.kinds),
            half_days=list(row.half_days),
            half_days_needed=row.half_days_needed,
            min_students=row.min_students,
            max_students=row.max_students,
            at_once=row.at_once,
            min_phase=row.min_phase,
            languages_required=list(row.languages_required),
            languages=list(row.languages),
            confirmed_at=AT,
        )
        requests[row.id].colleges.set([colleges[code] for code in row.colleges or ()])
    return requests


def add_registrations(problem, match_round, colleges, schools, requests):
    registrations = {}
    for row in problem.students:
        student = Student.objects.create(
            college=colleges[row.college],
            number=row.id,
            first_name="Student",
            last_name=row.id,
            email=f"{row.id}@example.org",
        )
        home, term = row.homes[0], row.homes[1] if len(row.homes) > 1 else (None, None)
        registration = registrations[row.id] = Registration.objects.create(
            round=match_round,
            student=student,
            levels=list(row.levels),
            phase=row.phase,
            latitude=home[0],
            longitude=home[1],
            term_latitude=term[0],
            term_longitude=term[1],
            mode=row.mode,
            max_minutes=row.max_minutes,
            half_days=list(row.half_days),
            kinds=None if row.kinds is None else list(row.kinds),
            languages=list(row.languages),
            accepts_other=row.accepts_other,
            wished_levels=list(row.wished_levels),
            wished_municipalities=list(row.wished_municipalities),
            travel_weight=row.travel_weight,
            submitted_at=AT,
        )
        for tier, names in enumerate(row.wishes, start=1):
            for order, name in enumerate(names):
                what = {"school": schools[name]} if name in schools else {"request": requests[name]}
                Wish.objects.create(registration=registration, tier=tier, order=order, **what)
        for name in row.avoid_schools:
            AvoidedSchool.objects.create(registration=registration, school=schools[name])
    return registrations


def add_duos(problem, registrations):
    for row in problem.students:
        if row.duo and row.id < row.duo.with_student:
            Duo.objects.create(
                asker=registrations[row.id],
                asked=registrations[row.duo.with_student],
                kind="required" if row.duo.required else "wish",
                state="accepted",
            )


def add_decisions(problem, match_round, colleges, schools, registrations, requests):
    by, _ = User.objects.get_or_create(email="who.decides@example.org")
    for kind, pairs in ((Pin, problem.pins), (Ban, problem.bans)):
        for pair in pairs:
            kind.objects.create(
                round=match_round,
                registration=registrations[pair.student],
                request=requests[pair.request],
                reason="other",
                by=by,
                at=AT,
            )
    for quota in problem.quotas:
        school = None if quota.school is None else schools[quota.school]
        Quota.objects.create(
            round=match_round, college=colleges[quota.college], school=school, max_students=quota.max_students
        )
