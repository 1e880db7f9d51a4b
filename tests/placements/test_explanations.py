"""Sentences for people: true to the plan, and silent about everybody else."""

from datetime import date

import pytest

from matching.referee.lookup import Lookup
from matching.rules import Goal, Limit, PairLimit
from placements.actions import review
from placements.actions.proposals import make_proposal
from placements.explanations.limits import LIMIT_NAMES, PAIR_SENTENCES, fault_in_words
from placements.explanations.names import names_seen_by
from placements.explanations.prices import alternatives_in_words
from placements.explanations.school import who_comes
from placements.explanations.staff import why_here
from placements.explanations.student import first_line, ordinal, who_decided, why_this_place
from placements.goal_changes import better, price_lines, what_suffers
from placements.judgement import frozen, plan_of, why
from placements.models import Edit, Placement
from students.models import Duo
from tests.placements.small_round import AT, PLAN, found

DRAWN = date(2027, 2, 1)


def told(small, proposal, name, drawn_on=DRAWN):
    """What the student reads: the first line, then title and text of each sentence."""
    registration = small.registrations[name]
    reasons = why(proposal, plan_of(proposal.assignments.all()), registration.pk)
    names = names_seen_by(registration.student.user, small.round)
    sentences = why_this_place(reasons, registration, names, classes="3de leerjaar", drawn_on=drawn_on)
    return [first_line(reasons), *((line.title, line.text) for line in sentences)]


def test_a_student_reads_days_travel_support_and_why_not_better(small, proposal):
    assert told(small, proposal, "noor") == [
        "Dit was je tweede wens.",
        ("Je dagen", "Je komt 2 halve dagen per week. De school vroeg deze dagen en jij kan dan."),
        ("Je reistijd", "56 minuten met het openbaar vervoer, onder jouw grens van 60 minuten."),
        ("De school vroeg dit soort steun", "De school vroeg: samen voor de klas, in 3de leerjaar."),
        (
            "Waarom niet wens 1?",
            "Meer studenten pasten op De Zeven Populieren dan er plaatsen waren. "
            "Bij gelijke stand telt de loting van 1 februari.",
        ),
    ]


def test_when_few_competed_nothing_is_said_about_them(small):
    for name in ("fien", "lotte", "robbe"):
        small.registrations[name].phase = 1
        small.registrations[name].save()
    small.requests["populieren"].min_phase = 2
    small.requests["populieren"].save()
    proposal = make_proposal(run=found(small, PLAN), at=AT)
    assert told(small, proposal, "noor")[-1] == (
        "Waarom niet wens 1?",
        "Op De Zeven Populieren was geen plaats meer op jouw dagen.",
    )


def test_a_student_without_a_place_reads_why_of_each_wish(small):
    small.requests["populieren"].half_days = ["mon-pm"]
    small.requests["populieren"].half_days_needed = 1
    small.requests["populieren"].save()
    plan = {name: place for name, place in PLAN.items() if name not in ("noor", "ilias", "fien")}
    proposal = make_proposal(run=found(small, plan), at=AT)
    assert told(small, proposal, "noor") == [
        "Er waren scholen die bij jou passen. In het plan bleef daar geen plaats voor jou over.",
        ("Waarom niet wens 1?", "De Zeven Populieren vraagt dagen waarop jij niet kan."),
        ("Waarom niet wens 2?", "Voor De Schippersbrug waren er niet genoeg studenten."),
    ]


def test_who_goes_only_together_reads_that_this_is_why(small):
    noor, fien = (small.registrations[name] for name in ("noor", "fien"))
    Duo.objects.create(asker=noor, asked=fien, kind="required", state="accepted")
    plan = {name: place for name, place in PLAN.items() if name not in ("noor", "fien")}
    proposal = make_proposal(run=found(small, plan), at=AT)
    assert told(small, proposal, "noor")[1] == (
        "Je duo",
        "Jij en je duo gaan enkel samen. In het plan is er voor jullie twee geen plaats.",
    )


def test_who_fits_nowhere_reads_so(small, proposal):
    registration = small.registrations["robbe"]
    reasons = why(proposal, plan_of(proposal.assignments.all()), registration.pk)
    assert first_line(reasons, unplaced="no_eligible_request") == (
        "Geen enkele vraag van een school past bij je opleiding, je dagen, je reistijd en je keuzes."
    )


def school_reads(small, proposal, most):
    request = small.requests["schip"]
    request.max_students = most
    coming = [
        Placement(round=small.round, proposal=proposal, request=request, registration=row, half_days=["mon-am"])
        for row in (small.registrations["noor"], small.registrations["fien"])
    ]
    return who_comes([request], coming[: min(most, 2)])


def test_a_school_that_got_what_it_asked_reads_only_that(small, proposal):
    assert school_reads(small, proposal, 1) == ["Jullie krijgen de student die jullie vroegen."]
    assert school_reads(small, proposal, 2) == ["Jullie krijgen de 2 studenten die jullie vroegen."]


def test_a_school_that_got_fewer_reads_on_which_days_nobody_comes(small, proposal):
    assert school_reads(small, proposal, 3) == [
        "Jullie krijgen 2 van de 3 gevraagde studenten.",
        "Er komt iemand op: maandag voormiddag. Niet op: dinsdag en woensdag voormiddag. "
        "Niemand uit de buurt was dan nog vrij.",
    ]


def test_a_place_outside_the_wishes_says_so(small, proposal):
    small.registrations["robbe"].wishes.all().delete()
    other = make_proposal(run=found(small, {**PLAN, "robbe": ("bijenkorf", ["tue-am"])}, number=2), at=AT)
    assert told(small, other, "robbe")[0] == (
        "Deze school stond niet in je lijst. Ze past wel bij je dagen en je reistijd."
    )


@pytest.mark.parametrize("name", ["noor", "fien", "lotte", "robbe"])
def test_a_student_reads_no_other_name_and_no_need(small, proposal, name):
    words = str(told(small, proposal, name))
    own = str(small.registrations[name])
    assert [str(row) for row in small.registrations.values() if str(row) in words and str(row) != own] == []
    assert [word for word in ("OKI", "nood", "kansarm", "cijfer") if word in words] == []


def test_a_change_by_hand_is_told_with_its_reason_unless_it_is_another_students(small, proposal):
    proposal.approved_at = AT
    edit = Edit(by=small.hilde, at=AT, reason="hardship")
    decided = "De berekening stelde voor. Twee coördinatoren keken na en keurden goed op 10 februari."
    changed = " Een coördinator wijzigde dit op 10 februari"
    assert who_decided(proposal, None) == decided
    assert who_decided(proposal, edit) == decided + changed + ": bijzondere omstandigheden."
    edit.part_of_id = 1
    assert who_decided(proposal, edit) == decided + changed + "."


def test_a_coordinator_reads_numbers_but_no_other_colleges_names(small, proposal):
    registration = small.registrations["noor"]
    plan = plan_of(proposal.assignments.all())
    lookup = frozen(proposal.run.snapshot.problem)
    names = names_seen_by(small.hilde, small.round)
    assert why_here(why(proposal, plan, registration.pk), registration, lookup, plan, names) == [
        "Kan op 3 van de 3 gevraagde halve dagen, komt 2 keer. Rit: 56 min met het openbaar vervoer.",
        "De Schippersbrug vraagt minstens 2 studenten: zonder deze student vallen ook de andere plaatsen weg.",
        "Wens 1, De Zeven Populieren: vol, 1 van 1 (passende studenten: 5).",
    ]
    assert small.registrations["ilias"].pk not in names.students


def test_every_limit_has_a_name_and_a_sentence():
    assert LIMIT_NAMES.keys() == {*PairLimit, *Limit}
    assert PAIR_SENTENCES.keys() == {*PairLimit}


def test_every_kind_of_fault_is_a_sentence(small, proposal):
    lookup, names = Lookup(small.problem()), names_seen_by(small.hilde, small.round)
    student, request = f"s{small.registrations['noor'].pk}", f"r{small.requests['schip'].pk}"
    school = f"h{small.schools['schip'].pk}"
    fault = {"student": student, "request": request, "school": school, "college": None, "students": 3, "over": True}
    words = {rule: fault_in_words({**fault, "rule": rule}, lookup, names) for rule in ("places", "pin", "schedule")}
    assert words == {
        "places": "De Schippersbrug vraagt hoogstens 2 studenten. In dit plan: 3.",
        "pin": "Noor Vandenbussche is vastgezet op De Schippersbrug, maar staat daar niet.",
        "schedule": "De halve dagen van Noor Vandenbussche passen niet op De Schippersbrug.",
    }
    few = fault_in_words({**fault, "rule": "places", "students": 1, "over": False}, lookup, names)
    assert few == "De Schippersbrug vraagt minstens 2 studenten. In dit plan: 1."


def test_a_price_counts_who_moves_and_what_it_costs(small, proposal):
    noor, ilias = (f"s{small.registrations[name].pk}" for name in ("noor", "ilias"))
    here, there = f"r{small.requests['schip'].pk}", f"r{small.requests['populieren'].pk}"
    row = {
        "student": noor,
        "request": there,
        "limits": [],
        "exact": True,
        "price": [{"goal": "placed", "now": 4, "then": 4}, {"goal": "coverage", "now": 900, "then": 880}],
        "moves": [{"student": noor, "from": here, "to": there}, {"student": ilias, "from": there, "to": here}],
    }
    impossible = {**row, "request": here, "price": None, "moves": [], "limits": ["phase"]}
    lookup, names = frozen(proposal.run.snapshot.problem), names_seen_by(small.hilde, small.round)
    first, second = alternatives_in_words([row, impossible], lookup, names)
    assert (first.letter, first.school, first.rank, first.cost) == (
        "A",
        "De Zeven Populieren",
        1,
        "1 andere student verhuist. 1 verliest wens 1. Samen +0 min. Nood: 2,2 % minder gedekt.",
    )
    assert (second.letter, second.cost, second.why) == ("B", "", "De school vraagt studenten uit een latere fase.")


@pytest.mark.parametrize(
    ("goal", "before", "after", "expected"),
    [
        ("placed", 4, 5, 1),
        ("travel:total", 100, 120, -1),
        ("wishes:generous", [0, 3], [1, 0], -1),
        ("wishes:greedy", [3, 1], [4, 0], 1),
        ("fit", 2, 2, 0),
    ],
)
def test_better_is_read_as_each_goal_means_it(goal, before, after, expected):
    assert better(goal, before, after) == expected


def test_the_price_of_a_change_leaves_out_what_stays_and_the_lottery(small, proposal):
    edit = review.move_by_hand(
        request=small.requests["bijenkorf"], proposal=proposal, registration=small.registrations["robbe"],
        version=1, reason="duo", by=small.hilde, at=AT,
    )  # fmt: skip
    assert price_lines(edit.price)[0] == {"text": "1 student meer met een plaats", "better": 1, "number": ""}
    assert [line["text"] for line in price_lines(edit.price) if "Loting" in line["text"]] == []


def test_a_change_reads_as_students_minutes_and_need():
    price = [
        {"goal": "placed", "before": 40, "after": 40},
        {"goal": "coverage", "before": 417460, "after": 409460},
        {"goal": "wishes:generous", "before": [8, 2, 0], "after": [9, 1, 1]},
        {"goal": "duos", "before": 3, "after": 2},
        {"goal": "travel:total", "before": 900, "after": 924},
        {"goal": "travel:longest", "before": [0, 0, 0, 1, 2], "after": [0, 0, 1, 1, 0]},
        {"goal": "fit", "before": 7, "after": 9},
        {"goal": "lottery", "before": 5, "after": 6},
    ]
    assert [(line["text"], line["better"]) for line in price_lines(price)] == [
        ("Nood: 1,9 % minder gedekt", -1),
        ("1 student minder op wens 1, 1 meer op wens 2, 1 minder op wens 3, 1 meer buiten de wensen", -1),
        ("1 duo minder samen", -1),
        ("Reistijd samen: +24 min", -1),
        ("1 rit meer (61–75 min), 2 ritten minder (31–45 min)", -1),
        ("Past bij school en student: beter", 1),
    ]
    assert price_lines(price)[0]["number"] == "Scholen met de grootste nood: 417.460 → 409.460"


def test_nothing_is_called_better_because_somebody_lost_the_place():
    price = [
        {"goal": "placed", "before": 5, "after": 4},
        {"goal": "wishes:generous", "before": [1, 2], "after": [0, 2]},
        {"goal": "travel:total", "before": 90, "after": 60},
    ]
    assert [(line["text"], line["better"]) for line in price_lines(price)] == [
        ("1 student minder met een plaats", -1),
        ("1 student minder buiten de wensen", 0),
        ("Reistijd samen: −30 min", 0),
    ]


def test_a_free_place_is_told_with_the_goal_that_would_suffer():
    assert what_suffers(Goal.COVERAGE) == "er is plaats, maar dan is de nood van de scholen minder gedekt"
    assert what_suffers(None) == "er is plaats; bij de prijzen staat wat dat van anderen vraagt"
    assert all(what_suffers(goal).startswith("er is plaats") for goal in Goal)


def test_ranks_in_words():
    assert [ordinal(rank) for rank in (1, 2, 5, 6)] == ["eerste", "tweede", "vijfde", "6de"]
