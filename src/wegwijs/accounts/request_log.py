"""One line in the log and one measurement for each request: which page, how long, what came of it; nobody's name.

The page is named by its route, never by its address: an address holds the identifier of a case.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from string import ascii_lowercase
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from wegwijs.accounts.current_request import current, route_of
from wegwijs.accounts.requests import ActingRequest

HEADER = "X-Request-ID"
LETTERS = 20  # 94 bits
log = logging.getLogger("wegwijs.request")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
REQUESTS = Counter("wegwijs_requests", "Requests by page and outcome", ("route", "method", "status"))
SECONDS = Histogram(
    "wegwijs_request_seconds", "Time a request took", ("route",), buckets=(0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
)


class RequestLogMiddleware:
    """The outermost: sees every request, those that fail too. Files of the pages themselves are left out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        number = _number(request)
        before = current.set(number)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            if not request.path_info.startswith(settings.STATIC_URL):
                _tell(request, response, time.perf_counter() - started)
            return response
        finally:
            current.reset(before)


def _number(request: HttpRequest) -> str:
    """That of our own proxy, so that its log and ours can be laid side by side; otherwise a new one."""
    given = request.headers.get(HEADER, "")
    # Letters only: a run of digits would be struck out of the log as a number of a person.
    own = "".join(secrets.choice(ascii_lowercase) for _ in range(LETTERS))
    return given if settings.WEGWIJS_PROXIES and _GIVEN.fullmatch(given) else own


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = route_of(request) or "-"
    method = request.method if request.method in {"GET", "HEAD", "POST"} else "other"
    actor = getattr(cast("ActingRequest", request), "actor", None)
    REQUESTS.labels(route, method, str(response.status_code)).inc()
    SECONDS.labels(route).observe(seconds)
    told = {
        "route": route, "method": method, "status": response.status_code, "ms": round(seconds * 1000, 1),
        "actor": actor.user_id if actor else None,
    }  # fmt: skip
    log.info("request", extra={"told": told})
