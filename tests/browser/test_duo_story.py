"""The whole conversation with DUO in the browser: somebody new at DUO, the test, the plan, the term; and a bad day."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PATIENCE, City, Hands, shoot, sideways, sign_in, violations

pytestmark = [pytest.mark.browser]
NAMELESS = "Naam nog niet bekend"


class Duo:
    """The page to play DUO on, in a tab of its own."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.person = page, url, ""

    def add(self, label: str, event: str) -> None:
        """Somebody new, who lives in the municipality."""
        self.page.goto(self.url)
        self.page.fill("[name=label]", label)
        self.page.select_option("[name=event]", event)
        self.page.click("text=Toevoegen en melden")
        self.page.wait_for_load_state()
        self.person = self.page.url.split("?")[0]

    def happen(self, code: str) -> None:
        self.page.goto(self.person)
        form = self.page.locator(f"form:has(input[value='{code}'])")
        self.page.locator("details", has=form).locator("summary").click()
        form.locator("button").click()
        self.page.wait_for_load_state()

    def behave(self, mode: str) -> None:
        self.page.goto(self.url)
        self.page.check(f"input[value={mode}]")
        self.page.fill("[name=patience]", PATIENCE)
        self.page.click("text=Gedrag instellen")
        self.page.wait_for_load_state()

    def holds(self) -> str:
        self.page.goto(self.person)
        return self.page.locator("section:has(#holds)").inner_text()


@pytest.fixture
def duo(context: BrowserContext, city: City) -> Iterator[Duo]:
    """As it should be before and after each story."""
    found = re.search(r"Oefenen met DUO: (\S+)", (city.home / "log").read_text(encoding="utf-8"))
    assert found
    made = Duo(context.new_page(), found[1])
    made.behave("normal")
    yield made
    made.behave("normal")


def until(page: Page, there: Callable[[], bool], seconds: float = 90) -> None:
    """Look again until it is there; on a busy machine that may be behind whatever the worker is at."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, page.locator("main").inner_text()[:1500]
        page.wait_for_timeout(700)
        page.reload()


def _take_up(hands: Hands, city: City) -> str:
    """The case that DUO's notice opened, taken by the intake coach; its address."""
    page = hands.page
    sign_in(page, city, "intake_coach")
    # On Vandaag stand the ten that wait longest; the list has all.
    page.goto(f"{city.url}/dossiers/?whose=unassigned&sort=name")
    row = page.locator(f"main tr:has-text('{NAMELESS}')")
    until(page, lambda: row.count() == 1)
    hands.click(f"main tr:has-text('{NAMELESS}') input[name=case]")
    myself = page.locator("select[name=to] option", has_text="(ikzelf)").get_attribute("value")
    hands.choose("select[name=to]", myself or "")
    hands.click("main button:has-text('Toewijzen')")
    page.goto(f"{city.url}/dossiers/?whose=mine&sort=name")
    hands.click(f"main a:has-text('{NAMELESS}')")
    return page.url


def _name(hands: Hands, case: str, name: str) -> None:
    """DUO gives no name: it is asked and filled in."""
    page = hands.page
    page.goto(case)
    hands.click("main a:has-text('Invullen'):has-text('naam')")
    hands.fill("input[name=surname]", name)
    hands.click("main button:has-text('Opslaan')")


def _intake(hands: Hands, case: str) -> None:
    hands.page.goto(f"{case}vastleggen/conversation/")
    hands.click("#id_mode_0")
    hands.click("#id_alone_offered")
    hands.click('input[name="domains"][value="work"]')
    hands.click("main button:has-text('Opslaan')")


def _establish(hands: Hands, case: str) -> None:
    hands.page.goto(f"{case}plan/")
    for number in range(3):
        if not hands.page.locator(f"#id_explained_routes_{number}").is_checked():
            hands.click(f"#id_explained_routes_{number}")
    hands.click("#id_wish_route_0")
    hands.click("#id_route_0")
    hands.fill("#id_intensity_hours", "600")
    hands.click("main button[value=review]")
    hands.click("main button:has-text('Vaststellen')")


def test_from_a_notice_of_duo_to_a_confirmed_plan(city: City, page: Page, duo: Duo) -> None:
    """SS139 opens a case, SS131 brings the test, the established plan goes by itself, and DUO fixes the term."""
    hands = Hands(page)
    duo.add("Rahwa", "SS139")
    case = _take_up(hands, city)
    _name(hands, case, "Kidane Duo")
    duo.happen("SS131")
    page.goto(case)
    until(page, lambda: page.locator("main", has_text="Leerbaarheidstoets gedaan").count() == 1)
    _intake(hands, case)
    _establish(hands, case)
    until(page, lambda: page.locator("main", has_text="DUO weet het").count() == 1)
    shoot(page, "duo-1-told")
    assert (sideways(page), violations(page)) == (0, [])
    held = duo.holds()
    assert held.count("dagtekeningPip") == 1
    assert "startdatum" in held
    shoot(duo.page, "duo-2-held")
    assert violations(duo.page) == []
    duo.page.set_viewport_size({"width": 390, "height": 900})
    for address in (duo.person, f"{duo.url}/berichten", duo.url):
        duo.page.goto(address)
        assert sideways(duo.page) == 0, address
    page.goto(case)
    assert page.locator("main", has_text="Aan DUO doorgegeven").count() == 1
    assert city.command("verify").returncode == 0


def test_a_bad_day_at_duo(city: City, page: Page, duo: Duo) -> None:
    """Told twice and out of order: one case. Refused: the page says why. Sent again: one plan at DUO."""
    hands = Hands(page)
    duo.behave("duplicating")
    duo.add("Omar", "SS101")
    case = _take_up(hands, city)
    _name(hands, case, "Haddad Duo")
    duo.behave("reordering")
    duo.happen("SS131")
    page.goto(case)
    until(page, lambda: page.locator("main", has_text="Leerbaarheidstoets gedaan").count() == 1)
    _intake(hands, case)
    duo.behave("refusing")
    _establish(hands, case)
    until(page, lambda: page.locator("main button[value=resend]").count() == 1)
    shoot(page, "duo-3-refused")
    refused = page.locator("li:has(button[value=resend])")
    assert "door DUO geweigerd" in refused.inner_text()
    assert len(refused.locator("p").nth(1).inner_text()) > 20  # why, and what to do
    duo.behave("normal")
    hands.click("main button[value=resend]")
    page.goto(f"{case}plan/")
    until(page, lambda: page.locator("main", has_text="DUO weet het").count() == 1)
    assert duo.holds().count("dagtekeningPip") == 1


@pytest.mark.parametrize(("mode", "label", "event"), [("slow", "Senait", "SS139"), ("down", "Yusuf", "SS101")])
def test_a_day_without_answers(city: City, page: Page, duo: Duo, mode: str, label: str, event: str) -> None:
    """Answers come too late, or DUO is not there: the page says so, nothing is told twice, and it goes on by itself."""
    hands = Hands(page)
    duo.add(label, event)
    case = _take_up(hands, city)
    _name(hands, case, f"{label} Duo")
    duo.happen("SS131")
    page.goto(case)
    until(page, lambda: page.locator("main", has_text="Leerbaarheidstoets gedaan").count() == 1)
    duo.behave(mode)
    if mode == "down":
        page.goto(f"{case}duo/")
        hands.click("main form[action$='duo/lezen/'] button")
        assert "DUO geeft geen antwoord" in page.locator("#messages").inner_text()
    _intake(hands, case)
    _establish(hands, case)
    until(page, lambda: page.locator("main button[value=resend]").count() == 1)
    waiting = page.locator("li:has(button[value=resend])").inner_text()
    assert "DUO gaf geen antwoord" in waiting
    shoot(page, f"duo-4-{mode}")
    duo.behave("normal")
    page.goto(f"{case}plan/")
    until(page, lambda: page.locator("main", has_text="DUO weet het").count() == 1)
    assert duo.holds().count("dagtekeningPip") == 1
