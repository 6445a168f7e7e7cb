"""Figures with the keyboard alone, and on paper: nothing to press on it, everything to know about a figure is."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import City, sign_in
from tests.browser.looking import fits
from tests.browser.pages import POLICY
from wegwijs.insight.words import DASHBOARDS

pytestmark = pytest.mark.browser
BOARD = "/inzicht/timeliness/"
A4 = {"width": 672, "height": 1000}  # what the margins leave of it
_AT = """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  return {at: e.outerHTML.slice(0, 120), ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
          seen: r.bottom > 0 && r.top < innerHeight}; }"""
_TO_PRESS = """() => [...document.querySelectorAll('header, nav, button, select, .btn, .filters, .tabs')]
  .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
_PICTURES = "e => [...e.querySelectorAll(':scope > svg')].filter(s => s.checkVisibility()).length"


@pytest.fixture
def figures(page: Page, city: City) -> Page:
    """A policy adviser before the first dashboard. A city that was just made gets its figures from the worker."""
    sign_in(page, city, POLICY)
    for _ in range(120):
        page.goto(city.url + BOARD)
        if page.locator(".figure").count():
            break
        page.wait_for_timeout(500)
    return page


def walk(page: Page, selector: str) -> None:
    """Tab until there; at every stop one sees where one is."""
    target = page.locator(selector).first.element_handle()
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(_AT)
        assert stop["ring"], f"no ring around {stop['at']}"
        assert stop["seen"], f"out of sight: {stop['at']}"
        if page.evaluate("e => document.activeElement === e", target):
            return
    raise AssertionError(f"not reached: {selector}")


def test_figures_with_the_keyboard_alone(figures: Page) -> None:
    """Choose a group, read a table, unfold what is counted, save it, open the figure."""
    walk(figures, "#choose-group")
    figures.keyboard.press("ArrowDown")
    walk(figures, ".filters button")
    with figures.expect_navigation():
        figures.keyboard.press("Enter")
    assert "group=asylum" in figures.url
    walk(figures, "#signal_to_plan h2 a")
    walk(figures, "#signal_to_plan a[href*=csv]")
    with figures.expect_download() as saved:
        figures.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".csv")
    walk(figures, "#signal_to_plan .table-wrap")
    walk(figures, "#signal_to_plan summary")
    figures.keyboard.press("Enter")
    assert figures.locator("#signal_to_plan dl").is_visible()
    walk(figures, "#signal_to_plan ~ section h2 a")
    with figures.expect_navigation():
        figures.keyboard.press("Enter")
    assert figures.locator("#permanent").is_visible()


def test_a_dashboard_on_paper(figures: Page, city: City) -> None:
    """Each chart and table whole within A4, nothing to press; date, definition and address of what was published."""
    figures.emulate_media(media="print")
    figures.set_viewport_size(A4)  # type: ignore[arg-type]  # a ViewportSize
    for code in DASHBOARDS:
        figures.goto(f"{city.url}/inzicht/{code}/")
        assert fits(figures) == [], code
        assert figures.evaluate(_TO_PRESS) == [], code
        assert {chart.evaluate(_PICTURES) for chart in figures.locator(".chart").all()} <= {1}, code
    figures.goto(city.url + BOARD)
    wanted = figures.locator(".table-wrap :is(th, td), dl.pairs > *, .chart title, .page > p").all_text_contents()
    made = PdfReader(io.BytesIO(figures.pdf(prefer_css_page_size=True)))
    paper = squeezed("".join(sheet.extract_text() for sheet in made.pages))
    assert len(wanted) > 40
    missing = [words for words in wanted if squeezed(words) not in paper]
    assert missing == []
    assert re.search(rf"{BOARD}\?v=[0-9a-f-]{{36}}", paper)


def squeezed(words: str) -> str:
    """Without spaces: lines break elsewhere on paper."""
    return re.sub(r"\s", "", words)
