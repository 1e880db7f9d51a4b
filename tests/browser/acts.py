"""What people do on the pages from an empty round to answered places, act by act."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import MatchRound
from schools.models import SupportRequest
from tests.browser.before_the_round import REQUESTS, STUDENTS_OF_SCHELDEDAL, STUDENTS_OF_TER_LEIE, as_file
from tests.browser.cast import PATIENCE, Cast, follow, press, said
from tests.browser.worker import work

ROUND, PROVEN = "Voorjaar 2027", "Best mogelijk, bewezen"


def the_round() -> MatchRound:
    return MatchRound.objects.get(name=ROUND)


def request_of(school: str) -> SupportRequest:
    return SupportRequest.objects.get(round=the_round(), school__number=school)


def make_the_round(cast: Cast) -> None:
    hilde, today = cast.at("hilde"), timezone.localdate()
    follow(hilde, "Rondes")
    follow(hilde, "Nieuwe ronde")
    hilde.get_by_label("Naam van de ronde").fill(ROUND)
    for college in ("Hogeschool Ter Leie", "Hogeschool Scheldedal"):
        hilde.get_by_role("checkbox", name=college).check()
    hilde.get_by_label("Inschrijven tot").fill(f"{today + timedelta(days=9)}T16:00")
    for label, days in {
        "Scholen antwoorden tot": 20,
        "Studenten antwoorden tot": 30,
        "Stage begint op": 40,
        "Stage eindigt op": 100,
    }.items():
        hilde.get_by_label(label).fill(str(today + timedelta(days=days)))
    press(hilde, "Maak de ronde")
    press(hilde, "Open de ronde")
    said(hilde, "De ronde is nu in de fase open.")


def bring_people(cast: Cast, noor: int) -> None:
    """Requests and students from files, each college its own; one student enrolled by hand; then everybody is told."""
    bring(cast, "hilde", "requests", as_file(REQUESTS, "aanvragen.csv"))
    bring(cast, "hilde", "students", as_file(STUDENTS_OF_TER_LEIE, "studenten.csv"))
    bring(cast, "els", "students", as_file(STUDENTS_OF_SCHELDEDAL, "studenten.csv"))
    hilde = cast.at("hilde")
    hilde.goto(f"/werk/studenten/{noor}/")
    hilde.get_by_role("checkbox", name="Lager onderwijs").check()
    hilde.get_by_label("Fase").fill("3")
    press(hilde, "Schrijf in")
    said(hilde, f"De student doet mee aan {ROUND}.")
    hilde.goto(f"/werk/rondes/{the_round().pk}/deelnemers/")
    follow(hilde, "Uitnodigen")
    hilde.get_by_role("checkbox", name="4 contacten van scholen in het netwerk").check()
    press(hilde, "Verstuur")
    said(hilde, "Er vertrekken 10 mails.")
    assert work() == ["send_mails"]


def bring(cast: Cast, name: str, kind: str, file: dict) -> None:
    page = cast.at(name)
    page.goto(f"/werk/import/?ronde={the_round().pk}")
    page.locator(f"input[name=kind][value={kind}]").check()
    page.get_by_label("Ronde").select_option(label=ROUND)
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Kijk na")
    said(page, "We kijken de rijen na")
    assert work() == ["check_upload"]
    press(page, "Lees in")
    said(page, "We lezen het bestand in")
    assert work() == ["import_upload"]
    said(page, "Het bestand is ingelezen")


def register_a_student(cast: Cast) -> None:
    """By the link in the mail: address, half-days, two wishes put in order with the buttons, and handed in."""
    noor = cast.by_mail("noor")
    follow(noor, "Nakijken en indienen")
    follow(noor, "Waar je vertrekt en hoe")
    noor.get_by_label("Postcode thuis").fill("9000")
    noor.get_by_role("radio", name="Met de fiets").check()
    noor.get_by_label("Hoelang mag één rit duren?").select_option("60")
    press(noor, "Bewaren en verder")
    noor.get_by_role("button" if cast.javascript else "link", name="Alles aan").click()
    press(noor, "Bewaren en verder")
    for school in ("Het Lantaarntje", "De Zeven Populieren"):
        follow(noor, "School toevoegen")
        noor.get_by_role("searchbox").fill(school)
        press(noor, "Zoek")
        press(noor, f"Kies {school}")
    noor.get_by_role("button", name="De Zeven Populieren hoger").click()
    said(noor, "De Zeven Populieren staat nu op plaats 1 van 2.")
    press(noor, "Bewaren en verder")
    follow(noor, "Verder zonder wijziging")
    follow(noor, "Verder naar nakijken")
    noor.get_by_role("checkbox").check()
    press(noor, "Indienen")
    said(noor, "Ingediend op")


def ask_for_support(cast: Cast) -> None:
    """By the link in the mail: yes, for whom, when and how many, and confirmed."""
    school = cast.by_mail("school1001")
    follow(school, "Geef jullie antwoord")
    school.get_by_role("radio", name="Ja, dat willen we").check()
    press(school, "Verder")
    school.get_by_role("checkbox", name="1ste en 2de leerjaar").check()
    press(school, "Bewaren en verder")
    for half_day in ("maandag voormiddag", "dinsdag voormiddag"):
        school.get_by_role("checkbox", name=half_day).check()
    for label, number in {
        "Hoeveel halve dagen per week per student?": 2,
        "Minstens": 1,
        "Hoogstens": 2,
        "Totaal voor de hele school": 2,
    }.items():
        school.get_by_role("spinbutton", name=label, exact=True).fill(str(number))
    press(school, "Bewaren en verder")
    school.get_by_label("Jouw rol").select_option("Directie")
    press(school, "Bevestigen en versturen")
    said(school, "Bedankt. Jullie aanvraag is bevestigd.")


def search(cast: Cast) -> None:
    """Close, check, run; the value of each goal stands beside what no plan can beat."""
    hilde = cast.at("hilde")
    hilde.goto(f"/werk/rondes/{the_round().pk}/")
    press(hilde, "Sluit de ronde")
    follow(hilde, "Naar de controle")
    said(hilde, "6 studenten en 4 aanvragen doen mee.")
    follow(hilde, "Naar berekenen")
    run(hilde)
    first = hilde.get_by_role("row").nth(1).get_by_role("cell")
    assert [text.strip() for text in first.all_inner_texts()][-3:] == ["6 van 6", "gelijk", PROVEN]


def run(page: Page) -> None:
    press(page, "Bereken")
    said(page, "Je mag deze pagina sluiten.")
    assert work() == ["carry_out_run"]
    expect(page.get_by_role("link", name="Naar het nazicht")).to_be_visible(timeout=PATIENCE)


def change_by_hand(cast: Cast) -> None:
    """Move one student, pin one, ban one and take the ban back."""
    hilde = cast.at("hilde")
    follow(hilde, "Naar het nazicht")
    at_student(hilde, "Fien Maes")
    hilde.locator("select[name=request_other]").select_option(str(request_of("1002").pk))
    decided(hilde, "school_agreed", "Verplaats")
    said(hilde, "Fien Maes staat nu bij Het Lantaarntje, en blijft daar")
    at_student(hilde, "Lotte Maes")
    decided(hilde, "duo", "Zet vast")
    said(hilde, "Lotte Maes blijft op deze plaats bij een nieuwe berekening.")
    at_student(hilde, "Elif Maes")
    decided(hilde, "pedagogical", "Verbied deze plaats")
    said(hilde, "Elif Maes komt niet bij De Schippersbrug.")
    hilde.goto(f"/werk/rondes/{the_round().pk}/wijzigingen/")
    hilde.get_by_role("row", name="Elif Maes").get_by_role("button", name="Herstel").click()
    said(hilde, "Hersteld")


def at_student(page: Page, name: str) -> None:
    page.goto(f"/werk/rondes/{the_round().pk}/nazicht/")
    follow(page, name)
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def decided(page: Page, reason: str, button: str) -> None:
    page.get_by_label("Reden (verplicht bij een wijziging)").select_option(reason)
    press(page, button)


def search_again(cast: Cast) -> None:
    """A new plan that keeps what was pinned waits beside the one with changes, until it is taken."""
    hilde = cast.at("hilde")
    hilde.goto(f"/werk/rondes/{the_round().pk}/nazicht/")
    follow(hilde, "Herbereken met vaste plaatsen")
    run(hilde)
    follow(hilde, "Naar het nazicht")
    said(hilde, "Er is een nieuwer plan.")
    hilde.get_by_role("button", name="Neem in nazicht").first.click()
    said(hilde, "Dit plan is nu in nazicht.")


def decide(cast: Cast) -> None:
    hilde, bart, address = cast.at("hilde"), cast.at("bart"), f"/werk/rondes/{the_round().pk}/goedkeuren/"
    hilde.goto(address)
    press(hilde, "Vraag goedkeuring")
    said(hilde, "Je vroeg goedkeuring.")
    assert hilde.get_by_role("button", name="Keur goed").count() == 0
    bart.goto(address)
    press(bart, "Keur goed")
    said(bart, "Het plan is goedgekeurd en staat vast.")


def tell_and_answer(cast: Cast) -> None:
    """Schools first: one confirms, one objects and is helped. Then students: one accepts, one gives back."""
    hilde, start = cast.at("hilde"), f"/werk/rondes/{the_round().pk}"
    hilde.goto(f"{start}/versturen/")
    follow(hilde, "Verstuur 4 mails naar scholen")
    press(hilde, "Ja, verstuur 4 mails naar scholen")
    said(hilde, "In de rij")
    assert work() == ["send_mails"]
    school_confirms(cast)
    school_objects(cast)
    els_settles(cast.at("els"), f"{start}/antwoorden/")
    hilde.goto(f"{start}/versturen/")
    follow(hilde, "Verstuur 6 mails naar studenten")
    said(hilde, "2 van 6 plaatsen zijn bevestigd door een school. Toch versturen?")
    press(hilde, "Ja, verstuur 6 mails naar studenten")
    said(hilde, "In de rij")
    assert work() == ["send_mails"]
    press(cast.by_mail("noor"), "Ik aanvaard deze plaats")
    said(cast.at("noor"), "Je aanvaardde deze plaats.")
    fien_gives_back(cast.by_mail("fien"))


def school_confirms(cast: Cast) -> None:
    school = cast.by_mail("school1001")
    said(school, "Noor Peeters")
    press(school, "Wij bevestigen alle 2")
    said(school, "Bedankt, jullie antwoord is binnen.")


def school_objects(cast: Cast) -> None:
    school = cast.by_mail("school1004")
    follow(school, "Wij hebben een bezwaar")
    school.get_by_role("checkbox", name="Ilias Maes").check()
    school.get_by_role("radio", name="dagen kloppen niet").check()
    press(school, "Bezwaar versturen")
    said(school, "We zoeken eerst een oplossing met jullie.")


def els_settles(els: Page, address: str) -> None:
    """Only the own college knows who the student is, and settles the objection."""
    els.goto(address)
    press(els, "Opgelost, blijft Ilias Maes")
    said(els, "De plaats van Ilias Maes blijft.")


def fien_gives_back(fien: Page) -> None:
    follow(fien, "Ik geef de plaats terug")
    fien.get_by_label("de dagen").check()
    press(fien, "Verder")
    press(fien, "Ja, geef terug")
    said(fien, "Je gaf je plaats terug.")
