"""Signing in where it is not a demonstration: password, second step, recovery codes; each page looked at."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser

from tests.browser.conftest import City, _free_port
from tests.browser.pages import PASSWORD
from tests.browser.visitor import Visitor, prepared
from wegwijs.cli.serve_arguments import gunicorn_arguments

pytestmark = pytest.mark.browser


@pytest.fixture
def in_earnest(city: City) -> Iterator[str]:
    """The same city, served as a municipality serves it: no button signs anybody in."""
    port = _free_port()
    environment = {**city.environment, "WEGWIJS_DEMO": "", "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings"}
    server = subprocess.Popen(gunicorn_arguments("127.0.0.1", port, 1), env=environment)
    url = f"http://localhost:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def code(secret: str) -> str:
    """What the app on the telephone shows."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))))


class SigningIn:
    """One visitor on the way in, and what was wrong with each page."""

    def __init__(self, browser: Browser, url: str, email: str) -> None:
        self.visitor, self.url, self.email = Visitor(browser, url), url, email
        self.page = self.visitor.page
        self.wrong: list[str] = []

    def look(self, label: str, expected: str) -> None:
        """Look at the page that is open; it must be the one expected."""
        assert expected in self.page.url, f"{label}: {self.page.url}"
        self.wrong += [f"{label}: {one}" for one in self.visitor.look(f"signing-{label}")]

    def send(self, **fields: str) -> None:
        """Fill in and press the main button."""
        for name, value in fields.items():
            self.page.fill(f"#id_{name}", value)
        with self.page.expect_navigation():
            self.page.locator("main form button.btn-primary").first.click()

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(self.url + path)


def test_every_step_of_signing_in(browser: Browser, city: City, in_earnest: str) -> None:
    """From a wrong password to the code of the next day: no page is closed to who cannot see or point well."""
    one = SigningIn(browser, in_earnest, prepared(city)["worker_email"])
    one.open("/")
    assert one.page.locator("button[name=role]").count() == 0
    one.look("empty", "/inloggen/")
    one.send(login=one.email, password="niet dit wachtwoord")
    one.look("wrong-password", "/inloggen/")
    one.send(login=one.email, password=PASSWORD)
    one.look("app", "/beveiliging/app/")
    one.send(code="000000")
    one.look("app-refused", "/beveiliging/app/")
    one.send(code=code(one.page.locator("main code").inner_text()))
    one.look("codes", "/beveiliging/codes/")
    for path in ("/beveiliging/", "/beveiliging/codes/nieuw/", "/beveiliging/app/weg/", "/wachtwoord/", "/bevestigen/",
                 "/bevestigen/code/", "/uitloggen/"):  # fmt: skip
        one.open(path)
        one.look(path.strip("/").replace("/", "-"), path)
    one.send()
    one.open("/inloggen/")
    one.send(login=one.email, password=PASSWORD)
    one.look("code", "/inloggen/code/")
    one.send(code="000000")
    one.look("code-refused", "/inloggen/code/")
    one.visitor.context.close()
    assert one.wrong == []
