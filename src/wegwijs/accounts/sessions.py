"""How long a session lasts: 30 minutes without contact, 10 hours in all, both enforced here and not in the browser.

The session carries two moments (whole seconds since 1970) and how the user proved to be who they are.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

STARTED, SEEN, STEP = "started_at", "seen_at", "second_step"
MUNICIPALITY, ROLE = "municipality", "role"
# A stamp each minute is enough for thirty; a stamp each request would be a write for each read.
STAMP_EVERY = 60


class SecondStep(StrEnum):
    """What came after the password, or instead of it."""

    NONE = ""
    CODE = "code"  # an authenticator app, or a recovery code
    OIDC = "oidc"  # the municipality's own sign-in, which asks its own second step
    DEMO = "demo"


def begin(session: SessionBase, step: SecondStep, now: datetime) -> None:
    """Start both clocks. The key is new already: Django rotates it at sign-in."""
    session[STARTED] = session[SEEN] = int(now.timestamp())
    session[STEP] = step.value


def strengthen(session: SessionBase, step: SecondStep) -> None:
    """The second step was set up just now: from here on under a new key."""
    session.cycle_key()
    session[STEP] = step.value


def is_over(session: SessionBase, now: datetime) -> bool:
    """Has either clock run out? A session without stamps was not begun by us and does not count."""
    started, seen = session.get(STARTED), session.get(SEEN)
    if not isinstance(started, int) or not isinstance(seen, int):
        return True
    moment = now.timestamp()
    return (
        moment - seen >= settings.WEGWIJS_SESSION_IDLE_SECONDS
        or moment - started >= settings.WEGWIJS_SESSION_ABSOLUTE_SECONDS
    )


def touch(session: SessionBase, now: datetime) -> None:
    """Somebody is there; written at most once a minute."""
    moment = int(now.timestamp())
    if moment - session[SEEN] >= STAMP_EVERY:
        session[SEEN] = moment


def second_step(session: SessionBase) -> SecondStep:
    """What this session proved."""
    return SecondStep(session.get(STEP, ""))
