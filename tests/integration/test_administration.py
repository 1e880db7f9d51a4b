"""The administration has the same door as the rest of the site."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db


def test_a_visitor_is_sent_to_the_one_login_page(client):
    answer = client.get("/beheer/", follow=True)

    assert [address for address, _ in answer.redirect_chain] == [
        "/beheer/login/?next=/beheer/",
        "/account/login/?next=%2Fbeheer%2F",
    ]


@pytest.mark.parametrize(("administrator", "status"), [(True, 200), (False, 403)])
def test_only_administrators_come_in(client, administrator, status):
    people = get_user_model().objects
    user = people.create_user(email="an@example.org", password="samen-op-weg-27")
    people.filter(pk=user.pk).update(is_staff=administrator, is_superuser=administrator)
    client.force_login(people.get(pk=user.pk))

    assert client.get("/beheer/", follow=True).status_code == status
