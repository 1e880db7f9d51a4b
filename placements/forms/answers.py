"""What students, schools and coordinators fill in about a published place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.models import Placement

PERSONAL = Placement.ReturnReason.PERSONAL


class ReturnForm(forms.Form):
    """Why a student gives a place back; `sure` is set by the second page."""

    reason = forms.ChoiceField(
        label=_("Waarom geef je de plaats terug?"),
        choices=Placement.ReturnReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een reden.")},
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class StudentsField(forms.ModelMultipleChoiceField):
    """Placements by the name of their student."""

    def label_from_instance(self, obj: Placement) -> str:
        return str(obj.registration)


class ObjectionForm(forms.Form):
    """Which students a school objects to, and why."""

    placements = StudentsField(
        label=_("Over wie gaat het?"),
        queryset=Placement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één student.")},
    )
    reason = forms.ChoiceField(
        label=_("Wat is het bezwaar?"),
        choices=Placement.ObjectionReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een reden.")},
    )

    def __init__(self, *args: Any, placements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["placements"]
        if isinstance(field, StudentsField):
            field.queryset = placements


class DropoutForm(forms.Form):
    """Why a place falls away."""

    reason = forms.ChoiceField(
        label=_("Reden"),
        choices=[("", _("Kies een reden")), *Placement.DropoutReason.choices],
        error_messages={"required": _("Kies een reden.")},
    )
