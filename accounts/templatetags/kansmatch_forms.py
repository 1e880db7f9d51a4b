"""Form fields as the components draw them: the control with its classes, its description, the list of errors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.week import Row

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One line of the error summary; `target` is the id to jump to, empty for the form as a whole."""

    text: str
    target: str


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field is drawn: "cards" for radios and several checkboxes, "single" for one checkbox, else "input"."""
    widget = field.field.widget if field else None
    if isinstance(widget, forms.CheckboxInput):
        return "single"
    return "cards" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "input"


@register.filter
def unless(value: Any, refused: Any) -> Any:
    """The value, or nothing when it is refused."""
    return "" if refused else value


@register.simple_tag
def control(field: BoundField, about: str = "", width: str = "", autocomplete: str = "") -> SafeString:
    """The control itself, with class, described by its hint and its errors."""
    attrs: dict[str, Any] = {"class": "k-tick" if control_kind(field) == "single" else "k-input"}
    if width:
        attrs["class"] += f" k-input-{width}"
    if autocomplete:
        attrs["autocomplete"] = autocomplete
    if description := _description(field, about):
        attrs["aria-describedby"] = description
    if field.field.widget.attrs.get("placeholder") == field.label:
        attrs["placeholder"] = False  # it would only repeat the label
    return field.as_widget(attrs=attrs)


@register.simple_tag
def described_by(field: BoundField, about: str = "") -> SafeString:
    """The aria-describedby of a fieldset, or nothing."""
    description = _description(field, about)
    return format_html('aria-describedby="{}"', description) if description else SafeString()


@register.simple_tag
def card_tick(choice: BoundWidget) -> SafeString:
    """The radio or checkbox within a card."""
    attrs = {**choice.data["attrs"], "class": "k-tick"}
    attrs.pop("required", None)  # a browser would want every one of several checkboxes
    return choice.parent_widget._render(  # type: ignore[attr-defined]
        choice.data["template_name"], {"widget": {**choice.data, "attrs": attrs, "wrap_label": False}}
    )


@register.simple_tag
def error_list(form: forms.BaseForm | Sequence[forms.BaseForm]) -> list[Complaint]:
    """Every error of a form, or of the forms of a formset, in the order of the fields."""
    several = [form] if isinstance(form, forms.BaseForm) else list(form)
    return [complaint for one in several for complaint in _complaints(one)]


@register.simple_tag
def grid_total(days: Sequence[Row], many: str, one: str = "") -> str:
    """The sentence under a half-day grid; `{n}` in it becomes the number of ticked boxes."""
    count = sum(cell.checked for day in days for cell in day.cells)
    return (one or many if count == 1 else many).replace("{n}", str(count))


def _complaints(form: forms.BaseForm) -> list[Complaint]:
    errors = [(bound, str(error)) for bound in form if bound.errors for error in bound.errors]
    told = Counter(text for _bound, text in errors)
    fields = [
        Complaint(
            text=f"{bound.label}: {text}" if told[text] > 1 or text in _plain(bound.field) else text,
            target=_target(bound),
        )
        for bound, text in errors
    ]
    return [Complaint(text=str(error), target="") for error in form.non_field_errors()] + fields


def _plain(field: forms.Field) -> set[str]:
    """Django's own sentences for this kind of field; they say nothing without the field's name."""
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
    return {str(text) for kind in kinds for text in vars(kind).get("default_error_messages", {}).values()}


def _target(field: BoundField) -> str:
    return field.id_for_label or field.auto_id


def _description(field: BoundField, about: str) -> str:
    names = [f"{field.auto_id}_hint"] if about else []
    return " ".join(names + ([f"{field.auto_id}_error"] if field.errors else []))
