"""Setting up the second step, and taking it away: the session follows."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpResponse
from django.urls import reverse

from wegwijs.accounts import sessions
from wegwijs.accounts.sessions import SecondStep


class SetUp(ActivateTOTPView):  # type: ignore[misc]  # the library has no types
    """Scan, give the first code; from then on the session has its second step."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The recovery codes come next."""
        response: HttpResponse = super().form_valid(form)
        sessions.strengthen(self.request.session, SecondStep.CODE)
        return response


class TakeAway(DeactivateTOTPView):  # type: ignore[misc]  # the library has no types
    """For a new phone: the old app is forgotten and a new one set up at once."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Until the new app is there, no page opens."""
        response: HttpResponse = super().form_valid(form)
        sessions.strengthen(self.request.session, SecondStep.NONE)
        return response

    def get_success_url(self) -> str:
        """Straight on to the new app."""
        return reverse("mfa_activate_totp")
