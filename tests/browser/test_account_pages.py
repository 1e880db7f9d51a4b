"""Signing in and what belongs to it, in a real browser on a phone."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.faults import page_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "zeven blauwe fietsen"


@pytest.fixture
def user() -> User:
    return User.objects.create_user("hilde@example.org", PASSWORD, first_name="Hilde", last_name="Dewaele")


@pytest.fixture
def phone(make_page):
    return make_page(width=390)


@pytest.fixture
def signed_in(make_page, client, user):
    client.force_login(user)
    return make_page(width=390, cookies=client.cookies)


def sign_in(page, password: str) -> None:
    page.get_by_label("E-mailadres").fill("hilde@example.org")
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Aanmelden").click()


def test_a_wrong_password_is_said_once_and_the_address_is_kept(phone, user):
    phone.goto("/account/login/")
    sign_in(phone, "iets anders")
    expect(phone).to_have_title("Fout: Aanmelden · Kansmatch")
    expect(phone.get_by_label("E-mailadres")).to_have_value("hilde@example.org")
    expect(phone.get_by_text("niet correct")).to_have_count(1)
    assert page_faults(phone, least=44) == []


def test_signing_in_and_out(phone, user):
    phone.goto("/account/login/")
    sign_in(phone, PASSWORD)
    phone.locator("details.k-menu > summary").click()
    phone.get_by_role("button", name="Afmelden").click()
    expect(phone.get_by_role("link", name="Aanmelden").first).to_be_visible()


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(phone, user):
    phone.goto("/account/password/reset/")
    phone.get_by_label("E-mailadres").fill("hilde@example.org")
    phone.get_by_role("button", name="Mail mij een link").click()
    expect(phone.get_by_role("heading", name="Kijk in je mail")).to_be_visible()
    phone.goto(re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body)[0])
    phone.get_by_label(re.compile("^Nieuw wachtwoord")).first.fill("acht gele treinen")
    phone.get_by_label(re.compile("^Nieuw wachtwoord")).last.fill("acht gele treinen")
    phone.get_by_role("button", name="Bewaren").click()
    user.refresh_from_db()
    assert user.check_password("acht gele treinen")


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/account/login/", "Aanmelden"),
        ("/account/password/reset/", "Nieuw wachtwoord vragen"),
        ("/account/password/reset/done/", "Kijk in je mail"),
        ("/account/password/reset/key/x-y/", "Deze link werkt niet meer"),
        ("/account/inactive/", "Dit account is gesloten"),
        ("/account/signup/", "Een account krijg je met een uitnodiging"),
        ("/bestaat-niet/", "Deze pagina bestaat niet"),
    ],
)
def test_pages_for_anybody(phone, address, heading):
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text(heading)
    assert page_faults(phone, least=44) == []


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/account/password/change/", "Wachtwoord wijzigen"),
        ("/account/logout/", "Wil je afmelden?"),
        ("/account/reauthenticate/", "Ben jij het?"),
        ("/account/2fa/", "Twee-factor-authenticatie"),
        ("/account/email/", "E-mailadressen"),
    ],
)
def test_pages_for_who_is_signed_in(signed_in, address, heading):
    signed_in.goto(address)
    expect(signed_in.get_by_role("heading", level=1)).to_have_text(heading)
    assert page_faults(signed_in, least=44) == []


def test_an_empty_password_form_names_each_field_in_the_summary(signed_in):
    signed_in.goto("/account/password/change/")
    signed_in.get_by_role("button", name="Bewaren").click()
    expect(signed_in.locator("#k-error-summary li").first).to_have_text("Huidig wachtwoord: Dit veld is vereist.")
    assert page_faults(signed_in, least=44) == []


def test_the_other_language_keeps_the_page(phone):
    phone.goto("/account/password/reset/")
    phone.get_by_role("button", name="English").click()
    assert phone.url.endswith("/account/password/reset/")
    expect(phone.locator("html")).to_have_attribute("lang", "en")
