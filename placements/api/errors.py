"""What went wrong, as an answer: 400 names the field, 403 says may not, 409 says what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status

from matching.exchange import BadInputError
from placements.actions import answers, approval, changes, rounds, runs
from placements.states import MoveNotAllowedError

STANDS_IN_THE_WAY: dict[type[Exception], Any] = {
    MoveNotAllowedError: gettext_lazy("Dat kan niet in deze fase."),
    answers.NotToldYetError: gettext_lazy("Studenten zijn nog niet op de hoogte."),
    approval.StillFaultsError: gettext_lazy("Het plan breekt nog een regel."),
    approval.TrialRunError: gettext_lazy("Een proef kan niet goedgekeurd worden."),
    approval.SamePersonError: gettext_lazy("Jij vroeg de goedkeuring. Een ander moet ze geven."),
    approval.ChangedByApproverError: gettext_lazy("Jij wijzigde dit plan. Een ander moet het goedkeuren."),
    changes.ChangedMeanwhileError: gettext_lazy("Iemand wijzigde dit plan intussen."),
    changes.NotUnderReviewError: gettext_lazy("Dit plan is niet in nazicht."),
    rounds.RoundNameTakenError: gettext_lazy("Er is al een ronde met die naam."),
    runs.AlreadyRunningError: gettext_lazy("Er loopt al een berekening."),
    runs.AwaitingApprovalError: gettext_lazy("Er wacht een voorstel op goedkeuring."),
    runs.NothingToMatchError: gettext_lazy("Er zijn nog geen studenten of aanvragen om te berekenen."),
    runs.RoundNotReadyError: gettext_lazy("De ronde is niet in een fase waarin je kan berekenen."),
}


class ConflictError(exceptions.APIException):
    """409: the rows are not in a state in which this can be done."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


@contextmanager
def told() -> Iterator[None]:
    """Turn what an action raises into an answer that says it in words."""
    try:
        yield
    except tuple(STANDS_IN_THE_WAY) as error:
        raise ConflictError(STANDS_IN_THE_WAY[type(error)], code=type(error).__name__) from error
    except BadInputError as error:
        raise exceptions.ValidationError({"problem": list(error.faults)}) from error
    except ValidationError as error:
        raise exceptions.ValidationError(getattr(error, "message_dict", error.messages)) from error
    except (rounds.NoCollegesError, rounds.TwoNetworksError) as error:
        raise exceptions.ValidationError({"colleges": [_("Kies hogescholen van één netwerk.")]}) from error
    except answers.ReasonUnknownError as error:
        raise exceptions.ValidationError({"reason": [_("Kies een reden.")]}) from error


def permit(allowed: bool) -> None:
    """403 unless allowed."""
    if not allowed:
        raise exceptions.PermissionDenied
