"""What every page must pass: accessibility, reflow and size of targets."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TOO_WIDE = """width => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > width + 0.5 && e.getBoundingClientRect().width > 0
        && !e.closest('[data-scroll], .visually-hidden, .k-sr'))
    .map(e => e.outerHTML.slice(0, 120))"""
TOO_SMALL = """least => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
    .filter(e => !e.closest('p, li.inline, .visually-hidden, .k-sr, td, dd') && e.checkVisibility())
    .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
    .filter(([e, box]) => box.width > 1 && box.height > 1 && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([e]) => e.outerHTML.slice(0, 120))"""


def axe_findings(page: Page) -> list[str]:
    """One line per accessibility fault that axe sees: the rule, and where."""
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """Elements that stick out of the window on the right; boxes marked data-scroll may scroll."""
    return page.evaluate(TOO_WIDE, page.viewport_size["width"])


def too_small(page: Page, *, least: int = 24) -> list[str]:
    """Links, buttons and fields smaller than `least` CSS pixels; links inside running text are exempt."""
    return page.evaluate(TOO_SMALL, least)


def page_faults(page: Page, *, least: int = 24) -> list[str]:
    """What is wrong with the page in front: accessibility, reflow and size of targets."""
    return [*axe_findings(page), *too_wide(page), *too_small(page, least=least)]
