"""Conversations, told: counted hands, a killed browser, a partner in the room, a first intake, no mouse."""

from __future__ import annotations

import os
import signal
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import City, Hands, shoot, sign_in, violations
from tests.browser.test_interrupted_work import doomed

__all__ = ["doomed"]
pytestmark = pytest.mark.browser
MOST = 25  # interactions from opening the case to signed agreements
AT = {False: "14:30", True: "16:00"}  # both are planned with the same professional
SAID = "De les past nu goed bij het werk"


def later(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%d-%m-%Y")


def a_case(page: Page, city: City, phase: str, number: int = 0) -> str:
    """The address of a case of this coach in a phase; each story takes one of its own."""
    sign_in(page, city, "work_coach")
    page.goto(f"{city.url}/dossiers/?whose=team&phase={phase}&sort=name")
    found = page.locator("main tbody th a").nth(number).get_attribute("href")
    assert found is not None
    return f"{city.url}{found}"


def kept(page: Page) -> None:
    """Wait for the word that what was typed is kept: within five seconds."""
    page.locator(".talk-actions .draft-state", has_text="bewaard").wait_for(timeout=7000)


def _talk(hands: Hands) -> None:
    """What is filled in and chosen in a progress conversation, up to the agreements on the screen."""
    page = hands.page
    hands.fill("#went_well", "Luistertoets gehaald")
    hands.click("[name=alone][value=held]")
    hands.count += 1
    page.keyboard.press("F2")  # unfolds the first subject and goes there
    hands.fill("#note-lessons", SAID)
    hands.fill("#note-wishes", "Een taalmaatje")
    hands.click("[name=told-exams][value=understood]")
    hands.fill("#summary", "Het gaat goed, eerst een oefenexamen")
    hands.choose("#item-0-standard", "practise_exam")
    hands.fill("#item-0-by", later(20))
    hands.choose("#item-1-standard", "answer_wish")
    hands.fill("#item-1-by", later(14))
    hands.fill("#next_on", later(60))
    hands.fill("#next_at", AT[hands.keyboard])
    shoot(page, f"talk-2-filled{'-keyboard' if hands.keyboard else ''}")


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_a_progress_conversation_to_signed_agreements(city: City, browser: Browser, keyboard: bool) -> None:
    """From opening the case to signed and planned in at most twenty-five interactions, by hand and without a mouse."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    page = context.new_page()
    address = a_case(page, city, "route", 1 if keyboard else 0)
    hands = Hands(page, keyboard=keyboard)
    page.goto(address)
    hands.count += 1  # opening the case
    hands.click(".page-head a[href$='/gesprek/']")
    hands.click("main form button.btn-primary")
    shoot(page, "talk-1-opened")
    _talk(hands)
    assert violations(page) == []
    hands.click("button[value=finish]")
    page.wait_for_url("**/afspraken/**")
    shoot(page, "talk-3-agreements")
    hands.click("#agrees")
    hands.click("button[value=screen]")
    page.get_by_text("Op het scherm getekend door").wait_for()
    assert violations(page) == []
    hands.click("#plan-next")  # the next appointment: day, time, language and interpreter are filled in
    hands.click("main form button.btn-primary")
    page.wait_for_url("**/agenda/*-*/")
    assert page.locator("h1", has_text=AT[keyboard]).is_visible()
    assert hands.count <= MOST, f"{hands.count} interactions"
    page.goto(address)
    for words in ("Afsprakenplan ondertekend", "Voortgangsgesprek", "U maakt thuis een oefenexamen"):
        assert page.get_by_text(words).first.is_visible(), words
    context.close()


def test_keys_go_through_the_subjects(page: Page, city: City) -> None:
    """F2 opens and goes to the next subject, Shift+F2 back, F8 puts one off and goes on; no letter is lost."""
    page.goto(f"{a_case(page, city, 'route', 2)}gesprek/")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    for key, field in (("F2", "note-lessons"), ("F2", "note-language"), ("Shift+F2", "note-lessons")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == field, key
        page.keyboard.type("a 2 / F")
    page.keyboard.press("F8")
    assert page.locator("[name=topic-lessons][value=next]").is_checked()
    assert page.evaluate("document.activeElement.id") == "note-language"
    kept(page)
    page.reload()
    assert page.locator("#note-lessons").input_value() == "a 2 / Fa 2 / F"
    assert page.locator("[name=topic-lessons][value=next]").is_checked()


def test_the_browser_is_killed_in_a_conversation(
    doomed: tuple[Page, subprocess.Popen[bytes]], browser: Browser, city: City
) -> None:
    """Kill -9 five seconds after the last key; at another computer everything stands there, and one goes on."""
    page, process = doomed
    address = a_case(page, city, "route", 3)
    page.goto(f"{address}gesprek/")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    page.keyboard.press("F2")
    page.keyboard.type(SAID)
    page.locator("[name=alone][value=held]").check()
    page.locator("#item-0-standard").select_option("lesson")
    page.locator("#item-0-by").fill(later(9))
    page.wait_for_timeout(5000)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    elsewhere = browser.new_context(locale="nl-NL")
    other = elsewhere.new_page()
    sign_in(other, city, "work_coach")
    other.goto(f"{address}gesprek/")
    other.get_by_role("link", name="Ga ermee verder").click()
    other.wait_for_load_state()
    assert other.locator("#note-lessons").input_value() == SAID
    assert other.locator("[name=alone][value=held]").is_checked()
    assert other.locator("#item-0-standard").input_value() == "lesson"
    assert other.locator("#item-0-by").input_value() == later(9)
    elsewhere.close()


def test_a_partner_in_the_room(page: Page, city: City) -> None:
    """Looking along hides the notes at once and on the server; what was typed stays; the moment alone is asked."""
    page.goto(f"{a_case(page, city, 'route', 4)}gesprek/")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    page.keyboard.press("F2")
    page.keyboard.type("Alleen voor mij")
    page.locator(".page-head .companion-toggle button").click()
    assert not page.locator("#note-lessons").is_visible()
    kept(page)
    page.reload()
    assert page.locator("#note-lessons").count() == 0
    page.locator("[name=company][value=partner]").check()
    assert page.locator(".talk-company").is_visible()
    assert page.locator("[name=alone]").first.is_visible()
    shoot(page, "talk-4-partner")
    assert violations(page) == []
    page.locator("[name=alone][value=held]").check()
    page.locator("button[value=keep]").last.click()
    page.wait_for_load_state()
    page.locator(".companion-bar button").click()
    page.locator("#note-lessons").wait_for()
    assert page.locator("#note-lessons").input_value() == "Alleen voor mij"


def test_a_first_intake_with_an_interpreter(page: Page, city: City) -> None:
    """The law's points noted or with a reason, explained in the own language, agreements beside each other, signed."""
    address = a_case(page, city, "intake", 0)
    page.goto(f"{address}gesprek/")
    page.locator("details.more > summary").click()
    page.locator("button[name=kind][value=intake]").first.click()
    page.wait_for_load_state()
    page.locator("[name=interpreter][value=professional]").check()
    page.locator("[name=alone][value=held]").check()
    page.locator("#schooling").select_option("secondary")
    for code in ("languages", "schooling", "work_history"):
        page.locator(f"#note-{code}").fill(f"Besproken: {code}")
    page.locator("#plan_language").select_option("ar")
    page.locator("button[value=finish]").click()
    page.locator(".form-errors").wait_for()
    shoot(page, "talk-5-intake-points")
    assert violations(page) == []
    for reason in page.locator("[name^='reason-']:visible").all():
        reason.fill("We gaan er in het volgende gesprek mee verder.")
    page.locator("details.talk-guarded > summary").click()
    for reason in page.locator("[name^='reason-']:visible").all():
        reason.fill("We gaan er in het volgende gesprek mee verder.")
    with page.context.expect_page() as opened:
        page.locator("#told-rights a").click()
    shoot(opened.value, "talk-6-explanation")
    assert violations(opened.value) == []
    page.locator("[name=told-rights][value=understood]").check()
    page.locator("#item-0-standard").select_option("papers")
    page.locator("#item-0-by").fill(later(10))
    page.locator("button[value=finish]").click()
    page.wait_for_url("**/afspraken/**")
    page.locator("#agrees").check()
    page.locator("button[value=screen]").click()
    page.get_by_text("Op het scherm getekend door").wait_for()
    shoot(page, "talk-7-intake-signed")
    page.goto(address)
    assert page.get_by_text("Intakegesprek").first.is_visible()
