"""The style guide in a real browser, under the policy of production: nothing blocked, inaccessible or lost.

The pages come from a small server of this test, so that no database or sign-in takes part.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.roles import PERMISSIONS, Role
from wegwijs.components import frame, styleguide

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/wegwijs/components/static"
TODAY = date(2026, 11, 23)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def _frame(idle_seconds: int) -> frame.Frame:
    actor = Actor(
        1, "Sanne de Haan", 1, "Waterstad", Role.INTAKE_COACH, TODAY, permissions=PERMISSIONS[Role.INTAKE_COACH]
    )
    return frame.Frame(
        nav=(frame.Link("Vandaag", "/"), frame.Link("Dossiers", "/d", current=True), frame.Link("Leveringen", "/l")),
        actor=actor,
        hats=(
            frame.Hat("1:a", "Instroomcoach · Waterstad", current=True),
            frame.Hat("1:b", "Kwaliteit · Waterstad", current=False),
        ),
        companion=False,
        is_demo=True,
        idle_seconds=idle_seconds,
        search_url="/zoek",
        hat_url="/hoed",
        sign_out_url="/uit",
        keep_alive_url="/leef",
        companion_url="/mee",
        help_url="/hulp",
    )


def _page(*, idle_seconds: int = 1800, companion: bool = False, rtl: bool = False) -> str:
    shown = replace(_frame(idle_seconds), companion=companion)
    request = RequestFactory().get("/")
    # Without the context processors of other rooms.
    context = {**styleguide.context(TODAY), "frame": shown, "request": request, "csrf_token": "token"}
    with translation.override("nl"):
        html = render_to_string("components/styleguide.html", context)
    if rtl:
        html = html.replace('<html lang="nl" dir="ltr">', '<html lang="ar" dir="rtl">')
    return html.replace("data-dirty>", 'data-draft-url="/concept">')


@dataclass
class Site:
    """The address, what was posted to it, and whether it still knows the session."""

    url: str = ""
    posts: list[tuple[str, str]] = field(default_factory=list)

    def posted_to(self, place: str) -> list[str]:
        """The bodies sent to one address."""
        return [sent for path, sent in self.posts if path == place]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    pages = {
        "/": _page(),
        "/kort": _page(idle_seconds=4),
        "/mee": _page(companion=True),
        "/rtl": _page(rtl=True),
    }

    class Handler(BaseHTTPRequestHandler):
        def _send(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            place = urlsplit(self.path).path
            if place == "/" and site.posted_to("/mee"):
                place = "/mee"  # a server that remembers that somebody looks along
            target = STATIC / place.removeprefix("/static/")
            if place.startswith("/static/") and target.is_file():
                self._send(200, TYPES[target.suffix], target.read_bytes())
            else:
                self._send(200, "text/html; charset=utf-8", pages.get(place, "<title>elders</title>").encode())

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            site.posts.append((urlsplit(self.path).path, sent))
            self._send(204, "text/plain", b"")

        def log_message(self, *_arguments: Any) -> None:
            """Quiet."""

    return Handler


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # a browser asks for everything at once


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    """The pages of these tests, on a free port."""
    made = Site()
    server = _Server(("127.0.0.1", 0), _handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(served: Site) -> Site:
    """The same, with nothing posted yet."""
    served.posts.clear()
    return served


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    """Debian's chromium; a machine without it cannot run these (make test installs it)."""
    found = shutil.which("chromium")
    if not found:
        pytest.skip("chromium is not installed")
    started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test when the policy blocks something or a script breaks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    yield opened
    context.close()
    assert trouble == []


def _faults(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA. Evaluated by the test, so outside the page's policy."""
    page.evaluate((ROOT / "tests/vendor/axe.min.js").read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("place", ["/", "/mee", "/rtl"])
def test_nothing_is_inaccessible(page: Any, site: Site, place: str, width: int) -> None:
    """WCAG 2.2 AA by axe, wide and on a phone, also from right to left and while somebody looks along."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + place)
    for details in page.locator("details.why").all():
        details.locator("summary").click()
    assert _faults(page) == []


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
@pytest.mark.parametrize("place", ["/", "/rtl"])
def test_no_page_scrolls_sideways(page: Any, site: Site, place: str, width: int) -> None:
    """320 px is 1280 px at 400% zoom (WCAG 1.4.10)."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + place)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough(page: Any, site: Site) -> None:
    """24 by 24 px for whatever can be clicked, links inside a sentence apart (WCAG 2.5.8)."""
    page.goto(site.url)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter(e => e.offsetParent && !e.matches('p a, li a, .skip, [type=date], [type=checkbox], [type=radio]'))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, r]) => r.height < 24 || r.width < 24).map(([html]) => html)"""
    )
    assert small == []


def test_slash_goes_to_search_and_escape_leaves_it(page: Any, site: Site) -> None:
    """But a slash in a text field is a slash."""
    page.goto(site.url)
    page.locator("h1").click(position={"x": 5, "y": 5})  # on the name, not on the buttons beside it
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "app-search"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "app-search"
    page.locator("#id_remarks").fill("")
    page.locator("#id_remarks").press("/")
    assert page.locator("#id_remarks").input_value() == "/"


def test_the_first_error_summary_has_the_focus(page: Any, site: Site) -> None:
    """After a form comes back the reader starts where the trouble is named."""
    page.goto(site.url)
    assert page.evaluate("document.activeElement.className").endswith("form-errors")


def test_what_is_typed_is_kept_as_a_draft(page: Any, site: Site) -> None:
    """Within five seconds after typing, on the server, also while somebody types on."""
    page.goto(site.url)
    page.locator("#id_remarks").fill("Ze wil ’s avonds les.")
    assert site.posted_to("/concept") == []
    page.wait_for_timeout(2600)
    assert len(site.posted_to("/concept")) == 1
    for _ in range(6):
        page.locator("#id_remarks").press_sequentially(" en")
        page.wait_for_timeout(850)
    assert len(site.posted_to("/concept")) >= 2
    assert "Ze wil ’s avonds les." in site.posted_to("/concept")[0]


def test_the_session_warns_and_one_button_goes_on(page: Any, site: Site) -> None:
    """The dialog comes before the end; the button tells the server and the dialog goes."""
    page.goto(site.url + "/kort")
    page.locator("#session-dialog[open]").wait_for()
    assert re.search(r"\d+ seconden", page.locator("[data-session-left]").inner_text())
    page.get_by_role("button", name="Ik werk door").click()
    page.locator("#session-dialog[open]").wait_for(state="detached")
    assert len(site.posted_to("/leef")) == 1


def test_the_end_of_the_session_loses_nothing_typed(page: Any, site: Site) -> None:
    """Before the end the draft is sent, then the page is loaded anew (and the server asks to sign in)."""
    page.goto(site.url + "/kort")
    page.locator("#id_remarks").fill("Halverwege een zin")
    page.locator("#session-dialog[open]").wait_for()
    with page.expect_navigation(timeout=15000):
        pass
    assert any("Halverwege een zin" in sent for sent in site.posted_to("/concept"))


def test_looking_along_hides_at_once(page: Any, site: Site) -> None:
    """What is private disappears before the server has answered; the button shows that it is on."""
    page.goto(site.url)
    assert page.locator(".facts .private").is_visible()
    held: list[Any] = []
    page.route("**/mee", lambda route: held.append(route))  # noqa: PLW0108  playwright asks who it is
    page.get_by_role("button", name="Meekijkstand").click()
    page.wait_for_function("document.body.classList.contains('companion')")
    assert not page.locator(".facts .private").is_visible()
    assert not page.locator("a.sign").is_visible()
    held[0].continue_()
    page.locator(".companion-bar").wait_for()
    assert page.get_by_role("button", name="Meekijkstand").get_attribute("aria-pressed") == "true"
    assert "on" in site.posted_to("/mee")[0]


def test_a_dialog_opens_and_closes_by_keyboard(page: Any, site: Site) -> None:
    """Enter opens, the focus is inside, Escape closes and the focus returns."""
    page.goto(site.url)
    page.get_by_role("button", name="Vraag").press("Enter")
    assert page.locator("#sample-dialog").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator("#sample-dialog").get_attribute("open") is None
    assert page.evaluate("document.activeElement.dataset.open") == "#sample-dialog"


def test_a_page_can_be_read_without_scripts(browser: Any, site: Site) -> None:
    """The reasons open, the form is there, and what only scripts can do is not offered."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(site.url)
    opened.locator("details.why summary").first.click()
    assert opened.get_by_text("Tien weken later").first.is_visible()
    assert opened.locator("[data-copy]").is_hidden()
    assert opened.get_by_role("button", name="Opslaan").is_visible()
    context.close()


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"media": "print"}])
def test_other_ways_of_looking_keep_the_content(page: Any, site: Site, media: dict[str, str]) -> None:
    """High contrast, less motion and paper show the same words."""
    page.goto(site.url)
    page.emulate_media(**media)
    assert page.get_by_role("heading", name="Wat nu").is_visible()
    assert page.locator("header.app").is_visible() is (media.get("media") != "print")
