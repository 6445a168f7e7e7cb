"""What somebody says is answered: evening lessons from said to come true, a complaint about a teacher, a thumb."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SHOTS, City, sign_in, violations

pytestmark = pytest.mark.browser
WISH = "Ik werk overdag bij de bakker. Ik wil graag les in de avond."
COMPLAINT = "De docent geeft geen antwoord op vragen en kijkt op de telefoon."
LANGUAGES = ("nl", "ar", "ti", "prs", "tr", "en")


def shot(page: Page, name: str) -> None:
    """A picture of this moment, after axe found nothing."""
    assert violations(page) == [], name
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"voice-{name}.png", full_page=True)


def case_with_a_plan(page: Page, city: City) -> str:
    """The first case on the route in the list of this coach; its name."""
    page.goto(f"{city.url}/dossiers/?whose=mine&phase=route")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()
    return page.locator("h1 bdi").first.inner_text()


def hear(page: Page, words: str, about: str, what: str = "wish") -> None:
    """Two clicks from the case, then three fields and Enter."""
    page.locator(".record-menu > summary").click()
    page.get_by_role("link", name="Wens of klacht", exact=True).click()
    page.locator(f'input[name="what"][value="{what}"]').check()
    page.locator("select[name=about]").select_option(about)
    page.locator("textarea[name=subject]").fill(words)


def test_evening_lessons_from_said_to_come_true(page: Page, city: City) -> None:
    """Written down, on *Vandaag*, decided with a reason, told in the person's language, and come true."""
    sign_in(page, city, "work_coach")
    name = case_with_a_plan(page, city)
    hear(page, WISH, "lesson_times")
    shot(page, "1-said")
    page.get_by_role("button", name="Opslaan").click()
    page.goto(f"{city.url}/vandaag/")
    card = page.locator("section", has=page.locator("#voices"))
    assert name in card.inner_text()
    shot(page, "2-today")
    card.locator("li", has_text="bij de bakker").get_by_role("link", name=re.compile("^Antwoord")).click()
    # The rest with the keyboard only.
    page.locator('input[name="decision"][value="yes"]').focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Er is plaats in de avondgroep. U kunt dinsdag beginnen.")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "told_on":
            break
    page.locator("input[name=told_on]").fill(page.locator("time").first.get_attribute("datetime") or "")
    page.locator("select[name=told_how]").select_option("conversation")
    shot(page, "3-answering")
    page.get_by_role("button", name="Opslaan").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "beantwoord" in page.locator(".page-head").inner_text()
    page.goto(f"{city.url}/vandaag/")
    assert "bij de bakker" not in page.locator("main").inner_text()
    page.go_back()
    page.get_by_role("button", name="Het is uitgekomen").click()
    assert "uitgekomen" in page.locator(".page-head").inner_text()
    shot(page, "4-come-true")


def test_a_complaint_about_a_teacher(page: Page, city: City, browser: Browser) -> None:
    """The contract manager reads it without the person, answers, and whoever guides sees the answer."""
    sign_in(page, city, "work_coach")
    name = case_with_a_plan(page, city)
    case = page.url.rstrip("/").rpartition("/")[2]
    hear(page, COMPLAINT, "teacher", "complaint")
    page.locator("select[name=organisation]").select_option(index=1)
    shot(page, "5-complaint")
    page.get_by_role("button", name="Opslaan").click()
    other = browser.new_context(locale="nl-NL").new_page()
    sign_in(other, city, "contract_manager")
    assert other.url.endswith("/klachten/")
    assert COMPLAINT[:40] in other.locator("main").inner_text()
    shot(other, "6-contract-manager")
    other.locator("li", has_text=COMPLAINT[:40]).get_by_role("link").click()
    seen = other.content()
    assert not [part for part in (case, *(one for one in name.split() if len(one) > 3)) if part in seen]
    other.locator("textarea[name=words]").fill("Gesprek met de school. De docent krijgt begeleiding.")
    shot(other, "7-contract-manager-answers")
    other.get_by_role("button", name="Opslaan").click()
    other.context.close()
    page.goto(f"{city.url}/vandaag/")
    assert "de contractmanager heeft geantwoord" in page.locator("main").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thumb_in_ones_own_language(page: Page, city: City, language: str) -> None:
    """From the coach's screen to a telephone: without scripts it works too, from right to left where it must."""
    sign_in(page, city, "work_coach")
    page.goto(f"{city.url}/duimen/")
    page.get_by_role("button", name="Maak de plaatjes").click()
    link = page.locator(".qr-sheet a").get_attribute("href") or ""
    telephone = page.context.browser
    assert telephone is not None
    opened = telephone.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=language != "ti")
    tab = opened.new_page()
    tab.goto(f"{link}?taal={language}")
    SHOTS.mkdir(exist_ok=True)
    if language != "ti":
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.screenshot(path=SHOTS / f"voice-thumb-{language}.png")
    tab.locator("button.thumb-4").click()
    tab.wait_for_load_state()
    assert tab.locator("h1").count() == 1
    assert tab.locator("button").count() == 0
    tab.screenshot(path=SHOTS / f"voice-thumb-{language}-thanks.png")
    opened.close()
