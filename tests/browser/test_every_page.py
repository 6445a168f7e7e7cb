"""Every page in every state, in a real browser: readable, reachable, in both directions, at every size, alone.

The pages stand in `pages.py`; what a page must be stands in `looking.py`. With ``LOOK=folder`` it keeps pictures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response

from tests.browser.conftest import AXE, ROOT, City, _note_abroad, sign_in
from tests.browser.looking import look
from tests.browser.pages import NO_PAGE, RECORDINGS, VISITS, Visit

pytestmark = pytest.mark.browser
LOOK = os.environ.get("LOOK", "")


@pytest.fixture(scope="session")
def places(city: City) -> dict[str, str]:
    """Where the people and deliveries are that the visits speak of."""
    environment = {**city.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.scene"], env=environment, cwd=ROOT, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)  # type: ignore[no-any-return]  # made in scene.py


class Visitor:
    """One tab that stays signed in, and what goes wrong in it."""

    def __init__(self, browser: Browser, city: City, role: str) -> None:
        self.city, self.role = city, role
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
            sign_in(self.page, city, role)

    def _said(self, kind: str, text: str) -> None:
        # The browser tells of every 403, 404 and 422 too; the visit says which it expects.
        if kind == "error" and "Failed to load resource" not in text:
            self.troubles.append(f"console: {text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status < 300:
            self.status = response.status
        elif response.request.is_navigation_request() and response.status >= 400:
            self.status = response.status

    def visit(self, visit: Visit, places: dict[str, str]) -> list[str]:
        """Open it, do what comes first, look; what is wrong."""
        self.troubles.clear()
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.goto(self.city.url + visit.address.format(**places))
        if visit.first:
            visit.first(self.page)
        found = [] if self.status == visit.status else [f"answers {self.status}, not {visit.status}"]
        if LOOK:
            _keep(self.page, visit.label)
        return found + look(self.page) + self.troubles


def _keep(page: Page, label: str) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(LOOK) / f"{label}-{width}.png", full_page=True)


@pytest.fixture
def visitors(browser: Browser, city: City) -> Iterator[dict[str, Visitor]]:
    """A visitor per role, signed in once."""
    made: dict[str, Visitor] = {}
    yield made
    for one in made.values():
        one.context.close()


def test_every_page_in_every_state(
    browser: Browser, city: City, places: dict[str, str], visitors: dict[str, Visitor]
) -> None:
    """WCAG 2.2 AA, no sideways scroll down to 320 px and at 200%, targets of 24 px, titles, nothing from elsewhere."""
    wrong: dict[str, list[str]] = {}
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    only = os.environ.get("ONLY", "")
    for visit in VISITS:
        if only and only not in visit.label:
            continue
        if visit.role not in visitors:
            visitors[visit.role] = Visitor(browser, city, visit.role)
        visitor = visitors[visit.role]
        try:
            found = visitor.visit(visit, places)
        except Error as error:
            found = [f"not opened: {str(error)[:300]}"]
        if found:
            wrong[visit.label] = found
        titles[(visit.role, visitor.page.title())].add(visit.name)
    report = "\n".join(f"{label}\n" + "\n".join(f"   {one}" for one in found) for label, found in wrong.items())
    assert not wrong, f"{len(wrong)} pages\n{report}"


def test_every_address_is_visited() -> None:
    """A new address is a page that somebody looks at, or says why it is none; every form of recording is opened."""
    from wegwijs.desk.case.recordings import RECORDINGS as KNOWN

    known = {visit.name for visit in VISITS} | set(NO_PAGE)
    missing = [name for name in _names() if name not in known]
    assert missing == [], f"add a visit in tests/browser/pages.py for: {', '.join(missing)}"
    assert set(RECORDINGS) == set(KNOWN), "add the form to RECORDINGS in tests/browser/pages.py"


def _names() -> list[str]:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif pattern.name:
                yield f"{space}:{pattern.name}" if space else pattern.name

    return list(walk(get_resolver().url_patterns, ""))
