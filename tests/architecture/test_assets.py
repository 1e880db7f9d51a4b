"""What the look is made of: foreign files unchanged, colours readable, templates within the strict policy."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR, "config/static")
VENDOR = STATIC / "vendor"
TEMPLATES = [
    path
    for top in ("config", "accounts", "schools", "students", "placements")
    for path in sorted(Path(settings.BASE_DIR, top).rglob("templates/**/*.html"))
]
PAIRS = [  # foreground, background, least contrast: 4.5 for text, 3 for lines and large marks (WCAG 1.4.3, 1.4.11)
    ("inkt", "wit", 4.5),
    ("inkt", "papier", 4.5),
    ("inkt", "bord-50", 4.5),
    ("inkt", "bord-100", 4.5),
    ("inkt-2", "wit", 4.5),
    ("inkt-2", "papier", 4.5),
    ("inkt-2", "papier-2", 4.5),
    ("inkt-2", "bord-50", 4.5),
    ("inkt-2", "krijt-100", 4.5),
    ("inkt-2", "lucht-100", 4.5),
    ("inkt-2", "gras-100", 4.5),
    ("inkt-2", "steen-100", 4.5),
    ("inkt-3", "wit", 4.5),
    ("inkt-3", "papier", 4.5),
    ("inkt-3", "papier-2", 4.5),
    ("bord-700", "wit", 4.5),
    ("bord-700", "papier", 4.5),
    ("bord-700", "bord-50", 4.5),
    ("bord-700", "krijt-100", 4.5),
    ("bord-700", "lucht-100", 4.5),
    ("bord-700", "gras-100", 4.5),
    ("bord-700", "steen-100", 4.5),
    ("bord-900", "bord-50", 4.5),
    ("wit", "bord-700", 4.5),
    ("wit", "bord-800", 4.5),
    ("wit", "bord-900", 4.5),
    ("krijt", "bord-800", 3),
    ("bord-100", "bord-800", 4.5),
    ("bord-300", "bord-800", 3),
    ("inkt", "krijt", 4.5),
    ("krijt-800", "krijt-100", 4.5),
    ("gras-700", "gras-100", 4.5),
    ("steen-700", "steen-100", 4.5),
    ("steen-700", "wit", 4.5),
    ("steen-700", "papier", 4.5),
    ("lucht-700", "lucht-100", 4.5),
    ("grijs-700", "grijs-100", 4.5),
    ("pruim-700", "wit", 4.5),
    ("pruim-700", "pruim-50", 4.5),
    ("wit", "pruim-500", 4.5),
    ("wit", "pruim-700", 4.5),
    ("wit", "pruim-900", 4.5),
    ("inkt", "pruim-100", 4.5),
    ("inkt", "pruim-300", 4.5),
    ("inkt", "grijs-100", 4.5),
    ("lijn-sterk", "wit", 3),
    ("lijn-sterk", "papier", 3),
    ("bord-700", "papier-2", 3),
    ("pruim-500", "papier-2", 3),
]
FORBIDDEN_BY_CSP = re.compile(
    r"""\sstyle\s*=|\son(?:click|change|submit|input|load|error|focus|blur|key\w+|mouse\w+)\s*=|javascript:|<style[\s>]"""
)
SCRIPT = re.compile(r"<script\b[^>]*>")
ICON = re.compile(
    r"""\{%\s*icon\s+"([^"]+)"|<c-icon\s+name="([^"{]+)"|\sicon(?:_end)?="([^"{]+)"|firstof icon "([^"]+)\""""
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def words_for_people(template: Path) -> str:
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", template.read_text(), flags=re.DOTALL)


@pytest.fixture(scope="module")
def colours() -> dict[str, str]:
    return dict(re.findall(r"--k-([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", (STATIC / "css/tokens.css").read_text()))


def test_foreign_files_are_exactly_the_listed_ones():
    listed = {
        name: checksum
        for part in json.loads((VENDOR / "VENDORED.json").read_text())
        for name, checksum in part["files"].items()
    }
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.json"
    }
    assert found == listed


def test_every_foreign_part_names_its_version_source_and_licence():
    unclear = [
        part["name"]
        for part in json.loads((VENDOR / "VENDORED.json").read_text())
        if not (part["version"] and part["source"] and part["licence"])
        or not any(name.endswith("/LICENSE") for name in part["files"])
    ]
    assert unclear == []


def test_black_on_white_is_twenty_one():
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0


def test_every_pair_of_colours_in_use_can_be_read(colours):
    weak = {
        (front, back): round(contrast(colours[front], colours[back]), 2)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    }
    assert weak == {}


def test_no_sheet_brings_a_colour_of_its_own():
    own = {
        sheet.name: re.findall(r"#[0-9A-Fa-f]{3,8}\b", sheet.read_text())
        for sheet in (STATIC / "css").glob("*.css")
        if sheet.name != "tokens.css"
    }
    assert {name: found for name, found in own.items() if found} == {}


def test_every_token_that_is_used_exists():
    sheets = {sheet.name: sheet.read_text() for sheet in (STATIC / "css").glob("*.css")}
    known = set(re.findall(r"(--k-[a-z0-9-]+):", sheets["tokens.css"]))
    unknown = {name: sorted(set(re.findall(r"var\((--k-[a-z0-9-]+)", text)) - known) for name, text in sheets.items()}
    assert {name: tokens for name, tokens in unknown.items() if tokens} == {}


def test_no_template_needs_more_than_the_strict_policy_allows():
    faults = {
        str(path.relative_to(settings.BASE_DIR)): found
        for path in TEMPLATES
        if "mail" not in path.parts
        and (
            found := FORBIDDEN_BY_CSP.findall(words_for_people(path))
            + [tag for tag in SCRIPT.findall(words_for_people(path)) if "src=" not in tag and "json" not in tag]
        )
    }
    assert faults == {}


def test_every_icon_that_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "bootstrap-icons/icons.svg").read_text()))
    missing = {
        str(path.relative_to(settings.BASE_DIR)): sorted(named - drawn)
        for path in TEMPLATES
        if (named := {name for names in ICON.findall(words_for_people(path)) for name in names if name}) - drawn
    }
    assert missing == {}


def test_every_component_says_how_it_is_used():
    silent = [
        path.name
        for path in TEMPLATES
        if path.parent.name == "cotton" and not path.read_text().startswith("{% comment %}")
    ]
    assert silent == []


def test_every_component_that_a_template_names_exists():
    known = {path.stem.replace("_", "-") for path in TEMPLATES if path.parent.name == "cotton"} | {"vars", "slot"}
    missing = {
        str(path.relative_to(settings.BASE_DIR)): sorted(named - known)
        for path in TEMPLATES
        if (named := set(re.findall(r"<c-([a-z0-9-]+)", words_for_people(path)))) - known
    }
    assert missing == {}


def test_every_class_of_ours_that_a_template_uses_is_in_a_sheet():
    known = set(re.findall(r"\.(k-[a-z0-9-]+)", "".join(path.read_text() for path in (STATIC / "css").glob("*.css"))))
    unknown = {
        str(path.relative_to(settings.BASE_DIR)): sorted(used - known)
        for path in TEMPLATES
        if (used := classes_of_ours(words_for_people(path))) - known
    }
    assert unknown == {}


def classes_of_ours(text: str) -> set[str]:
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "~", text)
    names = {name for value in re.findall(r'class="([^"]*)"', plain) for name in value.split()}
    return {name for name in names if name.startswith("k-") and "~" not in name}
