"""The check before computing: who is stuck and why, what would help, and what nobody can come to."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import College, Membership, User
from matching.rules import PairLimit
from placements.models import Ban, Pin
from placements.precheck import Balance, Relief, StuckStudent, UnreachedRequest, precheck
from schools.models import SupportRequest
from students.models import Duo, Registration
from tests.placements.small_round import AT

pytestmark = pytest.mark.django_db


def check(small):
    return precheck(small.round, at=AT)


def change(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_a_round_in_order_has_nothing_to_tell(small):
    found = check(small)
    assert (found.students, found.requests, found.stuck_count, found.unreached_count) == (5, 4, 0, 0)
    assert (found.blocks, found.lonely_duos, found.stale, found.homeless, found.without_place) == (
        False,
        (),
        (),
        (),
        (),
    )
    assert found.balances == (
        Balance(level="kleuter", places=0, students=0),
        Balance(level="lager", places=7, students=5),
    )


def test_a_longer_trip_is_the_smallest_relief(small):
    robbe = small.registrations["robbe"]
    change(robbe, max_minutes=12, latitude=51.2, longitude=3.72)
    assert check(small).stuck == (
        StuckStudent(
            registration=robbe.pk,
            rules={PairLimit.TRAVEL: 4, PairLimit.PHASE: 1},
            relief=Relief(limit=PairLimit.TRAVEL, to=75, now=12, requests=2),
        ),
    )


def test_one_more_half_day_is_the_smallest_relief(small):
    robbe = small.registrations["robbe"]
    change(robbe, half_days=["fri-pm"])
    found = check(small).stuck
    assert found[0].rules == {PairLimit.HALF_DAYS: 4, PairLimit.PHASE: 1}
    assert found[0].relief == Relief(limit=PairLimit.HALF_DAYS, to=1, now=None, requests=1)


def test_a_ban_may_be_all_that_stands_in_the_way(small):
    robbe = small.registrations["robbe"]
    for name in ("populieren", "schip", "bijenkorf"):
        Ban.objects.create(
            round=small.round, registration=robbe, request=small.requests[name], reason="other", by=small.hilde, at=AT
        )
    assert check(small).stuck[0].relief == Relief(limit=PairLimit.BAN, to=None, now=None, requests=3)


def test_who_is_pinned_is_not_stuck(small):
    robbe = small.registrations["robbe"]
    change(robbe, half_days=[])
    Pin.objects.create(
        round=small.round, registration=robbe, request=small.requests["schip"], reason="other", by=small.hilde, at=AT
    )
    assert check(small).stuck_count == 0


def test_a_request_that_nobody_can_come_to_is_counted_per_rule(small):
    schip = small.requests["schip"]
    change(schip, languages_required=["tr"], min_phase=3)
    assert check(small).unreached == (
        UnreachedRequest(request=schip.pk, rules={PairLimit.PHASE: 3, PairLimit.LANGUAGE: 5}),
    )


def test_a_duo_needs_a_school_with_two_places_for_both(small):
    noor, ilias = small.registrations["noor"], small.registrations["ilias"]
    Duo.objects.create(asker=noor, asked=ilias, kind="wish", state="accepted")
    assert check(small).lonely_duos == ()
    change(ilias, half_days=["tue-am", "mon-am"], accepts_other=False)
    assert check(small).lonely_duos == ((noor.pk, ilias.pk),)


def test_what_has_no_place_on_the_map_and_what_is_old_is_listed(small):
    change(small.registrations["fien"], latitude=None)
    change(small.schools["schip"], latitude=None)
    change(small.requests["lantaarn"], confirmed_at=AT - timedelta(days=61))
    found = check(small)
    assert found.homeless == (small.registrations["fien"].pk,)
    assert found.without_place == (small.requests["schip"].pk,)
    assert found.stale == (small.requests["lantaarn"].pk,)


@pytest.mark.parametrize("model", [Registration, SupportRequest])
def test_without_students_or_requests_there_is_nothing_to_compute(small, model):
    model.objects.update(withdrawn_at=AT)
    assert check(small).blocks is True


def test_contradicting_rows_block_with_their_faults(small):
    pair = {"registration": small.registrations["noor"], "request": small.requests["schip"]}
    for kind in (Pin, Ban):
        kind.objects.create(round=small.round, reason="duo", by=small.hilde, at=AT, **pair)
    found = check(small)
    assert (found.blocks, found.faults) == (True, ("pins[0]: this pair is banned too",))


def page(client, small, user):
    client.force_login(user)
    return client.get(reverse("round-check", args=[small.round.pk]))


def test_the_page_names_the_student_and_the_way_out(client, small):
    change(small.registrations["robbe"], max_minutes=12, latitude=51.2, longitude=3.72)
    words = page(client, small, small.hilde).content.decode()
    assert "1 student zonder mogelijke aanvraag" in words
    assert "Robbe Steyaert" in words
    assert "Met 75 min in plaats van 12 zijn er 2 mogelijke aanvragen." in words


def test_a_student_of_another_college_stays_nameless(client, small):
    change(small.registrations["ilias"], max_minutes=1)
    words = page(client, small, small.hilde).content.decode()
    assert "een student van een andere hogeschool" in words
    assert "Benali" not in words


def test_another_networks_coordinator_cannot_tell_the_round_exists(client, small):
    network = type(small.round.network).objects.create(name="Ander", slug="ander")
    stranger = User.objects.create_user("vreemd@example.org", "a long password")
    college = College.objects.create(network=network, code="vreemd", name="Vreemd")
    Membership.objects.create(user=stranger, role="coordinator", college=college)
    assert page(client, small, small.hilde).status_code == 200
    assert page(client, small, stranger).status_code == 404


def test_a_student_and_a_school_cannot_open_it(client, small):
    for user in (small.registrations["noor"].student.user, small.contacts["schip"]):
        assert page(client, small, user).status_code == 404


def test_more_stuck_students_take_no_more_queries(client, small, django_assert_max_num_queries):
    change(small.registrations["robbe"], half_days=[])
    change(small.requests["lantaarn"], languages_required=["tr"])
    client.force_login(small.hilde)
    with django_assert_max_num_queries(40) as first:
        client.get(reverse("round-check", args=[small.round.pk]))
    Registration.objects.update(half_days=[])
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("round-check", args=[small.round.pk]))
