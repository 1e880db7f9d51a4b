"""Whether it is too late: everything that schools and students write asks this first."""

from datetime import datetime

from accounts.models import MatchRound


class RoundClosedError(Exception):
    """The round takes no registrations: it is not open yet, or its closing time is past."""


def not_too_late(match_round: MatchRound, *, at: datetime) -> None:
    """Raise RoundClosedError unless the round, read again, still takes registrations."""
    if not MatchRound.objects.get(pk=match_round.pk).takes_registrations(at):
        raise RoundClosedError(str(match_round.pk))
