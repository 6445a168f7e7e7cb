"""A real city on a real server, and a browser with hands that are counted.

The server is `wegwijs demo` in a process of its own, on the database that the run is for: a file of its own for SQLite,
the throw-away cluster for PostgreSQL (`tools/with-postgres`).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests import leaks
from tests.migrated import database

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
SHOTS = ROOT / "test-results"
# In a group of radios Tab reaches one, the checked one; the others are reached with the arrows.
NEXT_KEY = """e => {
  const at = document.activeElement;
  if (at === e) return '';
  return at.type === 'radio' && e.type === 'radio' && at.name === e.name ? 'ArrowDown' : 'Tab';
}"""
PATIENCE = "3"  # seconds that the city waits for an answer of DUO
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]  # fmt: skip


@dataclass(frozen=True)
class City:
    """Where the demo runs, and with which environment its command line reaches the same database."""

    url: str
    environment: dict[str, str]
    home: Path

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`wegwijs …` on the database of this city."""
        return subprocess.run(
            [sys.executable, "-c", "from wegwijs.cli import main; main()", *arguments],
            env=self.environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def city() -> Iterator[City]:
    """A small demo city, served until the tests of this worker are done."""
    home = Path(tempfile.mkdtemp(prefix="wegwijs-city-"))
    environment = {**os.environ, "WEGWIJS_HOME": str(home), "WEGWIJS_LOG_LEVEL": "INFO",
                   "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests' / 'guard'}",
                   "WEGWIJS_DUO_SECONDS": PATIENCE, "WEGWIJS_DUO_AGAIN_SECONDS": "4"}  # fmt: skip
    if not os.environ.get("WEGWIJS_DATABASE_URL", "").startswith("postgres"):
        environment["WEGWIJS_DATABASE_URL"] = f"sqlite:///{home}/city.sqlite3"
        shutil.copy(database(), home / "city.sqlite3")
    port = _free_port()
    log = (home / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-c", "from wegwijs.cli import main; main()", "demo", "--people", "150", "--port", str(port)],
        env=environment, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        for _ in range(900):
            if b"localhost" in (home / "log").read_bytes():
                break
            assert server.poll() is None, (home / "log").read_text()
            time.sleep(0.1)
        yield City(f"http://localhost:{port}", environment, home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
        log.close()
        told = (home / "log").read_text(encoding="utf-8")
        abroad = (home / "abroad").read_text() if (home / "abroad").exists() else ""
        shutil.rmtree(home, ignore_errors=True)
    assert '"route"' in told or "route=" in told, "the server logs its requests"
    assert leaks.numbers(told) == [], "a BSN in the log of the server"
    assert abroad == "", "the server wanted to leave this machine"


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium, told not to talk to anybody."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    launched = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield launched
    launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser session; any request to another machine fails the test."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    abroad: list[str] = []
    numbers: list[str] = []
    opened.on("request", lambda request: _note_abroad(request.url, abroad))
    opened.on("request", lambda request: numbers.extend(leaks.numbers(request.url)))
    yield opened
    opened.close()
    assert numbers == [], "a BSN in an address"
    assert abroad == [], "a page asked something of another machine"


def _note_abroad(url: str, abroad: list[str]) -> None:
    parsed = urlparse(url)
    if parsed.scheme in {"http", "https", "ws", "wss"} and parsed.hostname not in {"localhost", "127.0.0.1"}:
        abroad.append(url)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; errors of scripts and refusals by the content security policy fail the test."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console", lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield opened
    assert errors == []


def sign_in(page: Page, city: City, role: str) -> None:
    """One click on a role in the demo's sign-in page."""
    page.goto(f"{city.url}/")
    page.locator(f'button[value="{role}"]').first.click()
    page.wait_for_load_state()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: tags})).violations",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    )
    return [f"{v['id']}: {n['html'][:140]} ({n['failureSummary'][:160]})" for v in found for n in v["nodes"][:3]]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page for whoever reviews."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


class Hands:
    """A user's hands: each click, choice or filled field counts as one interaction."""

    def __init__(self, page: Page, *, keyboard: bool = False) -> None:
        self.page, self.keyboard, self.count = page, keyboard, 0
        self.typed: list[str] = []

    def click(self, selector: str) -> None:
        """Activate a link, button, checkbox or radio; with the keyboard: reach it by Tab and press it."""
        self.count += 1
        target = self.page.locator(selector).locator("visible=true").first
        if not self.keyboard:
            target.click()
        else:
            self._tab_to(target)
            if target.evaluate("e => e.type || e.localName") in {"radio", "checkbox", "summary"}:
                self.page.keyboard.press("Space")
            else:
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def fill(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.count += 1
        self.typed.append(text)
        target = self.page.locator(selector).first
        if self.keyboard:
            self._tab_to(target)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(text)
        else:
            target.fill(text)

    def choose(self, selector: str, value: str) -> None:
        """Pick from a list."""
        self.count += 1
        target = self.page.locator(selector).first
        if self.keyboard:
            self._tab_to(target)
        target.select_option(value)

    def _tab_to(self, target: object, most: int = 250) -> None:
        handle = target.element_handle()  # type: ignore[attr-defined]  # a Locator; typed as object to keep the two calls short
        for _ in range(most):
            key = self.page.evaluate(NEXT_KEY, handle)
            if not key:
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"not reached with the keyboard: {target}")
