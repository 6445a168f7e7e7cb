"""Five wrong passwords for one account from one address: that account waits a quarter of an hour at that address.

Never by address alone: a municipality has one address for hundreds of colleagues. django-axes counts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wegwijs.accounts.requests import ActingRequest


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The account that is tried, whatever its capitals. The form calls it `login`, the library `email`."""
    given = (credentials or {}).get("email") or request.POST.get("login")
    if given is None and request.user.is_authenticated:
        given = request.user.email
    return str(given).strip().lower() if given else None


def client_address(request: HttpRequest) -> str:
    """Where the request comes from; behind proxies of our own, what the outermost of them saw."""
    proxies: int = settings.WEGWIJS_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page that says until when, and whom to call."""
    wait: timedelta = settings.AXES_COOLOFF_TIME
    last = (
        AccessAttempt.objects.filter(username=account_name(request, credentials), ip_address=client_address(request))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    until = (last or cast("ActingRequest", request).now) + wait
    response = render(request, "accounts/locked.html", {"until": until, "help": settings.WEGWIJS_HELP}, status=429)
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    return response
