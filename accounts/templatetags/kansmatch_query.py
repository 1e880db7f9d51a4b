"""Addresses that keep the filters: sorting, paging."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """How a column is sorted now ("up", "down" or ""), and the value that pressing its heading asks for."""

    direction: str
    next: str


@register.simple_tag(takes_context=True)
def query_with(context: Context, name: str, value: Any) -> str:
    """The query of this page with one parameter replaced; a new order or filter starts at the first page."""
    query = _query(context).copy()
    if name != "page":
        query.pop("page", None)
    query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sorted_now(context: Context, by: str, param: str = "sort") -> Sorted:
    """Whether this page is sorted by `by`: ?sort=name is up, ?sort=-name is down."""
    now = _query(context).get(param, "")
    if now == by:
        return Sorted(direction="up", next=f"-{by}")
    return Sorted(direction="down" if now == f"-{by}" else "", next=by)


@register.simple_tag(takes_context=True)
def aria_sort(context: Context, by: str, param: str = "sort") -> SafeString:
    """The aria-sort attribute of a column heading, or nothing."""
    words = {"up": "ascending", "down": "descending"}
    direction = sorted_now(context, by, param).direction
    return format_html('aria-sort="{}"', words[direction]) if direction else SafeString()


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int]:
    """Numbers to link to; 0 stands for a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request else QueryDict()
