"""The spine, told: from a delivery of people to an established plan with both letters; by hand, by keyboard alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.conftest import City, Hands, shoot, violations

pytestmark = pytest.mark.browser
MOUSE = pytest.param(False, id="mouse", marks=pytest.mark.postgres_story)

MOST = 40  # interactions: one click, choice or filled field each
HEADER = (
    "v_nummer;voornamen;geslachtsnaam;geboortedatum;geslacht;nationaliteit;doelgroep;datum_inburgeringsplicht;"
    "datum_kennisgeving;datum_inschrijving_brp;verblijfsvergunning;gekoppeld_door_coa_op;telefoon;taal"
)


DAYS = "2026-11-02;2026-11-02;2026-10-20"  # duty, notice of DUO, BRP


def _delivery(home: Path, surname: str, number: int) -> Path:
    """A file as it comes in: two people, one of whom the story is about."""
    rows = [
        HEADER,
        f"{number};Rahwa;{surname};1996-04-02;vrouw;Eritrea;statushouder;{DAYS};asiel;2024-02-05;06 0000 9876;Tigrinya",
        f"{number + 1};Omar;Haddad;1990-05;man;Syrië;statushouder;{DAYS};asiel;2026-09-01;;Arabisch",
    ]
    path = home / f"levering-{number}.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _deliver(hands: Hands, city: City, file: Path) -> None:
    """The quality officer: a file becomes cases, checked before it is taken over."""
    page = hands.page
    page.goto(city.url)
    hands.click('button[value="quality_officer"]')
    hands.click('nav a[href="/leveringen/"]')
    hands.count += 1  # choosing the file
    page.set_input_files("input[type=file]", str(file))
    hands.click("main button:has-text('Aanleveren')")
    shoot(page, "story-1-columns")
    hands.click("main button:has-text('Levering nakijken')")
    page.wait_for_selector("main button:has-text('Overnemen')")
    shoot(page, "story-2-preview")
    hands.click("main button:has-text('Overnemen')")
    page.wait_for_function("!/nog niet overgenomen|bezig/.test(document.querySelector('.page-head').innerText)")
    shoot(page, "story-3-report")


def _intake(hands: Hands, city: City, surname: str) -> None:
    """The intake coach takes the case, invites, talks, and records the test."""
    page = hands.page
    page.goto(city.url)
    hands.click('button[value="intake_coach"]')
    shoot(page, "story-4-today")
    hands.click(f"main li:has-text('{surname}') button:has-text('Neem op je')")
    hands.click(f"main a:has-text('{surname}')")
    shoot(page, "story-5-case")
    hands.click("main a[href$='/vastleggen/invitation/']")
    hands.click("#id_channel_0")
    hands.click("main button:has-text('Opslaan')")
    hands.click("main .record-menu > summary")
    hands.click("main a[href$='/vastleggen/conversation/']")
    hands.click("#id_mode_0")
    hands.click("#id_interpreter_0")
    hands.click("#id_alone_offered")
    for domain in ("languages", "schooling", "work", "aspirations"):
        hands.click(f'input[name="domains"][value="{domain}"]')
    hands.click("main button:has-text('Opslaan')")
    hands.click("main a[href$='/vastleggen/test/']")
    hands.fill("#id_score", "71")
    hands.fill("#id_required", "60")
    hands.click("#id_result_0")
    hands.click("main button:has-text('Opslaan')")
    shoot(page, "story-6-intake-done")


def _plan(hands: Hands) -> None:
    """Made together: what was explained, what she wants, what is decided; then established."""
    page = hands.page
    hands.click("main a[href$='/plan/']")
    for number in range(3):
        if not page.locator(f"#id_explained_routes_{number}").is_checked():
            hands.click(f"#id_explained_routes_{number}")
    hands.click("#id_wish_route_0")
    hands.fill("#id_wish_work", "Ik wil in een bakkerij werken.")
    hands.click("#id_route_0")
    hands.fill("#id_intensity_hours", "600")
    shoot(page, "story-7-plan")
    hands.click("main button[value=review]")
    shoot(page, "story-8-review")
    hands.click("main button:has-text('Vaststellen')")
    page.wait_for_selector("main a[href*='/documenten/'] >> nth=1", timeout=30_000)
    shoot(page, "story-9-established")


def _letters(page: Page) -> list[str]:
    """The text of both letters, as the worker set them."""
    texts = []
    for link in page.locator("main a[href*='/documenten/']").all():
        address = link.get_attribute("href")
        assert address is not None
        answer = page.request.get(page.url.split("/dossiers/")[0] + address)
        assert answer.headers["content-type"] == "application/pdf"
        reader = PdfReader(io.BytesIO(answer.body()))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "a letter without tags cannot be read aloud"  # type: ignore[index]
        texts.append(" ".join(sheet.extract_text() for sheet in reader.pages))
    return texts


@pytest.mark.parametrize("keyboard", [MOUSE, pytest.param(True, id="keyboard")])
def test_from_a_delivery_to_an_established_plan(city: City, browser: Browser, keyboard: bool) -> None:
    """At most forty interactions, no field typed twice, both letters printed; the same without a mouse."""
    surname, number = ("Kidane Toets", 3100000200) if keyboard else ("Kidane Muis", 3100000100)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    hands = Hands(context.new_page(), keyboard=keyboard)
    _deliver(hands, city, _delivery(city.home, surname, number))
    hands.page.context.clear_cookies()
    _intake(hands, city, surname)
    _plan(hands)
    letters = _letters(hands.page)
    hands.click("main button[value=by_hand]")  # nobody can ask DUO about somebody without a BSN
    hands.page.wait_for_load_state("networkidle")
    assert violations(hands.page) == []
    assert hands.count <= MOST, f"{hands.count} interactions"
    assert len(hands.typed) == len(set(hands.typed)), "something was typed twice"
    assert len(letters) == 2
    assert all(surname in text for text in letters)
    assert city.command("verify").returncode == 0
    context.close()
