"""Interrupted in the middle of a form: the browser is killed, the session runs out. What was typed is there again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright

from tests.browser.conftest import QUIET, City, _free_port, sign_in

pytestmark = pytest.mark.browser
TYPED = "Ze wil bij de bakker werken, liefst in de ochtend"


@pytest.fixture
def doomed(playwright: Playwright, tmp_path: Path) -> Iterator[tuple[Page, subprocess.Popen[bytes]]]:
    """A browser in a process of its own, that can be killed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path is not None
    port = _free_port()
    process = subprocess.Popen(
        [path, *QUIET, "--headless=new", f"--remote-debugging-port={port}", f"--user-data-dir={tmp_path}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    for _ in range(200):
        try:
            browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            break
        except Error:  # not up yet
            assert process.poll() is None
            time.sleep(0.1)
    yield browser.contexts[0].new_page(), process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def a_form(page: Page, city: City) -> str:
    """The form for a wish, of the first case in the list of this coach."""
    sign_in(page, city, "work_coach")
    page.goto(f"{city.url}/dossiers/")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()
    address = page.url.rstrip("/") + "/vastleggen/wish/"
    page.goto(address)
    return address


def restored(page: Page, address: str) -> str:
    """Open the form, see the offer, go on with it; what stands in the field."""
    page.goto(address)
    assert page.locator("#id_subject").input_value() == "", "filled in silently"
    page.get_by_role("link", name="Ga ermee verder").first.click()
    page.wait_for_load_state()
    value = page.locator("#id_subject").input_value()
    page.locator("form[data-draft-url] .actions a").click()
    return value


def test_the_browser_is_killed_in_the_middle(
    doomed: tuple[Page, subprocess.Popen[bytes]], browser: Browser, city: City
) -> None:
    """Kill -9 five seconds after the last key; at another computer the form offers what was typed."""
    page, process = doomed
    address = a_form(page, city)
    page.locator("#id_subject").press_sequentially(TYPED)
    page.wait_for_timeout(5000)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    elsewhere = browser.new_context(locale="nl-NL")
    other = elsewhere.new_page()
    sign_in(other, city, "work_coach")
    assert restored(other, address) == TYPED
    elsewhere.close()


def test_the_session_runs_out_in_the_middle(page: Page, city: City) -> None:
    """The session is gone when the page is asked for again; after signing in the form offers what was typed."""
    address = a_form(page, city)
    page.locator("#id_subject").press_sequentially("Halverwege")
    page.locator(".draft-state", has_text="bewaard").wait_for()
    page.context.clear_cookies()
    page.goto(address)
    assert "/inloggen/" in page.url
    sign_in(page, city, "work_coach")
    assert restored(page, address) == "Halverwege"


def test_two_tabs_keep_both(page: Page, city: City) -> None:
    """The same form twice: neither overwrites the other, and both are offered."""
    address = a_form(page, city)
    second = page.context.new_page()
    second.goto(address)
    for tab, words in ((page, "Eerste tab"), (second, "Tweede tab")):
        tab.locator("#id_subject").press_sequentially(words)
        tab.locator(".draft-state", has_text="bewaard").wait_for()
    offers = page.context.new_page()
    offers.goto(address)
    links = offers.get_by_role("link", name="Ga ermee verder")
    found = set()
    for number in range(links.count()):
        offers.goto(address)
        links.nth(number).click()
        offers.wait_for_load_state()
        found.add(offers.locator("#id_subject").input_value())
    assert {"Eerste tab", "Tweede tab"} <= found
