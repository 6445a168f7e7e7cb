"""The sign-in library's forms without the words in the fields: a label stands above each, and stays while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django import forms

    Form = forms.Form
else:
    Form = object


LABELS = {
    "login": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("The password you have now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}


class _Plain(Form):
    """Takes the placeholders out; our words above the fields and in errors; codes get a keyboard of digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            field.label = LABELS.get(name, field.label)
            if name == "code":
                field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}


class SignInForm(_Plain, LoginForm):  # type: ignore[misc]  # the library has no types
    """E-mail address and password."""


class PasswordAgainForm(_Plain, ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """The password once more."""


class NewPasswordForm(_Plain, ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    """Old, new, new."""


class FirstPasswordForm(_Plain, ResetPasswordKeyForm):  # type: ignore[misc]  # the library has no types
    """New, new; with a link from the administrator."""


class CodeForm(_Plain, AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """The code at sign-in."""


class CodeAgain(_Plain, CodeAgainForm):  # type: ignore[misc]  # the library has no types
    """The code once more."""


class FirstCodeForm(_Plain, ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    """The first code of a new app."""
