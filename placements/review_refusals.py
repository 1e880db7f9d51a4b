"""Why a change or an approval of a plan was refused, in a sentence for a coordinator."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.states import MoveNotAllowedError
from matching.referee.lookup import Lookup
from placements.actions import answers, approval, changes, exchange, mailing, proposals, publication, review, undo
from placements.explanations.limits import PAIR_SENTENCES, fault_in_words
from placements.explanations.names import names_seen_by
from placements.judgement import Fault, problem_of
from placements.models import Edit, Proposal
from placements.problem_builder import student_id

REVIEW_REFUSALS = (
    MoveNotAllowedError,
    answers.NotToldYetError,
    answers.ReasonUnknownError,
    approval.ChangedByApproverError,
    approval.ReasonMissingError,
    approval.SamePersonError,
    approval.StillFaultsError,
    approval.TrialRunError,
    changes.ChangedMeanwhileError,
    changes.NotUnderReviewError,
    changes.OverfullError,
    exchange.NotPricedError,
    mailing.NotRefusedError,
    proposals.OtherPlanUnderApprovalError,
    proposals.RoundNotUnderReviewError,
    publication.AlreadyToldError,
    publication.NotApprovedError,
    publication.OpenObjectionsError,
    publication.SchoolsFirstError,
    review.AlreadySoError,
    review.BannedError,
    review.NeedsConfirmationError,
    review.NotInThisPlanError,
    undo.AlreadyUndoneError,
    undo.LaterEditStandsError,
    undo.PartOfAnotherError,
)


def why_refused(error: Exception, *, viewer: Any, proposal: Proposal | None = None) -> str:
    """One sentence, or one per limit. `proposal` is needed for errors that name limits of a plan."""
    if isinstance(error, changes.OverfullError | approval.StillFaultsError) and proposal:
        return " ".join(faults_in_words(error.faults, viewer=viewer, proposal=proposal))
    if isinstance(error, review.NeedsConfirmationError):
        return " ".join(str(PAIR_SENTENCES[limit]) for limit in error.limits)
    if isinstance(error, changes.ChangedMeanwhileError):
        return changed_meanwhile(error)
    if isinstance(error, publication.OpenObjectionsError):
        text = ngettext(
            "Er is nog %(count)d bezwaar van een school zonder oplossing.",
            "Er zijn nog %(count)d bezwaren van scholen zonder oplossing.",
            error.count,
        )
        return text % {"count": error.count}
    if isinstance(error, undo.LaterEditStandsError):
        return later_edit_stands(error.later, viewer=viewer)
    return plain_sentences()[type(error)]


def later_edit_stands(later: Edit, *, viewer: Any) -> str:
    """Which student was changed again, and which change has to be taken back first; names as the viewer knows them."""
    names = names_seen_by(viewer, later.proposal.round)
    values = {"student": names.student(student_id(later.registration_id)), "clock": clock(later.at)}
    if later.part_of is not None:
        values["main"] = names.student(student_id(later.part_of.registration_id))
        text = _("%(student)s schoof daarna mee met %(main)s (%(clock)s). Herstel eerst de wijziging van %(main)s.")
    else:
        values["kind"] = later.get_kind_display()
        text = _("%(student)s is daarna nog gewijzigd (%(kind)s, %(clock)s). Herstel eerst die wijziging.")
    sentence = text % values
    return sentence[:1].upper() + sentence[1:]


def changed_meanwhile(error: changes.ChangedMeanwhileError) -> str:
    """Who changed the plan in between, and when."""
    if error.by is None or error.at is None:
        return _("Het plan is intussen gewijzigd. Bekijk het verschil.")
    return _("%(name)s wijzigde dit om %(clock)s uur. Bekijk het verschil.") % {
        "name": error.by.first_name or error.by,
        "clock": clock(error.at),
    }


def clock(at: Any) -> str:
    """14.02"""
    return localtime(at).strftime("%H.%M")


def faults_in_words(faults: list[Fault], *, viewer: Any, proposal: Proposal) -> list[str]:
    """A sentence per broken limit, with the names that the viewer may know."""
    lookup, names = Lookup(problem_of(proposal)), names_seen_by(viewer, proposal.round)
    return [fault_in_words(fault, lookup, names) for fault in faults]


def plain_sentences() -> dict[type[Exception], str]:
    """The sentences without a blank to fill in, in the language of now."""
    return {
        MoveNotAllowedError: _("Dat kan niet meer: iemand was je voor. Kijk hieronder hoe het nu staat."),
        answers.NotToldYetError: _("De studenten weten nog van niets. Eerst publiceren."),
        answers.ReasonUnknownError: _("Kies een reden."),
        approval.ChangedByApproverError: _("Jij wijzigde dit plan met de hand. Een ander moet het goedkeuren."),
        approval.ReasonMissingError: _("Schrijf kort waarom."),
        approval.SamePersonError: _("Jij vroeg de goedkeuring. Een ander moet ze geven."),
        approval.StillFaultsError: _("Het plan breekt nog een grens."),
        approval.TrialRunError: _("Dit plan komt uit een proef. Een proef kan niet goedgekeurd worden."),
        changes.NotUnderReviewError: _("Dit plan is niet meer in nazicht. Er is niets gewijzigd."),
        changes.OverfullError: _("Dit breekt een grens van het plan."),
        exchange.NotPricedError: _("Van deze plaats is de prijs niet meer bekend. Bereken ze opnieuw."),
        mailing.NotRefusedError: _("Deze mail is niet geweigerd."),
        proposals.OtherPlanUnderApprovalError: _("Een ander plan wacht op goedkeuring. Stuur dat eerst terug."),
        proposals.RoundNotUnderReviewError: _("De ronde is niet in nazicht."),
        publication.AlreadyToldError: _("Dit is al verstuurd. Er vertrok niets een tweede keer."),
        publication.NotApprovedError: _("Het plan is nog niet goedgekeurd."),
        publication.SchoolsFirstError: _("Eerst de scholen, dan pas de studenten."),
        review.AlreadySoError: _("Het plan zegt dit al. Er is niets gewijzigd."),
        review.BannedError: _("Deze plaats is verboden voor deze student. Laat ze eerst weer toe."),
        review.NotInThisPlanError: _("Deze aanvraag kwam na de berekening. Bereken opnieuw om ze te gebruiken."),
        undo.AlreadyUndoneError: _("Deze wijziging was al hersteld."),
        undo.PartOfAnotherError: _("Deze student schoof mee met een ander. Herstel de wijziging van die ander."),
    }
