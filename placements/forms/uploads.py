"""The form that takes a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MatchRound, Network
from placements.models import FileKind
from placements.queries import uploads as queries

OF_A_ROUND = (FileKind.STUDENTS, FileKind.REQUESTS)


class UploadForm(forms.Form):
    """What the file holds, where it belongs, and the file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat staat er in het bestand?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Zeg wat er in het bestand staat.")},
    )
    round = forms.ModelChoiceField(
        queryset=MatchRound.objects.none(), label=gettext_lazy("Ronde"), required=False,
        empty_label=gettext_lazy("Kies een ronde"),
    )  # fmt: skip
    network = forms.ModelChoiceField(
        queryset=Network.objects.none(), label=gettext_lazy("Netwerk"), required=False,
        empty_label=gettext_lazy("Kies een netwerk"),
    )  # fmt: skip
    form = forms.ChoiceField(
        label=gettext_lazy("Indeling van het register"),
        choices=[("csv", gettext_lazy("gewone kolommen")), ("duo", gettext_lazy("register van DUO"))],
        required=False,
    )
    area = forms.CharField(
        label=gettext_lazy("Enkel deze provincies of gemeenten"),
        help_text=gettext_lazy("Gescheiden door een puntkomma. Leeg betekent: alle scholen in het bestand."),
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Bestand"), help_text=gettext_lazy("CSV of XLSX, hoogstens 20 MB."),
        error_messages={"required": gettext_lazy("Kies een bestand."), "empty": gettext_lazy("Het bestand is leeg.")},
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        networks = queries.networks_to_fill(viewer=viewer)
        fields: dict[str, Any] = self.fields
        fields["round"].queryset = queries.rounds_to_fill(viewer=viewer)
        fields["network"].queryset = networks
        whole_network = networks.exists()
        fields["kind"].choices = [c for c in FileKind.choices if c[0] in OF_A_ROUND or whole_network]
        if not whole_network:
            fields["round"].required = True
            fields["round"].error_messages["required"] = _("Kies een ronde.")
            for name in ("network", "form", "area"):
                del self.fields[name]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_LIMIT_BYTES:
            most = settings.IMPORT_LIMIT_BYTES // 2**20
            raise forms.ValidationError(_("Dit bestand is groter dan %(most)s MB.") % {"most": most})
        return file

    def clean(self) -> dict[str, Any]:
        wanted = super().clean() or {}
        kind = wanted.get("kind")
        if kind in OF_A_ROUND and not wanted.get("round") and "round" not in self.errors:
            self.add_error("round", _("Kies een ronde."))
        if kind and kind not in OF_A_ROUND and not wanted.get("network") and "network" not in self.errors:
            self.add_error("network", _("Kies een netwerk."))
        return wanted

    def into(self) -> dict[str, Any]:
        """The fields of the upload that say where the file goes."""
        wanted = self.cleaned_data
        if wanted["kind"] in OF_A_ROUND:
            return {"round": wanted["round"]}
        if wanted["kind"] == FileKind.POSTCODES:
            return {"network": wanted["network"], "options": {"country": wanted["network"].country}}
        area = [part.strip() for part in wanted["area"].split(";") if part.strip()]
        options = {"form": wanted["form"] or "csv", "areas": area} if wanted["kind"] == FileKind.SCHOOLS else {}
        return {"network": wanted["network"], "options": options}
