"""A real browser for the page tests."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import servers

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test

MakePage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=servers.find_chromium(), args=arguments)
        yield started
        started.close()


@pytest.fixture
def make_page(browser: Browser, live_server) -> Iterator[MakePage]:
    """`make_page(width=390, javascript=True, cookies=client.cookies)`: a page whose addresses may start with /.

    `cookies` takes those of a Django test client that logged in, which is quicker than typing a password.
    """
    contexts = []

    def make(*, width: int = 1280, height: int = 900, javascript: bool = True, cookies=None, locale="nl-BE") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            base_url=live_server.url,
            locale=locale,
        )
        for name, morsel in (cookies or {}).items():
            context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(make_page: MakePage) -> Page:
    return make_page()
