"""Signing in for tests that are not about signing in."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from wegwijs.accounts import sessions
from wegwijs.accounts.models import User
from wegwijs.accounts.sessions import SecondStep

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class StaffClient(Client):
    """A browser; `force_login` gives a session as signing in does, second step included."""

    def force_login(
        self, user: User, backend: str | None = None, *, now: datetime | None = None, step: SecondStep = SecondStep.CODE
    ) -> None:  # type: ignore[override]
        super().force_login(user, backend=backend or BACKEND)
        session = self.session
        assert session[SESSION_KEY]
        sessions.begin(session, step, now or timezone.now())
        session.save()


def signed_in(user: User, *, now: datetime | None = None, step: SecondStep = SecondStep.CODE) -> StaffClient:
    """A browser in which this user has signed in."""
    client = StaffClient()
    client.force_login(user, now=now, step=step)
    return client
