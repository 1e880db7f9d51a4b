"""Why an action was refused, in a sentence for whoever asked: page, API or command."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.states import MoveNotAllowedError
from matching.exchange import BadInputError
from placements.actions.colleges import CollegeCodeError
from placements.actions.rounds import NoCollegesError, RoundNameTakenError, TwoNetworksError
from placements.actions.runs import (
    AlreadyRunningError,
    AwaitingApprovalError,
    NothingToMatchError,
    RoundNotReadyError,
)

REFUSALS = (
    AlreadyRunningError,
    AwaitingApprovalError,
    BadInputError,
    CollegeCodeError,
    MoveNotAllowedError,
    NoCollegesError,
    NothingToMatchError,
    RoundNameTakenError,
    RoundNotReadyError,
    TwoNetworksError,
    ValidationError,
)


def why_not(error: Exception) -> str:
    """One sentence, or several for a form with several faults."""
    if isinstance(error, ValidationError):
        return "; ".join(lines_of(error))
    if isinstance(error, CollegeCodeError):
        return _("“%(code)s” is geen code van een hogeschool: gebruik letters, cijfers en streepjes.") % {"code": error}
    if isinstance(error, RoundNameTakenError):
        return _("Er is al een ronde met de naam “%(name)s” in dit netwerk.") % {"name": error}
    if isinstance(error, BadInputError):
        return _("De gegevens van de ronde spreken elkaar tegen: %(faults)s") % {"faults": "; ".join(error.faults)}
    return plain_sentences()[type(error)]


def lines_of(error: ValidationError) -> list[str]:
    """Each message, after the name of its field when it has one."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [f"{name}: {line}" for name, lines in error.message_dict.items() for line in lines]


def plain_sentences() -> dict[type[Exception], str]:
    """The sentences without a blank to fill in, in the language of now."""
    return {
        AlreadyRunningError: _("Er wacht of loopt al een berekening voor deze ronde."),
        AwaitingApprovalError: _("Er wacht een voorstel op goedkeuring. Trek dat eerst terug."),
        MoveNotAllowedError: _("Dat kan niet in de fase waarin de ronde nu is. Laad de pagina opnieuw."),
        NoCollegesError: _("Kies minstens één hogeschool."),
        NothingToMatchError: _("Er is nog geen ingediende inschrijving of geen aanvraag die kan meedoen."),
        RoundNotReadyError: _("In deze fase van de ronde kan je niet berekenen."),
        TwoNetworksError: _("De hogescholen van één ronde horen bij één netwerk."),
    }
