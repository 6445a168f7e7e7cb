"""What `ActorMiddleware` puts on every request, for the type checker and for who reads a view."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Membership


class ActingRequest(HttpRequest):
    """`now` and `today` (Europe/Amsterdam) are the only clock of a page.

    `actor` is None for who is not signed in, has no role in force, or has not set up the second step yet.
    `ended_actor` is who it was, when the session ran out between the previous request and this one.
    """

    now: datetime
    today: date
    actor: Actor | None
    ended_actor: Actor | None
    hats: list[Membership]
    needs_second_step: bool
    htmx: Any


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in: `actor` wears one hat; `now` and `today` are the only clock."""

    actor: Actor
    now: datetime
    today: date
