"""Rows become a problem: what takes part, what is left out, and that no name goes along."""

import json

from accounts.models import MatchRound, Network
from matching import exchange
from matching.problem import Duo, Pair, Quota
from placements import models, problem_builder
from schools.models import Interest, NeedFigure, School, SupportRequest
from students.models import AvoidedSchool, Registration, Student, Wish
from students.models import Duo as DuoRow
from tests.placements.small_round import AT


def build(small):
    return problem_builder.build(small.round)


def student(small, name):
    return next(row for row in build(small).students if row.id == f"s{small.registrations[name].pk}")


def school(small, name):
    return next(row for row in build(small).schools if row.id == f"h{small.schools[name].pk}")


def test_a_students_row_says_all_that_the_engine_needs(small):
    noor = small.registrations["noor"]
    noor.term_latitude, noor.term_longitude = 50.9, 4.2
    noor.kinds, noor.languages, noor.wished_levels = ["remote"], ["tr"], ["lager"]
    noor.wished_municipalities, noor.accepts_other, noor.travel_weight = ["Gent"], False, 3
    noor.save()
    AvoidedSchool.objects.create(registration=noor, school=small.schools["lantaarn"])
    assert exchange.problem_to_data(build(small))["students"][0] == {
        "id": f"s{noor.pk}",
        "college": "ter-leie",
        "levels": ["lager"],
        "phase": 3,
        "homes": [[51.05, 3.72], [50.9, 4.2]],
        "mode": "transit",
        "max_minutes": 60,
        "half_days": ["mon-am", "tue-am", "wed-am", "thu-am", "fri-am"],
        "kinds": ["remote"],
        "languages": ["tr"],
        "wishes": [[f"h{small.schools['populieren'].pk}"], [f"h{small.schools['schip'].pk}"]],
        "accepts_other": False,
        "avoid_schools": [f"h{small.schools['lantaarn'].pk}"],
        "wished_levels": ["lager"],
        "wished_municipalities": ["Gent"],
        "duo": None,
        "travel_weight": 3,
    }


def test_a_requests_row_says_all_that_the_engine_needs(small):
    row = small.requests["bijenkorf"]
    row.min_phase, row.languages_required, row.languages = 2, ["ar"], ["tr", "pl"]
    row.save()
    row.colleges.set(small.round.colleges.filter(code="ter-leie"))
    assert exchange.problem_to_data(build(small))["requests"][3] == {
        "id": f"r{row.pk}",
        "school": f"h{small.schools['bijenkorf'].pk}",
        "levels": ["lager"],
        "kinds": ["team-teaching"],
        "half_days": ["mon-am", "tue-am"],
        "half_days_needed": 1,
        "places": {"min": 1, "max": 2},
        "at_once": 1,
        "min_phase": 2,
        "languages_required": ["ar"],
        "languages": ["tr", "pl"],
        "colleges": ["ter-leie"],
    }


def test_names_and_addresses_stay_behind(small):
    text = json.dumps(exchange.problem_to_data(build(small)), ensure_ascii=False)
    people = [word for row in Student.objects.all() for word in (row.first_name, row.last_name, row.email, row.number)]
    places = [word for row in School.objects.all() for word in (row.name, row.street)]
    assert [word for word in [*people, *places, small.round.name] if word in text] == []


def test_all_schools_of_the_network_with_a_location_are_in_it(small):
    school_fields = {"network": small.round.network, "latitude": 51.1, "longitude": 3.7}
    idle = School.objects.create(number="idle", name="Vraagt niets", **school_fields)
    School.objects.create(number="lost", name="Nergens", network=small.round.network)
    other = Network.objects.create(name="Ander", slug="ander")
    School.objects.create(number="away", name="Elders", **(school_fields | {"network": other}))
    known = [small.schools[name].pk for name in ("populieren", "lantaarn", "schip", "bijenkorf")]
    assert [row.id for row in build(small).schools] == [f"h{pk}" for pk in [*known, idle.pk]]


def test_need_is_the_latest_year_with_a_figure(small):
    schip = small.schools["schip"]
    NeedFigure.objects.create(school=schip, value=2.25, school_year="2026-2027", source="register")
    NeedFigure.objects.create(school=schip, value=None, school_year="2027-2028", source="register")
    small.schools["lantaarn"].need_figures.all().delete()
    assert school(small, "schip").need_hundredths == 225
    assert school(small, "lantaarn").need_hundredths is None


def test_a_schools_cap_is_that_of_this_round(small):
    earlier = MatchRound.objects.create(network=small.round.network, name="Vorig jaar")
    Interest.objects.create(round=earlier, school=small.schools["schip"], answer="yes", max_students=9, confirmed_at=AT)
    assert school(small, "schip").max_students is None
    Interest.objects.filter(round=small.round, school=small.schools["schip"]).update(max_students=1)
    assert school(small, "schip").max_students == 1


def test_only_what_stands_takes_part(small):
    Registration.objects.filter(pk=small.registrations["noor"].pk).update(withdrawn_at=AT)
    Registration.objects.filter(pk=small.registrations["fien"].pk).update(submitted_at=None)
    Registration.objects.filter(pk=small.registrations["robbe"].pk).update(latitude=None)
    SupportRequest.objects.filter(pk=small.requests["schip"].pk).update(withdrawn_at=AT)
    Interest.objects.filter(round=small.round, school=small.schools["bijenkorf"]).update(answer="maybe")
    problem = build(small)
    assert [row.id for row in problem.students] == [f"s{small.registrations[name].pk}" for name in ("ilias", "lotte")]
    assert [row.id for row in problem.requests] == [
        f"r{small.requests[name].pk}" for name in ("populieren", "lantaarn")
    ]


def test_a_wish_for_what_does_not_take_part_is_left_out_with_its_tier(small):
    lotte = small.registrations["lotte"]
    Wish.objects.create(registration=lotte, tier=2, request=small.requests["schip"])
    Wish.objects.create(registration=lotte, tier=3, order=2, request=small.requests["lantaarn"])
    Wish.objects.create(registration=lotte, tier=3, order=1, school=small.schools["populieren"])
    small.requests["schip"].withdrawn_at = AT
    small.requests["schip"].save()
    assert student(small, "lotte").wishes == (
        (f"h{small.schools['bijenkorf'].pk}",),
        (f"h{small.schools['populieren'].pk}", f"r{small.requests['lantaarn'].pk}"),
    )


def test_a_duo_counts_once_it_is_accepted_and_both_take_part(small):
    noor, fien = small.registrations["noor"], small.registrations["fien"]
    duo = DuoRow.objects.create(asker=noor, asked=fien, kind="required")
    assert (student(small, "noor").duo, student(small, "fien").duo) == (None, None)
    DuoRow.objects.filter(pk=duo.pk).update(state="accepted")
    assert student(small, "noor").duo == Duo(with_student=f"s{fien.pk}", required=True)
    assert student(small, "fien").duo == Duo(with_student=f"s{noor.pk}", required=True)
    fien.withdrawn_at = AT
    fien.save()
    assert student(small, "noor").duo is None


def test_pins_bans_and_quotas_of_the_round_go_along(small):
    decided = {"round": small.round, "reason": "duo", "by": small.hilde, "at": AT}
    who, where = small.registrations, small.requests
    models.Pin.objects.create(registration=who["noor"], request=where["schip"], **decided)
    models.Ban.objects.create(registration=who["fien"], request=where["schip"], **decided)
    college = small.round.colleges.get(code="ter-leie")
    models.Quota.objects.create(round=small.round, college=college, max_students=2)
    models.Quota.objects.create(round=small.round, college=college, school=small.schools["schip"], max_students=1)
    problem = build(small)
    assert problem.pins == (Pair(f"s{who['noor'].pk}", f"r{where['schip'].pk}"),)
    assert problem.bans == (Pair(f"s{who['fien'].pk}", f"r{where['schip'].pk}"),)
    assert problem.quotas == (
        Quota(college="ter-leie", school=None, max_students=2),
        Quota(college="ter-leie", school=f"h{small.schools['schip'].pk}", max_students=1),
    )


def test_a_pin_of_somebody_who_withdrew_is_left_out(small):
    noor = small.registrations["noor"]
    models.Pin.objects.create(
        round=small.round, registration=noor, request=small.requests["schip"], reason="duo", by=small.hilde, at=AT
    )
    noor.withdrawn_at = AT
    noor.save()
    assert build(small).pins == ()


def test_goals_and_seed_are_the_rounds(small):
    small.round.goals, small.round.seed = ["wishes:greedy", "placed"], -7
    problem = build(small)
    assert ([str(goal) for goal in problem.goals], problem.seed) == (["wishes:greedy", "placed"], -7)


def test_the_same_rows_give_the_same_digest(small):
    assert exchange.digest(build(small)) == exchange.digest(build(small))


def test_a_larger_round_takes_no_more_queries(small, django_assert_num_queries):
    with django_assert_num_queries(12):
        assert len(build(small).students) == 5
    Registration.objects.exclude(pk=small.registrations["noor"].pk).delete()
    with django_assert_num_queries(12):
        assert len(build(small).students) == 1


def test_rows_are_found_back_by_their_ids():
    assert problem_builder.rows_of(["s12", "s7"]) == [12, 7]
    assert problem_builder.row_of(problem_builder.request_id(31)) == 31
