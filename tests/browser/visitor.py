"""Somebody who walks through the pages and notes what is wrong. With ``LOOK=folder`` pictures are kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.browser.conftest import AXE, ROOT, City, _note_abroad
from tests.browser.looking import glance, look
from tests.browser.pages import Visit

LOOK = os.environ.get("LOOK", "")


_PREPARED: dict[str, dict[str, str]] = {}


def prepared(city: City) -> dict[str, str]:
    """The city with everything in it that pages show (`scene.py`), made once: where it all is."""
    if city.url not in _PREPARED:
        _PREPARED[city.url] = _make(city)
    return _PREPARED[city.url]


def _make(city: City) -> dict[str, str]:
    environment = {**city.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.scene"], env=environment, cwd=ROOT, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)  # type: ignore[no-any-return]  # made in scene.py


class Visitor:
    """One tab that stays signed in, and what goes wrong in it."""

    def __init__(self, browser: Browser, url: str, role: str = "") -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        self.troubles: list[str] = []
        self.context.on("request", lambda request: _note_abroad(request.url, self.troubles))
        self.context.add_init_script(path=AXE)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", lambda message: self._said(message.type, message.text))
        self.status = 0
        self.page.on("response", self._answered)
        if role:
            self.page.goto(f"{url}/")
            self.page.locator(f'button[value="{role}"]').first.click()
            self.page.wait_for_load_state()

    def _said(self, kind: str, text: str) -> None:
        # The browser tells of every 403, 404 and 422 too; the visit says which it expects.
        if kind == "error" and "Failed to load resource" not in text:
            self.troubles.append(f"console: {text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.status = response.status

    def visit(self, visit: Visit, places: dict[str, str], *, whole: bool) -> list[str]:
        """Open it, do what comes first, look; what is wrong."""
        self.troubles.clear()
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.goto(self.url + visit.address.format(**places))
        if visit.first:
            visit.first(self.page)
        expected = {visit.status} if visit.status else {200, 422}
        found = [] if self.status in expected else [f"answers {self.status}, not {visit.status or 200}"]
        return found + self.look(visit.label, visit.language, whole=whole)

    def look(self, label: str, language: str = "nl", *, whole: bool = True) -> list[str]:
        """What is wrong with the page that is open."""
        if LOOK:
            _keep(self.page, label)
        found = (look if whole else glance)(self.page, language) + self.troubles
        self.troubles.clear()
        self.page.set_viewport_size({"width": 1280, "height": 900})
        return found


def _keep(page: Page, label: str) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(LOOK) / f"{label}-{width}.png", full_page=True)
