"""Machines and testers ask: headers as internet.nl wants them, security.txt, robots.txt, health."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.city import City
from tests.signing import signed_in


def test_headers_of_every_page(db: None) -> None:
    """The ones that internet.nl looks at, and those that keep other sites' windows away."""
    headers = Client().get("/inloggen/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_content_policy_allows_nothing_inline(db: None) -> None:
    """default-src, frame-ancestors, base-uri and form-action are there; nothing unsafe, no host of others."""
    policy = Client().get("/inloggen/").headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "script-src 'self'",
    ):
        assert part in policy
    for bad in ("unsafe", "http:", "https:", "data:", "*"):
        assert bad not in policy


def test_pages_of_who_is_signed_in_are_kept_by_no_cache(city: City) -> None:
    """The back button after signing out shows nothing."""
    assert "no-store" in signed_in(city.user("privacy")).get("/toegang/").headers["Cache-Control"]
    assert "no-store" in signed_in(city.user("desk")).get("/toegang/").headers["Cache-Control"]


def test_over_https_browsers_are_told_to_stay_there(db: None, settings) -> None:
    """A year, with subdomains, and plain http leads to https."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    client = Client()
    assert client.get("/inloggen/").url.startswith("https://")
    assert (
        client.get("/inloggen/", secure=True).headers["Strict-Transport-Security"]
        == "max-age=31536000; includeSubDomains"
    )


def test_cookies_are_for_the_server_alone(city: City, settings) -> None:
    """No script reads the session, no other site sends it along, and it ends with the browser."""
    settings.WEGWIJS_DEMO = False
    client = Client()
    client.post("/inloggen/", {"login": "x", "password": "y"})
    from tests.accounts.people import give, with_password

    give(client, with_password(city, "privacy"))
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_whom_to_warn(client, settings) -> None:
    """RFC 9116: contact, expiry, languages; as long as nobody filled in a contact there is none."""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.WEGWIJS_SECURITY_CONTACT = ["mailto:beveiliging@waterstad.invalid", "https://waterstad.invalid/melden"]
    settings.WEGWIJS_SECURITY_UNTIL = date(2027, 3, 1)
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:beveiliging@waterstad.invalid",
        "Contact: https://waterstad.invalid/melden",
        "Expires: 2027-03-01T00:00:00Z",
        "Preferred-Languages: nl, en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_search_engines_stay_out(client) -> None:
    """All of it."""
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_health_says_only_that_it_works(client) -> None:
    """No version, no name, no cookie."""
    answer = client.get("/health")
    assert (answer.status_code, answer.content, len(answer.cookies)) == (200, b"ok\n", 0)
