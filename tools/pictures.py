"""Take the pictures of the manual anew, from a demo that runs: ``python tools/pictures.py http://localhost:8000``.

Start the demo with ``--people 300 --until 2026-11-23``: the people named here live in that city.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

WHERE = Path(__file__).resolve().parents[1] / "docs" / "handleiding" / "beelden"
MOST = 150_000  # bytes
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
ON_THE_WAY, IN_INTAKE = "Yousef Saleh", "Yiğit Işık"
PEOPLE = """Achternaam;Voornamen;Geb. datum;BSN;V-nummer;Doelgroep;Kennisgeving DUO;Tel.;Wijk
Okbay;Selam;1994-02;111222333;;statushouder;2026-11-02;0600001201;Noord
Demir;Elif;1999-07-14;;1234567890;gezinsmigrant;2026-11-05;0600001202;Zuid
Haddad;Rami;03/04/1990;;1234567891;statushouder;2026-11-05;0600001203;Zuid
"""


def sign_in(page: Page, base: str, role: str) -> None:
    """One click on a role."""
    page.context.clear_cookies()
    page.goto(f"{base}/inloggen/")
    page.locator(f'button[value="{role}"]').first.click()
    page.wait_for_load_state()


def open_case(page: Page, base: str, name: str, beyond: str = "") -> None:
    """The case of this person, or a page below it."""
    page.goto(f"{base}/zoeken/")
    page.fill("main input[name=q]", name)
    page.locator("main form button").first.click()
    found = page.locator("main a[href^='/dossiers/']", has_text=name).first
    page.goto(f"{base}{found.get_attribute('href')}{beyond}")


def shoot(page: Page, name: str, height: int, first: Callable[[], None] | None = None, part: str = "") -> None:
    """The top of the page, so high, or one part of it, after something was done on it."""
    page.set_viewport_size({"width": (page.viewport_size or {"width": 1280})["width"], "height": height})
    if first:
        first()
    page.evaluate("document.activeElement && document.activeElement.blur()")
    page.wait_for_timeout(600)  # fonts, and the live check of a form
    path = WHERE / f"{name}.png"
    (page.locator(part) if part else page).screenshot(path=path)
    with Image.open(path) as whole:
        whole.convert("RGB").quantize(128).save(path, optimize=True)
    assert path.stat().st_size <= MOST, name


def practice_duo(page: Page, base: str) -> None:
    """The page to play DUO on, which the demo serves on the next port."""
    site, _, port = base.rpartition(":")
    page.goto(f"{site}:{int(port) + 1}/")
    shoot(page, "oefen-duo", 940)


def main(base: str) -> None:
    """All pictures, in the order of the manual."""
    WHERE.mkdir(exist_ok=True)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        sign_in(page, base, "youth_coach")
        shoot(page, "vandaag", 620)
        sign_in(page, base, "work_coach")
        page.goto(f"{base}/dossiers/")
        shoot(page, "dossiers", 760)
        open_case(page, base, ON_THE_WAY)
        shoot(page, "dossier", 1110)
        shoot(
            page, "waarom", 1110, page.locator("summary", has_text="Waarom?").first.click, "section:has(> #days-title)"
        )
        open_case(page, base, IN_INTAKE, "vastleggen/")
        shoot(page, "vastleggen", 700)
        open_case(page, base, IN_INTAKE, "vastleggen/obligation/")
        shoot(page, "formulier", 640)
        open_case(page, base, IN_INTAKE, "plan/")
        shoot(page, "plan", 1100)
        open_case(page, base, ON_THE_WAY)
        shoot(page, "meekijken", 760, page.get_by_role("button", name="Meekijkstand").first.click)
        sign_in(page, base, "quality_officer")
        page.goto(f"{base}/leveringen/")
        page.set_input_files(
            "input[type=file]", {"name": "mensen.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
        )
        page.locator("main form:has(input[type=file]) button").first.click()
        shoot(page, "kolommen", 900)
        sign_in(page, base, "functional_admin")
        page.goto(f"{base}/beheer/")
        shoot(page, "collegas", 640)
        practice_duo(page, base)
        telephone = browser.new_page(viewport={"width": 390, "height": 844}, locale="nl-NL")
        sign_in(telephone, base, "work_coach")
        open_case(telephone, base, ON_THE_WAY)
        shoot(telephone, "telefoon", 844)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
