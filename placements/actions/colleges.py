"""Writes down the colleges that a script names and nobody knows yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import College, Network


class CollegeCodeError(Exception):
    """A code is letters, digits and dashes: files and addresses hold it."""


@transaction.atomic
def find_or_add_colleges(*, codes: Sequence[str], network: Callable[[], Network]) -> list[College]:
    """The colleges of these codes, in order; new ones join the network of the others, or else `network`.

    Raises CollegeCodeError when a code is not one.
    """
    known = {college.code: college for college in College.objects.filter(code__in=codes).select_related("network")}
    new = [code for code in dict.fromkeys(codes) if code not in known]
    if new:
        networks = {college.network for college in known.values()}
        joined = networks.pop() if len(networks) == 1 else network()
        known |= {code: add_college(code, joined) for code in new}
    return [known[code] for code in dict.fromkeys(codes)]


def add_college(code: str, network: Network) -> College:
    college = College(code=code, name=code, network=network)
    try:
        college.full_clean()
    except ValidationError as error:
        raise CollegeCodeError(code) from error
    college.save()
    return college
