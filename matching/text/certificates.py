"""Writes a certificate as plain values, and reads it, noting every fault with its place (exchange format, 6)."""

from __future__ import annotations

from typing import Final

from matching.certificate import Certificate, QuotaNode, StagePrices
from matching.rules import CERTIFICATE_FORMAT, Goal
from matching.text.lists import by_name, list_of
from matching.text.names import Names
from matching.text.reader import Reader, row_of
from matching.text.spot import Row, Spot, UnreadableError
from matching.text.values import exactly, identifier, one_of, or_null, whole, word
from matching.text.writing import Row as Written

_MOST: Final = 2**62
_PRICE: Final = whole(-_MOST, _MOST)
_PRICES: Final = by_name(_PRICE)
_QUOTA_PRICES: Final = list_of(or_null(_PRICE), unique=False)
_GOAL: Final = one_of(tuple(Goal), "a goal")


def certificate_to_data(certificate: Certificate) -> Written:
    """The certificate as the exchange format has it."""
    return {
        "format": CERTIFICATE_FORMAT,
        "problem_digest": certificate.problem_digest,
        "quotas": [
            {"college": quota.college, "school": quota.school, "requests": list(quota.requests)}
            for quota in certificate.quotas
        ],
        "stages": [_stage_to_data(stage) for stage in certificate.stages],
    }


def _stage_to_data(stage: StagePrices) -> Written:
    return {
        "goal": str(stage.goal),
        "part": stage.part,
        "out": stage.out,
        "requests": stage.requests,
        "schools": stage.schools,
        "quotas": list(stage.quotas),
    }


def certificate_from_spot(spot: Spot, names: Names) -> Certificate:
    """The certificate at `spot`; UnreadableError when faults were noted. Judges nothing: that is the referee's."""
    row = Row(spot)
    row.read("format", exactly(CERTIFICATE_FORMAT))
    certificate = Certificate(
        problem_digest=row.read("problem_digest", word),
        quotas=row.read("quotas", list_of(_quota(names))),
        stages=row.read("stages", list_of(_stage(names), unique=False)),
    )
    row.close()
    return certificate


def _quota(names: Names) -> Reader[QuotaNode]:
    requests = list_of(names.request, filled=True)
    return row_of(
        lambda row: QuotaNode(
            college=row.read("college", identifier),
            school=row.read("school", names.school),
            requests=row.read("requests", requests),
        )
    )


def _stage(names: Names) -> Reader[StagePrices]:
    def careful(spot: Spot) -> StagePrices:
        row = Row(spot)
        stage = StagePrices(
            goal=row.read("goal", lambda at: Goal(_GOAL(at))),
            part=row.read("part", whole()),
            out=row.read("out", _PRICE),
            requests=row.read("requests", lambda at: _prices(at, names.requests, "a request of this problem")),
            schools=row.read("schools", lambda at: _prices(at, names.schools, "a school of this problem")),
            quotas=row.read("quotas", _QUOTA_PRICES),
        )
        row.close()
        return stage

    return Reader(careful)


def _prices(spot: Spot, known: frozenset[str] | None, what: str) -> dict[str, int]:
    found = _PRICES(spot)
    strangers = [name for name in found if known is not None and name not in known]
    for name in strangers:
        spot.field(name).note(f"not {what}")
    if strangers:
        raise UnreadableError
    return found
