"""Two devices at the same moment: rows are locked, so what must happen once happens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from schools.actions.requests import ask_support
from schools.models import Interest, SupportRequest
from students.actions.duos import accept_question
from students.actions.registrations import save_half_days
from students.actions.wishes import add_wish
from students.models import Duo, DuoQuestion, Registration, Wish
from tests.schools import rows
from tests.schools.rows import NOW
from tests.students.conftest import register

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def match_round(transactional_db):
    return rows.make_round(rows.make_college(rows.make_network()))


def together(*works):
    """What each of the works returned, or the name of what it raised, all started at once."""
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait(timeout=10)
            return work()
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_a_double_click_asks_for_support_once(match_round):
    school = rows.make_school(match_round.network)
    contact, form = rows.make_contact(school), uuid4()
    fields = {"levels": ["lager"], "half_days": ["mon-am"], "half_days_needed": 1, "min_students": 1, "max_students": 1}

    def ask():
        return ask_support(
            school=school, match_round=match_round, made_with=form, total=2, by=contact, at=NOW, **fields
        ).number

    assert together(ask, ask, ask) == ["V1", "V1", "V1"]
    assert (SupportRequest.objects.count(), Interest.objects.count()) == (1, 1)


def test_a_double_click_adds_a_wish_once(match_round):
    noor = register(match_round, match_round.colleges.get(), "Noor Peeters", "S1")
    school = rows.make_school(match_round.network)

    def add():
        return add_wish(registration=noor, school=school, by=noor.student.user, at=NOW).tier

    assert sorted(map(str, together(add, add))) == ["1", "AlreadyWishedError"]
    assert [(wish.tier, wish.school) for wish in Wish.objects.all()] == [(1, school)]


def test_of_two_devices_one_saves_and_one_is_told(match_round):
    noor = register(match_round, match_round.colleges.get(), "Noor Peeters", "S1")

    def save(half_day):
        by = noor.student.user
        return save_half_days(registration=noor, version=1, half_days=[half_day], by=by, at=NOW).half_days[0]

    results = together(lambda: save("mon-am"), lambda: save("fri-pm"))

    assert sorted(results)[0] == "ChangedMeanwhileError"
    assert Registration.objects.get(pk=noor.pk).half_days == [sorted(results)[1]]


def test_nobody_gets_into_two_duos_by_answering_two_at_once(match_round):
    college = match_round.colleges.get()
    noor, fien, lien = (
        register(match_round, college, name, f"S{at}")
        for at, name in enumerate(("Noor Peeters", "Fien Goossens", "Lien Maes"))
    )
    asked = [DuoQuestion.objects.create(asker=one, wanted="s0", asked_at=NOW) for one in (fien, lien)]

    def accept(question):
        return accept_question(registration=noor, pk=question.pk, by=noor.student.user, at=NOW).state

    results = together(lambda: accept(asked[0]), lambda: accept(asked[1]))

    assert sorted(results) == ["InDuoError", "accepted"]
    assert Duo.objects.filter(state="accepted").count() == 1
