"""The control page as text: what DUO holds in lines, and the templates around it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.template import Context, Engine

from .events import EVENTS
from .person import Person
from .store import Database

# Django's templates without Django: no settings are read, so the pages get strings and numbers only.
ENGINE = Engine(dirs=[str(Path(__file__).resolve().parent / "templates")])
FATES = {
    "answered": "", "unavailable": "niet verwerkt: ‘onderhoud’", "dropped": "niet verwerkt: verbinding verbroken",
    "lost": "verwerkt, antwoord zoekgemaakt", "refused": "met opzet geweigerd", "unreadable": "met opzet geweigerd",
    "unknown": "met opzet geweigerd",
}  # fmt: skip
TITLES: tuple[tuple[str, str], ...] = (
    ("obligation", "Inburgeringsplicht"), ("group", "Doelgroep"), ("tests", "Leerbaarheidstoets"), ("pips", "PIP"),
    ("term", "Inburgeringstermijn"), ("results", "PVT, MAP en Z-route"), ("hours", "Gevolgde uren"),
    ("offers", "Inburgeringsaanbod"), ("exams", "Examens"), ("dispensations", "Vrijstellingen"),
    ("exemptions", "Ontheffingen"), ("extensions", "Verlengingsaanvragen"), ("fines", "Boetes"),
    ("happened", "Gebeurtenissen"),
)  # fmt: skip


def page(template: str, content: dict[str, Any]) -> str:
    """The page as HTML."""
    context = Context(content, use_l10n=False, use_tz=False)
    text: str = ENGINE.get_template(f"duo_simulator/{template}").render(context)
    return text


def line(row: dict[str, Any]) -> dict[str, Any]:
    """One person in the list."""
    held = Person.from_json(json.loads(row["held"]))
    state = (
        "inburgeringsplichtig" if held.obligation.get("indicatorInburgeringsplicht") else "niet inburgeringsplichtig"
    )
    return {
        "id": row["id"], "label": held.label, "bsn": held.bsn, "responsible": held.responsible or "geen gemeente",
        "state": state, "pips": len(held.pips), "term": held.term["einddatum"] if held.term else "",
    }  # fmt: skip


def holds(person: Person) -> list[dict[str, Any]]:
    """Everything DUO holds of somebody, under headings; each piece as one line with DUO's own names."""
    found = []
    for name, title in TITLES:
        value = getattr(person, name)
        if isinstance(value, dict) and name in {"results", "hours", "offers"}:
            pieces = [{"": key, **piece} for key, piece in value.items()]
        else:
            pieces = value if isinstance(value, list) else [value] if value else []
        found.append({"title": title, "lines": [_words(piece) for piece in pieces]})
    return found


def _words(piece: dict[str, Any]) -> str:
    parts = []
    for name, value in piece.items():
        if isinstance(value, dict):
            parts.append(f"{name} ({_words(value)})")
        elif value is not None:
            shown = {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value
            parts.append(f"{name} {shown}".strip())
    return ", ".join(parts)


def messages(held: Database, bsn: str = "") -> list[dict[str, Any]]:
    """What the municipality delivered, the newest first."""
    rows = held.rows(
        "SELECT m.*, p.label, p.id AS person FROM message m LEFT JOIN person p ON p.bsn = m.bsn "
        "WHERE ? = '' OR m.bsn = ? ORDER BY m.id DESC LIMIT 100", bsn, bsn,
    )  # fmt: skip
    return [{**row, "at": _clock(row["at"]), "fate": FATES.get(row["fate"], row["fate"])} for row in rows]


def notifications(held: Database, bsn: str = "") -> list[dict[str, Any]]:
    """What was told to the municipality, the newest first."""
    rows = held.rows(
        "SELECT n.*, p.label, p.id AS person FROM notification n LEFT JOIN person p ON p.bsn = n.bsn "
        "WHERE ? = '' OR n.bsn = ? ORDER BY n.id DESC LIMIT 100", bsn, bsn,
    )  # fmt: skip
    return [{**row, "at": _clock(row["at"]), "state": _state(row), "text": _text(row["event"])} for row in rows]


def _state(row: dict[str, Any]) -> str:
    if row["outcome"].startswith("2"):
        return "ontvangen"
    if row["outcome"]:
        return f"geweigerd ({row['outcome']})"
    return f"wacht, {row['attempts']} keer geprobeerd" if row["attempts"] else "wacht"


def _text(code: str) -> str:
    event = EVENTS.get(code)
    return event.text if event else ""


def _clock(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%d-%m-%Y %H:%M:%S")
