"""A browser that runs no scripts: pages read, and the forms that matter are sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import City, sign_in
from tests.browser.pages import COACH, VISITS
from tests.browser.visitor import prepared

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def places(city: City) -> dict[str, str]:
    """Where the people are."""
    return prepared(city)


@pytest.fixture
def plain(browser: Browser, city: City) -> Iterator[Page]:
    """The work coach, in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    sign_in(page, city, COACH)
    yield page
    context.close()


def test_every_page_of_a_coach_reads_without_scripts(plain: Page, city: City, places: dict[str, str]) -> None:
    """Title, heading and content are there, and no button waits for a script to appear."""
    empty = []
    for visit in VISITS:
        if visit.role != COACH or visit.first or visit.status:
            continue
        plain.goto(city.url + visit.address.format(**places))
        words = plain.locator("main").inner_text()
        if len(words) < 60 or plain.locator("main h1").count() != 1:
            empty.append(f"{visit.label}: {words[:60]!r}")
    assert empty == []


def test_a_contact_is_recorded_without_scripts(plain: Page, city: City, places: dict[str, str]) -> None:
    """From the case to the form and back: what was recorded stands in the history."""
    case = f"{city.url}/dossiers/{places['plan_ready']}/"
    plain.goto(case)
    before = plain.locator("table.history tbody tr").count()
    plain.goto(f"{case}vastleggen/contact/")
    plain.locator("main form button[value=phone]").click()
    plain.wait_for_url(f"{case}**")
    assert plain.locator("table.history tbody tr").count() == before + 1
    assert "telefonisch" in plain.locator("table.history tbody tr").first.inner_text()


def test_somebody_is_found_without_scripts(plain: Page, city: City) -> None:
    """The box in the header sends by itself; the name leads to the case."""
    plain.goto(f"{city.url}/vandaag/")
    plain.locator("#app-search").fill("Girmay")
    plain.locator("#app-search").press("Enter")
    plain.wait_for_url("**/zoeken/")
    plain.locator("main a", has_text="Abel Girmay").first.click()
    plain.wait_for_url("**/dossiers/*/")
    assert "Abel Girmay" in plain.locator("h1").inner_text()


def test_a_case_is_taken_without_scripts(plain: Page, city: City, places: dict[str, str]) -> None:
    """One press on a waiting case: from then on it is mine. New people wait with the intake team."""
    plain.context.clear_cookies()
    sign_in(plain, city, "intake_coach")
    waiting = plain.locator("main li", has=plain.locator("button:has-text('Neem op je')")).first
    name = waiting.locator("a").first.inner_text()
    waiting.locator("button").first.click()
    plain.wait_for_load_state()
    plain.goto(f"{city.url}/dossiers/?whose=mine")
    assert name in plain.locator("main").inner_text()


def test_a_draft_of_a_plan_is_kept_without_scripts(plain: Page, city: City, places: dict[str, str]) -> None:
    """What was chosen and typed in the plan stands there the next time."""
    plain.goto(f"{city.url}/dossiers/{places['plan_ready']}/plan/")
    plain.locator("main input[name=route][value=b1]").check()
    plain.locator("main textarea[name=wish_work]").fill("In een bakkerij.")
    plain.get_by_role("button", name="Bewaren als concept").click()
    plain.wait_for_load_state()
    plain.goto(f"{city.url}/dossiers/{places['plan_ready']}/plan/")
    assert plain.locator("main textarea[name=wish_work]").input_value() == "In een bakkerij."
