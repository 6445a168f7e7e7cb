"""A decision, told: weighed, sent back by a colleague, put right, agreed, decided. And a plan for who never came."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, City, Hands, shoot, violations

pytestmark = pytest.mark.browser

COACH, COLLEAGUE = "work_coach", "quality_officer"
MOST = 45  # interactions: one click, choice or filled field each


def people(city: City, word: str) -> dict[str, str]:
    """Those whom the story is about: their cases by name."""
    environment = {**city.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.deciding_scene", word], env=environment, cwd=ROOT, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)  # type: ignore[no-any-return]  # made in deciding_scene.py


def enter(hands: Hands, city: City, role: str) -> None:
    """The other one sits down at this computer."""
    hands.page.context.clear_cookies()
    hands.page.goto(city.url)
    hands.click(f'button[value="{role}"]')


def weigh(hands: Hands) -> None:
    """Everything that the framework must know, in a few words."""
    page = hands.page
    hands.fill("#id_wish", "Ik wil in de zorg werken en de examens halen.")
    for area in page.locator("main textarea[name^='answer-']").all():
        name = area.get_attribute("name")
        hands.fill(f"main textarea[name='{name}']", f"Besproken met haar en de docent ({name}).")
    hands.click("#id_parts_2")
    hands.fill("#id_reason", "U heeft alle lessen gevolgd. Schrijven op A2 past nu beter.")


def answer(hands: Hands, city: City, surname: str, advice: str) -> None:
    """The colleague finds it on *Vandaag*, reads it, and answers: with advice it goes back."""
    enter(hands, city, COLLEAGUE)
    hands.click(f"main li:has-text('{surname}') a:has-text('Meelezen')")
    shoot(hands.page, f"decision-3-read-along-{'returned' if advice else 'agreed'}")
    if advice:
        hands.fill("#id_advice", advice)
    hands.click(f"main button[value={'returned' if advice else 'agreed'}]")
    enter(hands, city, COACH)


def test_sent_back_and_later_agreed(city: City, browser: Browser) -> None:
    """The days that change are in sight before anything is decided; nothing is decided without the colleague.

    By keyboard alone: whoever has a mouse can do the same.
    """
    surname, uuid = "Asmerom Toets", people(city, "Toets")["ready"]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    hands = Hands(context.new_page(), keyboard=True)
    page = hands.page
    enter(hands, city, COACH)
    page.goto(f"{city.url}/dossiers/{uuid}/")
    hands.click("main a:has-text('Naar besluiten')")
    shoot(page, "decision-1-choose")
    hands.click("main li:has-text('Examens op A2') a")
    weigh(hands)
    page.wait_for_selector("#decision-live:has-text('te doen, A2')")
    shoot(page, "decision-2-weighed")
    assert violations(page) == []
    hands.click("main button[value=review]")
    hands.click("main button:has-text('Akkoord vragen')")
    answer(hands, city, surname, "Vraag ook hoe het spreken gaat.")
    hands.click(f"main li:has-text('{surname}') a:has-text('Verder')")
    shoot(page, "decision-4-returned")
    hands.click("main a:has-text('Iets aanpassen')")
    hands.fill("#id_reason", "U heeft alle lessen gevolgd. Spreken gaat goed. Schrijven op A2 past nu beter.")
    hands.click("main button[value=review]")
    hands.click("main button:has-text('Akkoord vragen')")
    answer(hands, city, surname, "")
    hands.click(f"main li:has-text('{surname}') a:has-text('Verder')")
    hands.click("main button:has-text('Beslissen')")
    shoot(page, "decision-5-decided")
    assert "Besloten door" in page.locator("main details").first.text_content()  # type: ignore[operator]  # it is there
    assert violations(page) == []
    page.goto(f"{city.url}/dossiers/{uuid}/")
    assert "Examens op A2" in page.locator("main").inner_text()
    assert hands.count <= MOST, f"{hands.count} interactions"
    context.close()


def test_three_times_not_come_to_a_plan_without_the_person(city: City, browser: Browser) -> None:
    """Three summonses, each with a term, none with a result: then intake and plan, and how to come after all."""
    uuid = people(city, "Afwezig")["absent"]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    hands = Hands(context.new_page())
    page, today = hands.page, date.today()  # noqa: DTZ011  the day of the city that is served
    enter(hands, city, COACH)
    for attempt in range(3):
        sent, missed = (today - timedelta(days=39 - 12 * attempt - after) for after in (0, 10))
        page.goto(f"{city.url}/dossiers/{uuid}/vastleggen/summons/")
        assert f"oproep {attempt + 1}" in page.locator("main").inner_text()
        hands.fill("#id_on", sent.strftime("%d-%m-%Y"))
        hands.fill("#id_respond_by", missed.strftime("%d-%m-%Y"))
        hands.click("main button:has-text('Opslaan')")
        page.goto(f"{city.url}/dossiers/{uuid}/vastleggen/missed/")
        hands.fill("#id_on", missed.strftime("%d-%m-%Y"))
        hands.click("main input[name=excused][value=no]")
        hands.click("main button:has-text('Opslaan')")
    shoot(page, "absent-1-three-times")
    hands.click("main section:has-text('Wat nu') a.btn-primary")
    hands.click("main button:has-text('Opslaan')")
    page.goto(f"{city.url}/dossiers/{uuid}/plan/")
    assert page.locator("#id_unilateral").is_checked()
    hands.click("#id_route_0")
    hands.fill("#id_intensity_hours", "600")
    shoot(page, "absent-2-plan")
    hands.click("main button[value=review]")
    hands.click("main button:has-text('Vaststellen')")
    page.wait_for_selector("main a[href*='/documenten/'] >> nth=1", timeout=60_000)
    shoot(page, "absent-3-established")
    words = page.locator("main").inner_text()
    assert "drie keer opgeroepen" in words
    assert "boete" not in words.lower()
    assert violations(page) == []
    context.close()
