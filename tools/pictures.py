"""Take the pictures of the manual anew, from a demo that runs: ``python tools/pictures.py http://localhost:8000``.

Start the demo with ``--people 300 --until 2026-11-23``: the people named here live in that city.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

WHERE = Path(__file__).resolve().parents[1] / "docs" / "handleiding" / "beelden"
MOST = 150_000  # bytes
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
ON_THE_WAY, IN_INTAKE = "Yousef Saleh", "Yiğit Işık"
# Whose *Waarom?* is shown: picture → (person, what stands beside it on the case).
WHY = {
    "kennisgeving": ("Ahmad Amiri", "PIP klaar"),
    "huisvesting": ("Bilal Saleh", "PIP klaar"),
    "termijn": ("Mustafa Kılıç", "Laatste dag van de termijn"),
    "ontbreekt": ("Khaled Ayoub", "PIP klaar"),
    "uren-z": ("Ahmad Qasim", "Lessen"),
}
ASKED_OTHERS, MOVED, EXTENDED = "Çağlar Taşdelen", "Bilal Nasser", "Hanan Al Halabi"
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
    save(page.locator(part) if part else page, name)


def save(what: Page | Locator, name: str) -> None:
    """As a small file."""
    path = WHERE / f"{name}.png"
    what.screenshot(path=path)
    with Image.open(path) as whole:
        whole.convert("RGB").quantize(128).save(path, optimize=True)
    assert path.stat().st_size <= MOST, name


def why(page: Page, name: str, beside: str) -> None:
    """One answer with its *Waarom?* open: the day or part that these words name."""
    part = page.locator(".deadline, .parts > li").filter(has_text=beside).first
    part.locator("summary").first.click()
    page.wait_for_timeout(400)
    save(part, f"waarom-{name}")


def record(page: Page, base: str, person: str, form: str, fill: dict[str, str]) -> None:
    """Record something in this case, as a colleague would: radio buttons by value, the rest by typing."""
    open_case(page, base, person, f"vastleggen/{form}/")
    for field, value in fill.items():
        box = page.locator(f"main [name={field}]")
        if box.first.get_attribute("type") == "radio":
            page.locator(f"main [name={field}][value={value}]").check()
        else:
            box.first.fill(value)
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_load_state()


def ten_kinds(page: Page, base: str) -> None:
    """Ten kinds of case with *Waarom?* open; three of them happen here first."""
    sign_in(page, base, "quality_officer")
    for name, (person, beside) in WHY.items():
        open_case(page, base, person)
        why(page, name, beside)
    record(page, base, ASKED_OTHERS, "information", {"what": "asked", "on": "20-11-2026", "who": "huisarts"})
    why(page, "wachten-op-ander", "PIP klaar")
    record(page, base, MOVED, "move", {"what": "moved_in", "on": "16-11-2026", "municipality": "Delft"})
    record(page, base, MOVED, "move", {"what": "brp_registered", "on": "17-11-2026"})
    why(page, "verhuizing", "PIP klaar (Waterstad)")
    extend(page, base, EXTENDED)
    why(page, "verlengd", "Laatste dag van de termijn")
    for name, plan, beside in (
        ("afschalen", "2-3-2026", "Examens op A2"),
        ("overstappen", "2-6-2024", "Overstappen naar de Z-route"),
    ):
        page.goto(f"{base}/regels/proberen/")
        page.locator("main input[name=route]").first.check()
        for field, text in (("notified", "1-12-2023"), ("plan", plan), ("lessons", "420")):
            page.fill(f"main input[name={field}]", text)
        page.locator("main form button.btn-primary").click()
        page.wait_for_load_state()
        why(page, name, beside)


def extend(page: Page, base: str, person: str) -> None:
    """DUO, as one plays it, grants an extension of half a year; then the case, as soon as it knows."""
    site, _, port = base.rpartition(":")
    page.goto(f"{site}:{int(port) + 1}/?zoek={quote(person)}")
    page.locator("tbody a", has_text=person).first.click()
    form = page.locator("form", has=page.locator("input[name=event][value=SS104]"))
    page.locator("details", has=form).locator("summary").click()
    form.locator("input[name=until]").fill("2027-11-14")
    form.locator("button").click()
    page.wait_for_timeout(6000)  # DUO tells it, Wegwijs asks what it is
    open_case(page, base, person)


def conversations(page: Page, base: str) -> None:
    """What was said last time, an explanation to take along, help to choose from, and what colleagues are asked."""
    sign_in(page, base, "work_coach")
    page.goto(f"{base}/dossiers/")
    for case in [link.get_attribute("href") for link in page.locator("main a[href^='/dossiers/']").all()]:
        page.goto(f"{base}{case}gesprek/")
        if page.locator("section:has(> #held-title) li").count() and not page.locator("#open-title").count():
            break
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    page.locator("form button[name=kind][value=progress]").click()
    page.wait_for_load_state()
    page.evaluate(
        "for (const each of document.querySelectorAll('.talk-topic')) each.open = !!each.querySelector('.talk-before')"
    )
    shoot(page, "gesprek", 900, part="section:has(> .card-head > #part-topics)")
    page.goto(f"{base}{case}uitleg/rights/?taal=ar")
    shoot(page, "uitleg", 1120)
    page.goto(f"{base}/sociale-kaart/")
    shoot(page, "sociale-kaart", 760)
    page.goto(f"{base}/akkoord/")
    shoot(page, "akkoord", 520)
    telephone = page.context.browser and page.context.browser.new_page(viewport={"width": 390, "height": 844})
    assert telephone
    telephone.goto(f"{base}/uitleg/gesprek/ar/")
    shoot(telephone, "uitleg-telefoon", 844)
    sign_in(page, base, "quality_officer")
    page.goto(f"{base}/werkwijze/")
    shoot(page, "werkwijze", 760)


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
        sign_in(page, base, "policy_adviser")
        page.goto(f"{base}/inzicht/timeliness/")  # once the worker has published the figures
        shoot(page, "inzicht", 1000)
        conversations(page, base)
        practice_duo(page, base)
        ten_kinds(page, base)
        telephone = browser.new_page(viewport={"width": 390, "height": 844}, locale="nl-NL")
        sign_in(telephone, base, "work_coach")
        open_case(telephone, base, ON_THE_WAY)
        shoot(telephone, "telefoon", 844)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
