"""People at their own browsers: each logs in once, by password or by the link of a mail."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from django.core import mail
from playwright.sync_api import Page, expect

from tests.browser.before_the_round import PASSWORD, STAFF
from tests.browser.conftest import MakePage

PHONE, LAPTOP = 390, 1280
PATIENCE = 30_000
"""Milliseconds; without JavaScript a page that waits looks again after ten seconds."""
PICTURES = os.environ.get("MAIN_LINE_PICTURES")
"""A folder for a picture of where everybody ended, to look at."""


@dataclass(frozen=True, kw_only=True)
class Cast:
    """`javascript` is on or off for everybody."""

    make_page: MakePage
    javascript: bool
    pages: dict[str, Page] = field(default_factory=dict)

    def at(self, name: str) -> Page:
        """The browser of this person, logged in; coordinators type their password."""
        if name not in self.pages:
            self.pages[name] = self.open(width=LAPTOP if name in STAFF else PHONE)
            self.pages[name].goto("/account/login/")
            log_in(self.pages[name], f"{name}@example.org")
        return self.pages[name]

    def by_mail(self, name: str) -> Page:
        """The browser of this person, by the link in their last mail; who has no password chooses one."""
        link = re.search(r"https?://\S+", last_mail(f"{name}@example.org"))
        assert link, "no link in the mail"
        page = self.pages.setdefault(name, self.open(width=PHONE))
        page.goto(link[0])
        if page.get_by_role("heading", name="Kies je wachtwoord").count():
            choose_password(page)
        return page

    def open(self, *, width: int) -> Page:
        page = self.make_page(width=width, javascript=self.javascript)
        page.set_default_timeout(PATIENCE)
        return page

    def take_pictures(self) -> None:
        for name, page in self.pages.items() if PICTURES else ():
            page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def last_mail(to: str) -> str:
    """The text of the newest mail to this address."""
    return next(str(one.body) for one in reversed(mail.outbox) if one.to == [to])


def log_in(page: Page, email: str) -> None:
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Wat vraagt actie")).to_be_visible(timeout=PATIENCE)


def choose_password(page: Page) -> None:
    for label in ("Kies een wachtwoord", "Typ het nog eens"):
        page.get_by_label(label).fill(PASSWORD)
    page.get_by_role("button", name="Bewaren en beginnen").click()


def said(page: Page, words: str) -> None:
    """The page says these words."""
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
