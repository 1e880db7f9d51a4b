"""Forms for inviting a coordinator and for choosing a first password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from accounts.models import College, User
from accounts.queries import colleges_to_invite_to


class InvitationForm(forms.Form):
    """A fellow coordinator, by name, address and college."""

    first_name = forms.CharField(label=_("Voornaam"), max_length=100)
    last_name = forms.CharField(label=_("Achternaam"), max_length=100)
    email = forms.EmailField(label=_("E-mail"))
    college = forms.ModelChoiceField(
        queryset=College.objects.none(), label=_("Hogeschool"), empty_label=_("Kies een hogeschool")
    )

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        colleges = colleges_to_invite_to(viewer=viewer)
        self.fields["college"].queryset = colleges  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PasswordForm(SetPasswordForm):
    """Two times the same password."""

    def __init__(self, user: Any, *args: Any, **options: Any) -> None:
        super().__init__(user, *args, **options)
        self.fields["new_password1"].label = _("Kies een wachtwoord")
        self.fields["new_password1"].help_text = _("Minstens 10 tekens. Drie gewone woorden na elkaar mag.")
        self.fields["new_password2"].label = _("Typ het nog eens")
        self.fields["new_password2"].help_text = ""
