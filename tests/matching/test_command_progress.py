"""The news of a search, as lines on standard error."""

import pytest

from matching.rules import Goal
from matching.shell.telling import tell_progress
from matching.solution import Progress


@pytest.mark.parametrize(
    ("value", "bound", "proven", "line"),
    [
        (None, None, False, "   12.3 s  goal 2 of 6, wishes:generous: searching\n"),
        (None, (0, 3), False, "   12.3 s  goal 2 of 6, wishes:generous: bound 0 3, searching\n"),
        ((1, 0), (0, 3), False, "   12.3 s  goal 2 of 6, wishes:generous: value 1 0, bound 0 3, searching\n"),
        ((0, 3), (0, 3), True, "   12.3 s  goal 2 of 6, wishes:generous: value 0 3, bound 0 3, proven\n"),
    ],
)
def test_news_says_when_which_goal_and_what_is_known(capsys, value, bound, proven, line):
    goal = Goal.WISHES_GENEROUS

    tell_progress(Progress(goal=goal, index=1, goals=6, value=value, bound=bound, proven=proven, seconds=12.34))

    assert capsys.readouterr().err == line
