"""Every component in a real browser: accessible, within its window, useful by keyboard and without JavaScript."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from playwright.sync_api import Page, expect

from tests.browser.faults import page_faults, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def with_debug(settings):
    settings.DEBUG = True


def checked(page: Page, name: str) -> list[str]:
    return page.eval_on_selector_all(f"input[name={name}]:checked", "boxes => boxes.map(box => box.value)")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["/stijl/", "/stijl/telefoon/"])
def test_every_component_is_free_of_faults(make_page, address, width):
    page = make_page(width=width)
    page.goto(address)
    assert page_faults(page) == []


@pytest.mark.parametrize("address", ["/stijl/", "/stijl/telefoon/"])
def test_nothing_sticks_out_at_320_pixels(make_page, address):
    page = make_page(width=320)
    page.goto(address)
    assert too_wide(page) == []


def test_the_page_needs_nothing_that_the_strict_policy_refuses(make_page):
    page, complaints = make_page(), []
    page.on("console", lambda line: complaints.append(line.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto("/stijl/telefoon/")
    assert complaints == []


def test_every_component_stands_on_the_page():
    folder = Path(project.BASE_DIR, "config/templates")
    in_the_base_pages = {"footer", "messages", "user_menu", "account_links", "round_header", "error_summary"}
    within_others = {"field_error", "halfday_cell"}
    shown = {name.replace("-", "_") for name in re.findall(r"<c-([a-z-]+)", (folder / "styleguide.html").read_text())}
    assert {path.stem for path in (folder / "cotton").glob("*.html")} - shown == in_the_base_pages | within_others


def test_the_summary_of_errors_takes_focus_and_leads_to_the_field(make_page):
    page = make_page(width=390)
    page.goto("/stijl/telefoon/")
    expect(page.locator("#k-error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fout: "))
    page.get_by_role("link", name="Kies een leeftijd of ‘Geen voorkeur’.").click()
    assert page.url.endswith("#id_age")
    expect(page.get_by_label("Liefst deze leeftijd")).to_have_accessible_description(
        "Fout: Kies een leeftijd of ‘Geen voorkeur’."
    )


def test_the_grid_counts_along_and_has_quick_buttons(make_page):
    page = make_page(width=390)
    page.goto("/stijl/telefoon/")
    total = page.locator("#id_half_days_total")
    expect(total).to_have_text("7 halve dagen aangeduid.")
    page.get_by_label("dinsdag namiddag").first.check()
    expect(total).to_have_text("8 halve dagen aangeduid.")
    grid = page.locator("#id_half_days")
    grid.get_by_role("button", name="Enkel voormiddagen").press(" ")
    assert checked(page, "half_days") == ["mon-am", "tue-am", "wed-am", "thu-am", "fri-am"]
    grid.get_by_role("button", name="Alles uit").click()
    page.get_by_label("vrijdag namiddag").first.check()
    expect(total).to_have_text("1 halve dag aangeduid.")


def test_the_number_buttons_step_and_keep_to_the_limits(make_page):
    page = make_page(width=390)
    page.goto("/stijl/telefoon/")
    least, fewer = page.get_by_label("Minstens", exact=True), page.get_by_role("button", name="Minstens: één minder")
    fewer.click()
    fewer.click()
    expect(least).to_have_value("1")
    page.get_by_role("button", name="Minstens: één meer").click()
    expect(least).to_have_value("2")
    expect(page.locator("#k-live")).to_have_text("Minstens: 2")


def test_without_javascript_the_form_is_whole_and_the_extras_are_gone(make_page):
    page = make_page(width=390, javascript=False)
    page.goto("/stijl/telefoon/")
    assert [page.locator(extra).locator("visible=true").count() for extra in ("[data-step]", ".k-grip")] == [0, 0]
    page.get_by_label("Minstens", exact=True).fill("3")
    page.get_by_label("dinsdag namiddag").first.check()
    assert "tue-pm" in checked(page, "half_days")
    expect(page.get_by_role("link", name="Alles aan")).to_have_attribute("href", "?vul=alles")


def test_rows_can_be_walked_with_j_and_k_unless_that_is_switched_off(make_page):
    page = make_page()
    page.goto("/stijl/")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Ilias Benali")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Noor Vandenbussche")).to_be_focused()
    page.evaluate("localStorage.setItem('k-shortcuts', 'off')")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Noor Vandenbussche")).to_be_focused()


def test_a_wish_can_be_dragged_and_the_new_order_is_sent_and_told(make_page):
    page = make_page(width=390, height=1400)
    page.goto("/stijl/telefoon/")
    page.evaluate("document.getElementById('volgorde').addEventListener('submit', event => event.preventDefault())")
    page.locator("[data-id='12'] .k-grip").drag_to(page.locator("[data-id='9']"))
    assert page.eval_on_selector_all("#volgorde input[name=order]", "all => all.map(one => one.value)") == [
        "7",
        "9",
        "12",
    ]
    expect(page.locator("#k-live")).to_have_text("Basisschool De Zeven Populieren staat nu op plaats 3 van 3.")


def test_a_row_opens_the_drawer_and_escape_leads_back_to_the_row(make_page):
    page = make_page()
    page.goto("/stijl/")
    page.get_by_role("link", name="Ilias Benali").press("Enter")
    expect(page.get_by_role("heading", name="Ilias Benali")).to_be_focused()
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Ilias Benali")
    assert page.url.endswith("/stijl/?student=3")
    page.keyboard.press("Escape")
    expect(page.locator("[data-drawer]")).to_have_count(0)
    expect(page.get_by_role("link", name="Ilias Benali")).to_be_focused()


def test_on_a_phone_the_drawer_is_a_page_of_its_own(make_page):
    page = make_page(width=390)
    page.goto("/stijl/")
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="Ilias Benali").click()
    page.wait_for_url("**/stijl/?student=3")
    assert page.evaluate("window.stillHere") is None


def test_the_ring_of_focus_is_ink_with_a_halo_of_chalk(make_page):
    page = make_page()
    page.goto("/stijl/")
    page.get_by_role("link", name="Yasmina El Idrissi").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    ring = page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineWidth, s.outlineColor, s.boxShadow.includes('rgb(246, 185, 59)')]; }"
    )
    assert ring == ["3px", "rgb(26, 38, 37)", True]


def test_outside_of_trying_out_the_page_does_not_exist(client, settings):
    settings.DEBUG = False
    assert client.get("/stijl/").status_code == 404
