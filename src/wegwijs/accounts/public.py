"""Pages for machines and for who wants to warn us: no session, no personal data."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 60 * 60


@require_safe
@cache_control(max_age=DAY, public=True)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116); not there as long as nobody filled in a contact."""
    if not settings.WEGWIJS_SECURITY_CONTACT:
        raise Http404
    expires = datetime.combine(settings.WEGWIJS_SECURITY_UNTIL, time(), UTC)
    lines = [f"Contact: {contact}" for contact in settings.WEGWIJS_SECURITY_CONTACT]
    lines += [
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=DAY, public=True)
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Does the process answer, and does its database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
