"""What DUO must know of the municipality itself."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PHONE = r"^(\+|[0-9])((\s|\s?-\s?)?[0-9]){2,15}$"  # what DUO takes (duo/Contactpersoon.openapi.yml)


class DetailsForm(forms.Form):
    """Both may be empty: then there is no line, or no contact person is told."""

    oin = forms.CharField(
        label=_("OIN of the municipality"),
        required=False,
        help_text=_("Twenty digits, from the OIN register of Logius."),
        validators=[RegexValidator(r"^\d{20}$", _("An OIN has twenty digits."))],
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    phone = forms.CharField(
        label=_("Phone number for contact persons"),
        required=False,
        max_length=20,
        validators=[RegexValidator(PHONE, _("Use a phone number of at most 20 characters, with digits and spaces."))],
    )
