"""The proof of a plain plan as data: node prices per stage, enough to see that no change makes the plan better."""

from __future__ import annotations

from dataclasses import dataclass

from matching.rules import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaNode:
    """A quota as a node: before its one request, or behind all of its several requests."""

    college: str
    school: str
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePrices:
    """Per node the least that one more student there adds to the stage's number; the sink's price is 0.

    `out` is the price of having no place; `quotas` stand in the order of the certificate's quota nodes. A node that
    is missing, or None, is closed: nobody more can come there, and nobody there can leave.
    """

    goal: Goal
    part: int
    out: int
    requests: dict[str, int]
    schools: dict[str, int]
    quotas: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Prices of every stage, most important first (exchange format, section 6)."""

    problem_digest: str
    quotas: tuple[QuotaNode, ...]
    stages: tuple[StagePrices, ...]
