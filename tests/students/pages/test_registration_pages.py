"""Saved page by page: nothing lost, nothing overwritten, nothing of another student."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import MatchRound
from accounts.states import RoundState
from students.models import AvoidedSchool, Duo, DuoQuestion, Registration, Wish
from tests.schools import rows
from tests.students.pages.clicks import FORMS, press, ranking, saved, sentences

ADDRESS = {"postcode": "9230", "term_postcode": "", "mode": "transit", "max_minutes": 75, "version": 1}
GENERAL = {"wished_levels": ["lager"], "kinds": [], "languages": ["tr"], "accepts_other": "yes", "version": 1}


def test_the_pages_follow_each_other(page, noor):
    step = page.post(reverse("student-address"), ADDRESS)
    assert step.headers["location"] == reverse("student-availability")
    step = page.post(step.headers["location"], {"half_days": ["mon-am", "mon-pm", "tue-am", "thu-am"], "version": 2})
    assert step.headers["location"] == reverse("student-wishes")
    step = page.post(step.headers["location"], GENERAL | {"version": 3})
    assert step.headers["location"] == reverse("student-duo")

    row = saved(noor)
    assert (row.postcode, row.mode, row.max_minutes, row.latitude) == ("9230", "transit", 75, 51.0)
    assert (row.half_days, row.wished_levels, row.kinds) == (["mon-am", "mon-pm", "tue-am", "thu-am"], ["lager"], None)
    assert (row.languages, row.accepts_other, row.version) == (["tr"], True, 4)


def test_save_and_back_leads_to_the_overview(page):
    step = page.post(reverse("student-address"), ADDRESS | {"overview": "yes"})

    assert step.headers["location"] == reverse("student-home")


def test_an_unknown_postcode_is_told_and_what_was_typed_stays(page, noor):
    response = page.post(reverse("student-address"), ADDRESS | {"term_postcode": "1234", "max_minutes": 90})

    assert sentences(response) == {
        "term_postcode": ["We vinden deze postcode niet. Kijk ze na, of neem die van een buurgemeente."]
    }
    form = response.context["form"]
    assert [form[name].value() for name in ("postcode", "term_postcode", "max_minutes")] == ["9230", "1234", "90"]
    assert saved(noor).version == 1


def test_too_few_half_days_is_told_with_the_count(page, noor):
    response = page.post(reverse("student-availability"), {"half_days": ["mon-am", "tue-am", "thu-am"], "version": 1})

    assert sentences(response) == {"half_days": ["Duid minstens 4 halve dagen aan. Nu zijn het er 3."]}
    assert response.context["form"]["half_days"].value() == ["mon-am", "tue-am", "thu-am"]


def test_a_half_day_on_which_schools_are_closed_cannot_be_chosen(page, noor):
    days = ["mon-am", "tue-am", "thu-am", "wed-pm"]

    assert list(sentences(page.post(reverse("student-availability"), {"half_days": days, "version": 1}))) == [
        "half_days"
    ]
    assert saved(noor).version == 1


def test_the_quick_links_fill_the_grid_without_saving(page, noor):
    def shown(fill):
        form = page.get(reverse("student-availability"), {"vul": fill}).context["form"]
        return len(form["half_days"].value())

    assert [shown(fill) for fill in ("alles", "geen", "voormiddag", "onzin")] == [9, 0, 5, 4]
    assert saved(noor).half_days == noor.half_days


def test_a_second_device_sees_what_the_first_saved(page, noor):
    url, days = reverse("student-availability"), ["mon-am", "tue-am", "thu-am", "fri-am"]
    page.post(url, {"half_days": days, "version": 1})

    response = page.post(url, {"half_days": [*days, "fri-pm"], "version": 1})

    conflict = response.context["conflict"]
    assert (conflict.own, conflict.differences[0].saved) == (
        True,
        "maandag, dinsdag, donderdag en vrijdag voormiddag",
    )
    assert (response.context["form"]["half_days"].value(), saved(noor).half_days) == ([*days, "fri-pm"], days)


def test_two_pages_open_side_by_side_do_not_hinder_each_other(page, noor):
    page.post(reverse("student-address"), ADDRESS)
    page.post(reverse("student-availability"), {"half_days": ["mon-am", "mon-pm", "tue-am", "thu-am"], "version": 1})

    row = saved(noor)
    assert (row.postcode, row.half_days) == ("9230", ["mon-am", "mon-pm", "tue-am", "thu-am"])


def test_the_duo_page_says_the_same_for_who_exists_and_who_does_not(page, noor, fien):
    texts = []
    for wanted in ("s2", "s9"):
        page.post(reverse("student-duo"), {"wanted": wanted})
        texts.append(page.get(reverse("student-duo")).content.decode().replace(wanted, "?"))
        DuoQuestion.objects.all().delete()

    known, unknown = (re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=)"[^"]*"', "", text) for text in texts)
    assert known == unknown
    assert "Fien" not in texts[0]


def test_a_question_is_answered(page, client, noor, fien):
    page.post(reverse("student-duo"), {"wanted": "s2"})
    client.force_login(fien.student.user)
    assert "Noor Peeters vraagt een duo met jou" in client.get(reverse("student-duo")).content.decode()
    client.post(reverse("student-duo-answer", args=[DuoQuestion.objects.get().pk]), {"answer": "yes"})

    assert [(duo.asker, duo.asked, duo.state) for duo in Duo.objects.all()] == [(noor, fien, "accepted")]
    assert "Jij en Noor Peeters zijn een duo." in client.get(reverse("student-duo")).content.decode()


def test_the_sentence_for_asking_oneself(page):
    response = page.post(reverse("student-duo"), {"wanted": "S1"})

    assert sentences(response) == {"wanted": ["Je kan jezelf niet als duo kiezen."]}


def test_a_school_to_avoid_needs_a_reason_from_the_list(page, noor, schools):
    url = reverse("student-avoid-add", args=[schools[0].pk])
    assert sentences(page.post(url, {})) == {"reason": ["Kies een reden."]}
    assert list(sentences(page.post(url, {"reason": "imported"}))) == ["reason"]

    page.post(url, {"reason": "family"})
    avoided = AvoidedSchool.objects.get()
    assert (avoided.school, avoided.reason) == (schools[0], "family")
    page.post(reverse("student-avoid-remove", args=[avoided.pk]))
    assert AvoidedSchool.objects.count() == 0


def test_submitting_needs_consent(page, noor):
    url = reverse("student-check")
    assert sentences(page.post(url, {})) == {"consent": ["Vink dit aan om in te dienen."]}
    assert saved(noor).submitted_at is None

    for _ in range(2):
        page.post(url, {"consent": "on"})

    assert (saved(noor).version, list(Registration.objects.standing())) == (2, [noor])
    assert "Ingediend op" in page.get(reverse("student-home")).content.decode()


def test_what_is_missing_is_named_with_a_link(page, noor):
    Registration.objects.filter(pk=noor.pk).update(half_days=[])

    page.post(reverse("student-check"), {"consent": "on"})
    shown = page.get(reverse("student-check"))

    assert (shown.context["missing"], saved(noor).submitted_at) == (["availability"], None)
    assert f'href="{reverse("student-availability")}">Minstens 4 halve dagen' in shown.content.decode()


def test_withdrawing_asks_first(page, noor):
    page.get(reverse("student-withdraw"))
    before = saved(noor).withdrawn_at
    page.post(reverse("student-withdraw"))

    assert (before, saved(noor).withdrawn_at is None) == (None, False)
    assert "Je bent afgemeld op" in page.get(reverse("student-home")).content.decode()


def test_after_closing_everything_is_read_only(page, noor, schools, wished):
    MatchRound.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    check = reverse("student-check")

    assert [page.get(reverse(name)).headers["location"] for name in FORMS] == [check] * len(FORMS)
    assert page.post(reverse("student-address"), ADDRESS).headers["location"] == check
    assert press(page, wished[0], "remove", 1).headers["location"] == check
    assert page.post(check, {"consent": "on"}).headers["location"] == check
    shown = page.get(check)
    assert (shown.context["open"], "Het was te laat" in shown.content.decode()) == (False, True)
    assert (saved(noor).version, len(ranking(noor))) == (1, 3)


@pytest.mark.parametrize("state", [state for state in RoundState.values if state not in ("draft", "archived")])
def test_home_and_summary_open_in_every_phase(page, noor, state):
    MatchRound.objects.update(state=state)

    assert [page.get(reverse(name)).status_code for name in ("student-home", "student-check")] == [200, 200]


def test_the_timeline_moves_on_when_the_round_closes(page, noor):
    def now():
        return [moment.title for moment in page.get(reverse("student-home")).context["moments"] if moment.now]

    seen = now()
    MatchRound.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    seen += now()
    MatchRound.objects.update(state=RoundState.PUBLISHED)

    assert [*seen, *now()] == ["Jij vult in", "De hogeschool berekent en kijkt na", "Jij krijgt je voorstel"]


def test_dates_are_told_in_the_schools_own_time(page, noor):
    MatchRound.objects.update(closes_at=rows.NOW.replace(year=2099, hour=17, minute=0))

    shown = page.get(reverse("student-home")).content.decode()

    assert shown.count("vrijdag 23 januari, 17 uur") == 2


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_without_a_round_a_sentence_says_so(page, noor, state):
    MatchRound.objects.update(state=state)

    assert "Er is nu geen ronde." in page.get(reverse("student-home")).content.decode()
    assert [page.get(reverse(name)).headers["location"] for name in FORMS] == [reverse("student-home")] * len(FORMS)


def test_another_students_rows_cannot_be_touched(page, noor, fien, schools):
    wish = Wish.objects.create(registration=fien, tier=1, school=schools[0])
    avoided = AvoidedSchool.objects.create(registration=fien, school=schools[1], reason="family")
    mine = DuoQuestion.objects.create(asker=noor, wanted="s2", asked_at=rows.NOW)

    press(page, wish, "remove", 1)
    press(page, wish, "up", 2)
    page.post(reverse("student-avoid-remove", args=[avoided.pk]))
    page.post(reverse("student-duo-answer", args=[mine.pk]), {"answer": "yes"})

    assert (ranking(fien), AvoidedSchool.objects.count(), Duo.objects.count()) == (["De Zeven Populieren"], 1, 0)
    pages = [reverse("student-list"), reverse("staff-student", args=[fien.student_id])]
    pages += [reverse("staff-registration", args=[fien.student_id, fien.pk])]
    assert [page.get(url).status_code for url in pages] == [404, 404, 404]


def test_who_is_no_student_has_no_student_pages(client, coordinator, noor):
    client.force_login(coordinator)
    assert [client.get(reverse(name)).status_code for name in ("student-home", *FORMS)] == [404] * 9


def test_need_is_nowhere_on_a_students_pages(page, noor, schools, match_round):
    schools[0].need_figures.create(value="3.14", school_year="2025-2026", source="Register", official=True)
    rows.make_request(schools[0], match_round)

    shown = "".join(page.get(reverse(name)).content.decode() for name in ("student-home", "student-check", *FORMS))

    assert [words for words in ("3.14", "3,14", "ansencijfer") if words in shown] == []


def test_a_fixed_duo_is_told_as_it_is(page, noor, fien):
    Duo.objects.create(asker=noor, asked=fien, kind="required", state="accepted")
    duo, home, check = (
        page.get(reverse(name)).content.decode() for name in ("student-duo", "student-home", "student-check")
    )

    assert "jullie gaan samen of niet." in duo
    assert [text for text in ("Een duo is een wens", "Toch alleen", "Vraag deze student") if text in duo] == []
    assert "Je kan indienen zonder duo-antwoord." not in home
    assert f'href="{reverse("student-duo")}"' not in check.partition("<main")[2]


def test_the_overview_speaks_of_a_duo_only_while_an_answer_is_open(page, noor):
    hint = "Je kan indienen zonder duo-antwoord."
    seen = [hint in page.get(reverse("student-home")).content.decode()]
    page.post(reverse("student-duo"), {"wanted": "S2"})

    assert [*seen, hint in page.get(reverse("student-home")).content.decode()] == [False, True]
