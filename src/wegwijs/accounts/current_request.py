"""Which request a thread is busy with, and what its page is called. Knows no tables: logs ask before there are any."""

from __future__ import annotations

from contextvars import ContextVar

from django.http import HttpRequest

# The request that this thread is busy with, for every line that is logged meanwhile.
current: ContextVar[str] = ContextVar("current_request", default="")


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for; empty when there is no such page."""
    match = request.resolver_match
    return match.view_name if match else ""
