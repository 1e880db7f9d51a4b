"""The goals of a plan in words, and what is said of them after a change by hand."""

from placements.actions import review
from placements.plan_goals import goals_in_words
from tests.placements.small_round import AT, coordinator


def states(proposal):
    proposal.refresh_from_db()
    return {row["name"]: row["state"] for row in goals_in_words(proposal)}


def take_out(small, proposal, name, by):
    proposal.refresh_from_db()
    return review.move_by_hand(
        request=None, proposal=proposal, registration=small.registrations[name], version=proposal.version,
        reason="duo", by=by, at=AT,
    )  # fmt: skip


def test_as_found_every_goal_is_proven_and_reads_without_bare_numbers(small, proposal):
    rows = {row["name"]: (row["value"], row["bound"]) for row in goals_in_words(proposal)}
    assert rows["Iedereen een plaats"] == ("4 van 5", "4 van 5")
    assert rows["Scholen met de grootste nood"] == ("100,0 % van wat kan", "–")
    assert rows["Loting"] == ("beslist wat gelijk is", "–")
    assert set(states(proposal).values()) == {"proven"}


def test_after_a_change_by_hand_the_goals_say_so(small, proposal):
    take_out(small, proposal, "lotte", small.hilde)
    assert set(states(proposal).values()) == {"hand"}


def test_what_the_search_left_open_is_not_called_changed_by_hand(small, proposal):
    proposal.goals[-1]["proven"] = False
    proposal.save()
    assert states(proposal)["Loting"] == "open"


def test_the_page_of_approval_counts_changes_and_students(client, small, proposal):
    take_out(small, proposal, "lotte", small.hilde)
    take_out(small, proposal, "ilias", small.hilde)
    client.force_login(small.bart)
    address = f"/werk/rondes/{small.round.pk}/goedkeuren/"
    shown = client.get(address).content.decode()
    assert "2 door Hilde Dewaele" in shown
    assert "Met de hand gewijzigd" in shown
    assert "Niet bewezen" not in shown


def test_who_approves_reads_of_changes_to_another_colleges_students_without_their_names(client, small, proposal):
    other = coordinator("", "", small.registrations["ilias"].student.college)
    take_out(small, proposal, "ilias", other)
    client.force_login(small.bart)
    address = f"/werk/rondes/{small.round.pk}/"
    assert f"1 door {other.email}" in client.get(f"{address}goedkeuren/").content.decode()
    shown = client.get(f"{address}wijzigingen/").content.decode()
    assert "Student van Hogeschool de-kouter" in shown
    assert "Uit het plan gehaald bij De Zeven Populieren" in shown
    assert "bekend bij de hogeschool" in shown
    assert "Benali" not in shown
    assert "/herstel/" not in shown
