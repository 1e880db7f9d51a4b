"""What a password must be, said in our own words."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's rule; its own sentence has no Dutch."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        text = ngettext("Kies minstens %(n)d teken.", "Kies minstens %(n)d tekens.", self.min_length)
        return text % {"n": self.min_length}
