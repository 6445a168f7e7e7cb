"""What we change in the sign-in library: no sign-up, no mails, our own clocks, keys and second step."""

from __future__ import annotations

from typing import Any, cast

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts import crypto, interrupted, sessions
from wegwijs.accounts.actor import actor_from, hats
from wegwijs.accounts.models import User
from wegwijs.accounts.requests import ActingRequest
from wegwijs.accounts.sessions import SecondStep

STEPS = {"mfa": SecondStep.CODE, "socialaccount": SecondStep.OIDC}
# Who signed in this recently need not give the password again to set up the second step.
FRESH_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Sign-in by e-mail and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "too_many_login_attempts": _("Too many wrong codes. Wait a quarter of an hour and try again."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right. Is it the newest one in your app?"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  the library's signature
        """Accounts are made by an administrator, or by the municipality's own sign-in."""
        return False

    def send_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """Wegwijs sends no mails about accounts."""

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """The page itself says what happened."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by django-axes, by account and address together; see `lockout`."""

    def reauthenticate(self, user: User, password: str) -> bool:
        """The password again, counted like any other attempt."""
        from allauth.core import context

        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002  the library's signature
        """Not within five minutes after signing in."""
        from allauth.core import context

        request = cast("ActingRequest", context.request)
        started = request.session.get(sessions.STARTED, 0)
        return bool(request.now.timestamp() - started > FRESH_SECONDS)

    def login(self, request: HttpRequest, user: User) -> None:
        """Under a new session key, with our clocks started."""
        records = get_authentication_records(request, user)
        step = STEPS.get(records[-1]["method"], SecondStep.NONE) if records else SecondStep.NONE
        super().login(request, user)
        sessions.begin(request.session, step, cast("ActingRequest", request).now)

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """On to where one was going; first to the second step, or to what was interrupted."""
        response: HttpResponse = super().post_login(request, user, **given)
        acting = cast("ActingRequest", request)
        if sessions.second_step(request.session) is SecondStep.NONE:
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        actor = actor_from(hats(user.pk, acting.today), None, None, acting.today)
        if actor and interrupted.waiting(actor):
            return HttpResponseRedirect(reverse("accounts:resume"))
        return response


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """The second step: an authenticator app and recovery codes; their secrets are encrypted at rest."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Is it the newest one in your app?"),
    }

    def get_totp_issuer(self) -> str:
        """The name in the app."""
        return "Wegwijs"

    def encrypt(self, text: str) -> str:
        """With the data key of this installation."""
        return crypto.encrypt(text.encode()).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`."""
        return crypto.decrypt(bytes.fromhex(encrypted_text)).decode()

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as SVG without styles: the policy allows neither data: images nor inline style."""
        code = qrcode.QRCode(border=2)
        code.add_data(url)
        matrix = code.get_matrix()
        dots = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
        size = len(matrix)
        title = gettext("QR code for your authenticator app")
        # Only numbers go in; nothing of a user.
        return mark_safe(  # noqa: S308
            f'<svg viewBox="0 0 {size} {size}" width="220" height="220" role="img" aria-labelledby="qr-title">'
            f'<title id="qr-title">{title}</title>'
            f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dots}" fill="#000"/></svg>'
        )
