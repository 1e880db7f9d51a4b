"""The start page sends everybody where their work is; invitations work once; people see only their own colleges."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.messages import way_in
from accounts.models import Membership, User
from tests.schools.rows import make_college, make_contact, make_coordinator, make_network, make_school, make_user

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_what_this_is(client):
    assert "Studenten en scholen vinden elkaar" in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["privacy", "accessibility", "how-we-choose"])
def test_everybody_may_read_how_it_works(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_everybody_starts_where_their_work_is(client):
    network = make_network()
    college = make_college(network)
    starts = {}
    for user in (make_coordinator(college), make_contact(make_school(network)), make_user("Nog Niemand")):
        client.force_login(user)
        answer = client.get("/")
        starts[user.first_name] = answer.headers.get("Location", answer.status_code)

    assert starts == {"Hilde": reverse("todo"), "Griet": reverse("school-list-own"), "Nog": 200}


def test_an_invited_colleague_chooses_a_password_once_and_is_in(client, django_capture_on_commit_callbacks):
    college = make_college(make_network())
    client.force_login(make_coordinator(college))
    form = {"first_name": "Bart", "last_name": "Moens", "email": "Bart@example.org", "college": college.pk}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("people"), form)

    (sent,) = mail.outbox
    link = re.search(r"http\S+", sent.body)[0].split("8000", 1)[1]
    client.logout()
    password = {"new_password1": "drie gewone woorden", "new_password2": "drie gewone woorden"}
    first = client.post(link, password)

    assert (sent.to, first.status_code, first.headers["Location"]) == (["bart@example.org"], 302, "/")
    bart = User.objects.get(email="bart@example.org")
    assert int(client.session["_auth_user_id"]) == bart.pk
    assert list(bart.memberships.values_list("college__code", "role")) == [("hogent", "coordinator")]
    assert client.get(link).status_code == 410


def test_a_short_password_is_refused_in_dutch(client):
    user = User.objects.create(email="noor@example.org", password="!")
    short = {"new_password1": "kort", "new_password2": "kort"}

    answer = client.post(way_in(user, "/").split("8000", 1)[1], short)

    assert answer.context["form"].errors == {"new_password2": ["Kies minstens 10 tekens."]}


def test_a_mail_leads_on_to_its_page_and_only_within_the_site(client):
    user = User.objects.create(email="noor@example.org", password="!")
    password = {"new_password1": "drie gewone woorden", "new_password2": "drie gewone woorden"}

    link = way_in(user, "/privacy/").split("8000", 1)[1]
    outside = client.post(link.replace("%2Fprivacy%2F", "https://elders.example.org/"), password)
    User.objects.update(password="!")
    client.logout()
    inside = client.post(way_in(User.objects.get(), "/privacy/").split("8000", 1)[1], password)

    assert (outside.headers["Location"], inside.headers["Location"]) == ("/", "/privacy/")
    assert way_in(User.objects.get(), "/privacy/") == "http://127.0.0.1:8000/privacy/"


def test_a_coordinator_cannot_invite_to_another_college(client):
    network = make_network()
    own, other = make_college(network), make_college(network, "elders")
    client.force_login(make_coordinator(own))

    answer = client.post(
        reverse("people"), {"first_name": "B", "last_name": "M", "email": "b@example.org", "college": other.pk}
    )

    assert answer.status_code == 200
    assert "college" in answer.context["form"].errors
    assert not User.objects.filter(email="b@example.org").exists()


def test_people_of_another_college_are_not_shown(client):
    network = make_network()
    own, other = make_college(network), make_college(network, "elders")
    make_coordinator(other, "Geheime Collega")
    client.force_login(make_coordinator(own))

    page = client.get(reverse("people")).content.decode()

    assert "Hilde Dewaele" in page
    assert "Geheime" not in page
    assert Membership.objects.count() == 2


def test_who_has_no_role_cannot_tell_that_the_page_exists(client):
    client.force_login(make_contact(make_school(make_network())))

    assert client.get(reverse("people")).status_code == 404


def test_nobody_signs_up_alone(client):
    make_network()

    assert "form" not in (client.get(reverse("account_signup")).context or {})
