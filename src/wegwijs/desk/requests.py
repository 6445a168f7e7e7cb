"""What the middleware of accounts puts on a request, for the type checker and for who reads a view."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

from wegwijs.accounts.actor import Actor


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in: `actor` wears one hat; `now` and `today` are the only clock."""

    actor: Actor
    now: datetime
    today: date
