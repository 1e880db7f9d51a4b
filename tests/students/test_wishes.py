"""The ranked list: every change once, ties kept until the order is made, undo only of what it undoes."""

import pytest

from schools.actions.closing import RoundClosedError
from students.actions.avoid import avoid_school, stop_avoiding
from students.actions.wishes import (
    AlreadyWishedError,
    AvoidedError,
    ListChangedError,
    ListFullError,
    add_wish,
    current_list,
    order_wishes,
    place_wish,
    remove_wish,
    restore_wishes,
)
from students.models import AvoidedSchool, Registration, Wish
from tests.schools import rows
from tests.schools.rows import NOW


def act(action, registration, **given):
    return action(registration=registration, by=registration.student.user, at=NOW, **given)


def ranking(registration):
    wishes = Wish.objects.filter(registration=registration).order_by("tier", "order", "pk")
    return [(wish.tier, str(wish.school or wish.request)) for wish in wishes]


@pytest.fixture
def wishes(noor, schools):
    return [act(add_wish, noor, school=school) for school in schools]


@pytest.fixture
def tied(noor, schools, match_round):
    """A list from a file: two equally good, then a request."""
    request = rows.make_request(schools[2], match_round, "A9")
    return [
        Wish.objects.create(registration=noor, tier=1, order=0, school=schools[0]),
        Wish.objects.create(registration=noor, tier=1, order=1, school=schools[1]),
        Wish.objects.create(registration=noor, tier=2, order=0, request=request),
    ]


NAMES = ["De Zeven Populieren", "De Schippersbrug", "Het Lantaarntje"]


def test_wishes_stand_in_the_order_in_which_they_came(noor, wishes):
    assert ranking(noor) == list(enumerate(NAMES, start=1))
    assert Registration.objects.get(pk=noor.pk).version == 4


def test_a_school_stands_in_the_list_once(noor, schools):
    act(add_wish, noor, school=schools[0])

    with pytest.raises(AlreadyWishedError):
        act(add_wish, noor, school=schools[0])

    assert (ranking(noor), Registration.objects.get(pk=noor.pk).version) == ([(1, NAMES[0])], 2)


def test_a_full_list_takes_no_more(noor, network, wishes):
    with pytest.raises(ListFullError):
        act(add_wish, noor, school=rows.make_school(network, "1004", "De Klimop"))

    assert len(ranking(noor)) == 3


def test_a_school_to_avoid_cannot_be_a_wish(noor, schools):
    act(avoid_school, noor, school=schools[0], reason="family")

    with pytest.raises(AvoidedError):
        act(add_wish, noor, school=schools[0])

    assert ranking(noor) == []


def test_a_wish_that_is_avoided_later_leaves_the_list(noor, schools, wishes):
    act(avoid_school, noor, school=schools[0], reason="family")
    act(avoid_school, noor, school=schools[0], reason="own_child")

    assert ranking(noor) == [(1, NAMES[1]), (2, NAMES[2])]
    assert [(one.school, one.reason) for one in AvoidedSchool.objects.all()] == [(schools[0], "own_child")]


def test_avoiding_can_be_taken_back(noor, schools):
    avoided = act(avoid_school, noor, school=schools[0], reason="family")

    assert act(stop_avoiding, noor, pk=avoided.pk).school == schools[0]
    assert (act(stop_avoiding, noor, pk=avoided.pk), AvoidedSchool.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("which", "place", "stands", "expected"),
    [(2, 1, 1, [2, 0, 1]), (0, 2, 2, [1, 0, 2]), (1, 99, 3, [0, 2, 1]), (1, -5, 1, [1, 0, 2]), (1, 2, 2, [0, 1, 2])],
)
def test_a_wish_moves_to_a_place(noor, wishes, which, place, stands, expected):
    assert [act(place_wish, noor, pk=wishes[which].pk, place=place) for _ in range(2)] == [stands, stands]
    assert ranking(noor) == [(tier, NAMES[index]) for tier, index in enumerate(expected, start=1)]


def test_dragging_sends_the_whole_order(noor, wishes):
    order = [wishes[2].pk, wishes[0].pk, wishes[1].pk]
    act(order_wishes, noor, order=order)
    act(order_wishes, noor, order=order)

    assert ranking(noor) == [(1, NAMES[2]), (2, NAMES[0]), (3, NAMES[1])]
    assert Registration.objects.get(pk=noor.pk).version == 5


def test_an_order_of_other_wishes_is_refused(noor, fien, schools, wishes):
    theirs = act(add_wish, fien, school=schools[0])

    for order in ([wishes[0].pk], [wishes[0].pk] * 3, [theirs.pk, wishes[0].pk, wishes[1].pk]):
        with pytest.raises(ListChangedError):
            act(order_wishes, noor, order=order)

    assert (ranking(noor), ranking(fien)) == (list(enumerate(NAMES, start=1)), [(1, NAMES[0])])


def test_another_students_wish_cannot_be_moved_or_removed(noor, fien, schools):
    theirs = act(add_wish, fien, school=schools[0])

    with pytest.raises(ListChangedError):
        act(place_wish, noor, pk=theirs.pk, place=1)
    assert act(remove_wish, noor, pk=theirs.pk) is False

    assert ranking(fien) == [(1, NAMES[0])]


def test_ties_from_a_file_stay_until_the_order_is_made(noor, tied):
    act(remove_wish, noor, pk=tied[2].pk)
    kept = ranking(noor)
    act(place_wish, noor, pk=tied[1].pk, place=1)

    assert kept == [(1, NAMES[0]), (1, NAMES[1])]
    assert ranking(noor) == [(1, NAMES[1]), (2, NAMES[0])]


def test_removing_the_best_tier_moves_the_rest_up_with_their_ties(noor, network, tied):
    Wish.objects.filter(pk=tied[2].pk).update(tier=1)
    Wish.objects.filter(pk__in=[tied[0].pk, tied[1].pk]).update(tier=2)

    act(remove_wish, noor, pk=tied[2].pk)

    assert ranking(noor) == [(1, NAMES[0]), (1, NAMES[1])]


def test_a_removed_wish_comes_back_where_it_stood(noor, wishes):
    before = current_list(noor)
    assert [act(remove_wish, noor, pk=wishes[1].pk) for _ in range(2)] == [True, False]
    after = current_list(noor)

    act(restore_wishes, noor, before=before, after=after)
    act(restore_wishes, noor, before=before, after=after)

    assert current_list(noor) == before


def test_undo_does_not_undo_what_came_after(noor, schools, wishes):
    before = current_list(noor)
    act(remove_wish, noor, pk=wishes[1].pk)
    after = current_list(noor)
    act(place_wish, noor, pk=wishes[2].pk, place=1)

    with pytest.raises(ListChangedError):
        act(restore_wishes, noor, before=before, after=after)

    assert ranking(noor) == [(1, NAMES[2]), (2, NAMES[0])]


def test_a_closed_round_keeps_the_list_as_it_is(noor, wishes, schools):
    changes = [
        (add_wish, {"school": schools[0]}),
        (remove_wish, {"pk": wishes[0].pk}),
        (place_wish, {"pk": wishes[2].pk, "place": 1}),
        (order_wishes, {"order": [wishes[2].pk, wishes[1].pk, wishes[0].pk]}),
        (restore_wishes, {"before": [], "after": current_list(noor)}),
        (avoid_school, {"school": schools[0], "reason": "family"}),
    ]
    for action, given in changes:
        with pytest.raises(RoundClosedError):
            action(registration=noor, by=noor.student.user, at=noor.round.closes_at, **given)

    assert ranking(noor) == list(enumerate(NAMES, start=1))
