"""Not visible is not found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

Row = TypeVar("Row")


def found_or_404(query: Callable[..., Row], **keys: Any) -> Row:
    """What `query` finds; Http404 when there is no such row for this viewer."""
    try:
        return query(**keys)
    except ObjectDoesNotExist as error:
        raise Http404 from error
