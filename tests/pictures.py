"""Makes the pictures of the documentation from the demonstration data: `make pictures`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from config.run import answers
from tests import servers

TOP = Path(__file__).resolve().parent.parent
PICTURES = TOP / "docs" / "pictures"
COORDINATOR, PASSWORD = "hilde@example.org", "samen-kansrijk"
ROUND_UNDER_REVIEW = "from accounts.models import MatchRound; print(MatchRound.objects.filter(state='review')[0].pk)"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kansmatch-") as folder:
        environment = os.environ | {"KANSMATCH_VAR": folder, "PORT": str(servers.free_port())}
        with site(environment) as address, a_page(address) as page:
            log_in(page)
            picture_of_the_review(page, round_under_review(environment))
    return 0


@contextmanager
def site(environment: dict[str, str]) -> Iterator[str]:
    """The product as `make run` starts it, on a folder of its own."""
    address = f"http://127.0.0.1:{environment['PORT']}"
    process = subprocess.Popen([sys.executable, "-m", "config.run"], cwd=TOP, env=environment)
    try:
        while not answers(int(environment["PORT"])):
            if process.poll() is not None:
                raise RuntimeError("the site did not start")
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


@contextmanager
def a_page(address: str) -> Iterator[Page]:
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.find_chromium(), args=arguments)
        yield browser.new_page(base_url=address, viewport={"width": 1280, "height": 1200}, locale="nl-BE")
        browser.close()


def log_in(page: Page) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(COORDINATOR)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def round_under_review(environment: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ROUND_UNDER_REVIEW]
    return subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def picture_of_the_review(page: Page, number: str) -> None:
    """The plan as a table, with a student who has a place opened beside it, and what other places would cost."""
    page.goto(f"/werk/rondes/{number}/nazicht/")
    page.locator("main thead a", has_text="Wens").click()
    page.wait_for_load_state("networkidle")
    page.locator("main tbody tr", has_not_text="Geen plaats").locator("a").first.click()
    page.get_by_role("button", name="Bereken wat andere plaatsen kosten").click()
    page.get_by_text("Berekend met enkel deze ene wijziging vast.").wait_for(timeout=120_000)
    page.get_by_text("Wordt berekend.").wait_for(state="hidden", timeout=120_000)
    page.evaluate("window.scrollTo(0, 0)")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "review.png")


if __name__ == "__main__":
    sys.exit(main())
