"""What coordinators fill in about a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.models.rules import ReasonCode
from schools.models import SupportRequest

ACTIONS = ("move", "out", "pin", "unpin", "ban", "unban")
NEEDS_REQUEST = ("move", "unban")


class ChangeForm(forms.Form):
    """One change by hand: which button, where to, and the reason; `version` is the plan that was looked at.

    A place is chosen among the priced ones (`request`) or from the list of all (`request_other`).
    """

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS], widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    overrule = forms.BooleanField(required=False, widget=forms.HiddenInput)
    request = forms.TypedChoiceField(label=_("Andere plaats"), required=False, coerce=int, empty_value=None)
    request_other = forms.TypedChoiceField(label=_("Andere plaats"), required=False, coerce=int, empty_value=None)
    reason = forms.ChoiceField(
        label=_("Reden (verplicht bij een wijziging)"),
        choices=[("", _("Kies een reden")), *ReasonCode.choices],
        error_messages={"required": _("Kies een reden.")},
    )

    def __init__(self, *args: Any, requests: Iterable[SupportRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requests = {request.pk: request for request in requests}
        for field in (self.fields["request"], self.fields["request_other"]):
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [("", _("Kies een plaats")), *((pk, str(row)) for pk, row in self.requests.items())]

    def clean(self) -> dict[str, Any]:
        """The list of every place wins over the priced ones: it is touched on purpose."""
        cleaned = super().clean() or {}
        cleaned["request"] = cleaned.get("request_other") or cleaned.get("request")
        if cleaned.get("action") in NEEDS_REQUEST and not cleaned["request"] and not self.errors:
            self.add_error("request", _("Kies een plaats."))
        return cleaned

    def priced(self) -> SupportRequest | None:
        """The priced place to move to, or None when the button or the choice was another one."""
        chosen = self.cleaned_data["request"]
        other = self.cleaned_data.get("request_other")
        return self.requests[chosen] if self.cleaned_data["action"] == "move" and chosen and not other else None


class CommentForm(forms.Form):
    """What one coordinator says to the others."""

    text = forms.CharField(
        label=_("Opmerking"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Schrijf hier niets over gezondheid."),
        error_messages={"required": _("Schrijf eerst je opmerking.")},
    )


class WhyForm(forms.Form):
    """A question with a plan that is sent back, or the reason to open one again."""

    why = forms.CharField(
        label=_("Waarom?"),
        max_length=200,
        help_text=_("Kort, en niets over gezondheid."),
        error_messages={"required": _("Schrijf kort waarom.")},
    )
