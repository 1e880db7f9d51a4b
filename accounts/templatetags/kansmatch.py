"""Template tags and filters for words and signs: icons, dates, minutes, the half-days of a week."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import week

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The named icon of the sprite, silent for screen readers: a word always stands beside it."""
    sprite = static("vendor/bootstrap-icons/icons.svg")
    return format_html(
        '<svg class="k-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """vrijdag 29 januari."""
    return date_format(value, "l j F") if value else ""


@register.filter(expects_localtime=True)
def short_day(value: date | None) -> str:
    """vr 29 jan."""
    return f"{week.short_name(value.weekday())} {date_format(value, 'j M').lower()}" if value else ""


@register.filter(expects_localtime=True)
def clock(value: datetime | None) -> str:
    """17 uur, or 17.30 uur."""
    if not value:
        return ""
    return _("%(clock)s uur") % {"clock": value.strftime("%H.%M").removesuffix(".00").removeprefix("0")}


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """vrijdag 29 januari, 17 uur."""
    return f"{day(value)}, {clock(value)}" if value else ""


@register.simple_tag
def period(start: date | None, end: date | None) -> str:
    """8 maart – 28 mei, 1 – 5 februari within one month, or the one day that is known."""
    if not start or not end:
        known = start or end
        return date_format(known, "j F") if known else ""
    same_month = (start.year, start.month) == (end.year, end.month)
    return f"{date_format(start, 'j' if same_month else 'j F')} – {date_format(end, 'j F')}"


@register.filter
def days_left(deadline: date | datetime | None) -> str:
    """nog 6 dagen, vandaag, or voorbij."""
    if not deadline:
        return ""
    last = timezone.localtime(deadline).date() if isinstance(deadline, datetime) else deadline
    left = (last - timezone.localdate()).days
    if left < 0:
        return _("voorbij")
    return ngettext("nog %(left)d dag", "nog %(left)d dagen", left) % {"left": left} if left else _("vandaag")


@register.filter
def minutes(value: int | float | str | None) -> str:
    """24 min, or 1 u 12 min from an hour on; a dash when unknown."""
    if not isinstance(value, int | float):
        return "–"
    hours, rest = divmod(round(value), 60)
    if not hours:
        return _("%(rest)d min") % {"rest": rest}
    return (_("%(hours)d u %(rest)d min") if rest else _("%(hours)d u")) % {"hours": hours, "rest": rest}


@register.filter
def week_text(half_days: Collection[str] | None) -> str:
    """maandag hele dag, dinsdag en woensdag voormiddag."""
    return week.in_words(half_days or ())


@register.simple_tag
def week_discs(
    used: Collection[str] | None, free: Collection[str] | None = None, closed: Collection[str] | None = None
) -> list[week.Disc]:
    """Five discs for the week strip; `used` half-days are filled, `free` ones outlined, `closed` ones a dash."""
    return week.discs(used=used or (), free=free or (), closed=week.CLOSED if closed is None else closed)


@register.simple_tag
def grid_days(field: BoundField) -> list[week.Row]:
    """The rows of a half-day grid of checkboxes; a half-day that `field` does not offer is closed."""
    chosen = {str(value) for value in field.value() or ()}
    offered = {str(value) for value, _label in field.field.choices}  # type: ignore[attr-defined]
    return week.rows(chosen=chosen, offered=offered, name=field.html_name, id_prefix=field.auto_id)


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value under a key, or nothing; the key may be the text of one."""
    if not mapping:
        return ""
    return mapping.get(key, mapping.get(str(key), ""))


@register.filter
def need_band(value: float | None) -> str:
    """The shade 0 to 4 of the need ramp: bands of half a point, 2 and up the darkest; unknown has none."""
    return "" if value is None else str(min(int(float(value) * 2), 4))
