"""Somebody with a password, and the authenticator app on their telephone."""

from __future__ import annotations

import re

from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from tests.city import City
from wegwijs.accounts.models import User

PASSWORD = "vier gele fietsen in de regen"


def with_password(city: City, name: str) -> User:
    """The user, who can now sign in with `PASSWORD`."""
    user = city.user(name)
    user.set_password(PASSWORD)
    user.save()
    return user


def give(client: Client, user: User, password: str = PASSWORD, **more: object):
    """Fill in the sign-in page."""
    return client.post("/inloggen/", {"login": user.email, "password": password}, **more)


def code_for(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or some half minutes later."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())) + steps))


def secret_on(page: str) -> str:
    """The key that stands under the QR code."""
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    return found[1]


def set_up_app(client: Client) -> str:
    """Scan the picture and type the first code; the secret that the telephone now holds."""
    secret = secret_on(client.get("/beveiliging/app/").content.decode())
    answer = client.post("/beveiliging/app/", {"code": code_for(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
