"""Staff find students and schools by their words, and nobody else's; administration opens on real rows."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def found(client, text):
    context = client.get(reverse("search"), {"q": text}).context
    return [str(row) for row in context["students"]], [str(row) for row in context["schools"]]


def test_students_and_schools_are_found_by_every_word(small, client):
    client.force_login(small.hilde)

    assert found(client, "vanden noor") == (["Noor Vandenbussche"], [])
    assert found(client, "gent populieren") == ([], ["De Zeven Populieren"])
    assert found(client, "") == ([], [])


def test_another_colleges_student_is_not_found(small, client):
    client.force_login(small.hilde)

    assert found(client, "Ilias") == ([], [])


def test_students_do_not_search(small, client):
    client.force_login(small.registrations["noor"].student.user)

    assert client.get(reverse("search"), {"q": "Fien"}).status_code == 404


def test_every_page_of_the_administration_opens(small, proposal, client):
    client.force_login(User.objects.create_superuser("beheer@example.org", "a long password"))
    ours = [m for m in site._registry if m._meta.app_label in ("accounts", "schools", "students", "placements")]

    opened = {}
    for model in ours:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        opened[model.__name__] = client.get(reverse(f"{place}_changelist")).status_code
        if row := model.objects.first():
            opened[model.__name__] += client.get(reverse(f"{place}_change", args=[row.pk])).status_code

    assert len(opened) >= 18
    assert set(opened.values()) <= {200, 400}, opened
