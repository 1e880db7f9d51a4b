"""Writes the index of a repair's choices as plain values (exchange format, section 5)."""

from __future__ import annotations

from matching.choice import Choice, Choices
from matching.rules import CHOICES_FORMAT
from matching.text.writing import Row, digest, pairs_to_data
from matching.text.writing_solution import conflict_to_data, goal_to_data, move_to_data


def choices_to_data(choices: Choices) -> Row:
    """The index: what is gone, and per choice its file, its two numbers, who moves, and every goal."""
    conflict = {"conflict": [conflict_to_data(part) for part in choices.conflict]}
    return {
        "format": CHOICES_FORMAT,
        "problem_digest": digest(choices.question),
        "gone": {"students": list(choices.gone_students), "requests": list(choices.gone_requests)},
        "complete": choices.complete,
        "choices": [_choice(choice) for choice in choices.choices],
        **(conflict if choices.conflict else {}),
    }


def file_name(choice: Choice) -> str:
    """The name of the file with this choice's solution; no two choices leave equally many unplaced."""
    return f"unplaced-{choice.unplaced}.json"


def _choice(choice: Choice) -> Row:
    return {
        "solution": file_name(choice),
        "unplaced": choice.unplaced,
        "moved": choice.moved,
        "proven": choice.proven,
        "moves": [move_to_data(move) for move in choice.moves],
        "newly_placed": pairs_to_data(choice.newly_placed),
        "goals": [goal_to_data(result) for result in choice.solution.goals],
    }
