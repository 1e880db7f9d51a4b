"""Every page of every role on the demonstration: opens, says what it is, fits, speaks, and is reached by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse
from playwright.sync_api import Page

from tests.browser.demonstration import demonstration, kept_demonstration  # noqa: F401 - fixtures
from tests.browser.faults import page_faults
from tests.browser.visits import VISITS, Visit, phase

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every page")]

PHONE, LAPTOP = 320, 1280
PICTURES = os.environ.get("EVERY_PAGE_PICTURES")
"""A folder to keep a picture of every page in, to look at."""
ONLY_A_POST = {
    "edit-undo", "mail-again", "objection-settle", "placement-withdraw", "proposal-take", "review-change",
    "review-comment", "round-approve-now", "round-move", "round-move-back", "round-reopen",
    "round-send-back", "round-submit", "run-cancel", "run-stop",
    "school-confirm", "school-proposal-confirm", "school-request-bring-back", "staff-duo",
    "student-avoid-remove", "student-duo-answer", "student-duo-stop", "student-placement-accept",
    "student-wish-move", "student-wish-order", "student-wish-undo", "upload-import",
}  # fmt: skip
NOT_OPENED = {
    "set_language": "only a form post, leads back",
    "health": "for machines, one word of text",
    "mails": "only where mails stay in a folder; tests/accounts opens it",
    "review-prices": "a part of the page of one student, fetched by htmx; else it leads back there",
    "school-request-new-when": "the second half of a form whose first half is only in the session",
    "student-placement-calendar": "a file for calendars",
    "import-example": "a file for spreadsheets",
    "account_set_password": "for people without a password, who log in by invitation here; leads away",
    "account_email_verification_sent": "addresses are never verified by mail here",
    "account_confirm_email": "addresses are never verified by mail here",
    "account_confirm_login_code": "codes by mail are off",
    "mfa_authenticate": "the library's own, in the middle of a login with a second factor",
    "mfa_reauthenticate": "the library's own, in the middle of a login with a second factor",
    "mfa_activate_totp": "the library's own, behind a password typed just now",
    "mfa_deactivate_totp": "the library's own, only with a second factor",
    "mfa_view_recovery_codes": "the library's own, only with a second factor",
    "mfa_generate_recovery_codes": "the library's own, only with a second factor",
    "mfa_download_recovery_codes": "a file of text",
}
OTHER_SITES = {"beheer/": "Django's own administration", "api/v1/": "for programs", "stijl/": "test_styleguide.py"}


def patterns(branch=None, route: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site but those of `OTHER_SITES`, with its pattern."""
    for entry in (branch or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if here.startswith(tuple(OTHER_SITES)):
            continue
        if isinstance(entry, URLPattern):
            yield here, entry
        else:
            yield from patterns(entry, here)


def test_every_address_is_opened_or_has_a_reason_not_to_be():
    everything = {entry.name for _route, entry in patterns()}

    assert everything == {visit.name for visit in VISITS} | ONLY_A_POST | set(NOT_OPENED)


@pytest.mark.django_db
def test_what_is_only_a_form_post_shows_no_page(client):
    examples = {"IntConverter": 1, "UUIDConverter": UUID(int=1)}
    answers = {}
    for _route, entry in patterns():
        if entry.name in ONLY_A_POST:
            keys = {key: examples.get(type(kind).__name__, "x") for key, kind in entry.pattern.converters.items()}
            answers[entry.name] = client.get(reverse(entry.name, kwargs=keys)).status_code

    assert answers == dict.fromkeys(ONLY_A_POST, 405)


@pytest.fixture
def open_visit(demonstration, make_page, client):  # noqa: F811 - the fixture
    """`open_visit(visit)`: the page as that person sees it, and what the browser complained about."""

    def open_it(visit: Visit, *, language: str = "nl", width: int = PHONE) -> tuple[Page, list[str]]:
        if user := visit.user():
            client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page, said = make_page(width=width, cookies=client.cookies), []
        page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        answer = page.goto(visit.address())
        return page, said if answer.status == 200 else [f"status {answer.status}", *said]

    return open_it


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_page(open_visit, visit):
    page, faults = open_visit(visit)
    faults += [*headings(page), *page_faults(page, least=24 if visit.for_staff else 44)]
    faults += unreached(page)
    if visit.for_staff:
        page.set_viewport_size({"width": LAPTOP, "height": 900})
        faults += [f"at {LAPTOP}: {fault}" for fault in page_faults(page)]
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{visit}.png".replace("?", ""), full_page=True)

    assert faults == []


def headings(page: Page) -> list[str]:
    """A page says once what it is, and its title says it too."""
    found = []
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} h1")
    if not page.title().removesuffix("· Kansmatch").strip():
        found.append(f"title {page.title()!r}")
    return found


MAIN_ACTION = """() => {
    const seen = selector => [...document.querySelectorAll(selector)].find(e => e.checkVisibility() && !e.disabled
        && e.tabIndex >= 0)
    window.mainAction = seen('main .k-btn-primary') || seen('.k-btn-primary')
        || seen('main a[href], main button, main input:not([type=hidden]), main select')
    return window.mainAction ? window.mainAction.outerHTML.slice(0, 100) : ''
}"""
HERE = "() => document.activeElement === window.mainAction"
MOST_KEYS = 400


def unreached(page: Page) -> list[str]:
    """The main action of the page when the Tab key never comes there."""
    wanted = page.evaluate(MAIN_ACTION)
    page.evaluate("document.activeElement.blur()")
    for _key in range(MOST_KEYS if wanted else 0):
        page.keyboard.press("Tab")
        if page.evaluate(HERE):
            return []
    return [f"the Tab key never reaches {wanted}"] if wanted else []


ENGLISH = [
    Visit(who="visitor", name="home"),
    Visit(who="student", name="student-wishes"),
    Visit(who="school", name="school-list-own"),
    Visit(who="coordinator", name="todo"),
    Visit(who="coordinator", name="round-review", rows=phase("review")),
    Visit(who="coordinator", name="round-approve", rows=phase("review")),
]


@pytest.mark.parametrize("visit", ENGLISH, ids=str)
def test_page_in_english(open_visit, visit):
    dutch = open_visit(visit)[0].locator("h1").inner_text()
    page, faults = open_visit(visit, language="en")

    assert [*faults, *page_faults(page, least=24 if visit.for_staff else 44)] == []
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() != dutch
