"""The pages of the documentation lead somewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOP = Path(settings.BASE_DIR)
PAGES = sorted([*TOP.glob("*.md"), *TOP.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
NOT_A_NAME = re.compile(r"[^\w\- ]")


def anchors(page: Path) -> set[str]:
    """What a heading can be reached by: small letters, hyphens for spaces, no signs."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), flags=re.MULTILINE)
    return {NOT_A_NAME.sub("", heading.lower()).replace(" ", "-") for heading in headings}


def leads_nowhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    if not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_every_link_leads_somewhere(page):
    links = [link for link in LINK.findall(page.read_text()) if not re.match(r"https?:|mailto:", link)]

    assert [link for link in links if leads_nowhere(page, link)] == []


@pytest.mark.parametrize("page", sorted(TOP.glob("docs/decisions/0*.md")), ids=lambda page: page.name)
def test_every_decision_is_in_the_list(page):
    assert f"({page.name})" in (TOP / "docs/decisions/README.md").read_text()
