"""What may be filled in on the control page, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from stdnum.nl import bsn

from .bodies import is_day
from .changes import GROUNDS, NOT_OBLIGED, PARTS, SKILLS, Told
from .conduct import Mode
from .events import EVENTS, GROUPS, Event
from .person import Person, add_months
from .store import Database

Option = tuple[str, str]
MODES: Mapping[Mode, str] = {
    Mode.NORMAL: "Normaal: DUO antwoordt zoals het hoort",
    Mode.SLOW: "Traag: antwoorden komen laat, soms te laat, maar zijn wel verwerkt",
    Mode.DOWN: "Buiten bedrijf: geen antwoord of ‘onderhoud’",
    Mode.DUPLICATING: "Dubbel: notificaties komen twee keer, antwoorden raken zoek na verwerking",
    Mode.REORDERING: "Door elkaar: notificaties komen in een andere volgorde",
    Mode.REFUSING: "Weigerend: elke levering wordt geweigerd",
}
LEVELS = ("A2", "B1", "B2")
RESULTS = ("Geslaagd", "Gezakt", "Geen")
LABELS: Mapping[str, str] = {
    "until": "Nieuwe einddatum", "ground": "Grond", "municipality": "Gemeente", "score": "Score", "part": "Onderdeel",
    "skill": "Onderdeel", "level": "Niveau", "result": "Uitslag", "reason": "Reden", "amount": "Bedrag in euro’s",
}  # fmt: skip


class Wrong(Exception):
    """What is filled in cannot be; says what to do, in Dutch."""


def mode_text(mode: str) -> str:
    """How the line behaves now, in a few words."""
    return MODES[Mode(mode)].split(":")[0].lower()


def modes(chosen: str) -> list[dict[str, Any]]:
    return [{"value": mode.value, "text": text, "chosen": mode.value == chosen} for mode, text in MODES.items()]


def _municipalities(held: Database) -> list[Option]:
    return [(one.code, f"{one.name} ({one.code})") for one in held.municipalities()] + [("9999", "Een andere (9999)")]


def _field(name: str, held: Database, person: Person, now: datetime) -> dict[str, Any]:
    """A field as the page shows it, filled in so that one click will do."""
    options: list[Option] = []
    value = ""
    match name:
        case "until":
            ends = date.fromisoformat(person.term["einddatum"]) if person.term else now.date()
            value = add_months(ends, 6).isoformat()
        case "municipality":
            options = _municipalities(held)
        case "ground":
            options = list(GROUNDS.items())
        case "part" | "skill":
            options = [(part, part) for part in (PARTS if name == "part" else SKILLS)]
        case "level":
            value, options = "B1", [(level, level) for level in LEVELS]
        case "result":
            options = [(result, result) for result in RESULTS]
        case "reason":
            options = [(reason, reason) for reason in NOT_OBLIGED]
        case "score":
            value = "62,00"
        case "amount":
            value = "250"
    kind = "select" if options else "date" if name == "until" else "text"
    return {"name": name, "label": LABELS[name], "kind": kind, "value": value, "options": options}


def groups(held: Database, person: Person, now: datetime) -> list[dict[str, Any]]:
    """All events under their headings."""
    today = now.date().isoformat()
    return [
        {
            "name": heading,
            "events": [
                {
                    "code": event.code, "text": event.text, "today": today,
                    "fields": [_field(name, held, person, now) for name in event.fields],
                }
                for event in found
            ],
        }
        for heading, found in GROUPS.items()
    ]  # fmt: skip


def new_person(held: Database, today: date) -> dict[str, Any]:
    """What is asked of a new person."""
    return {
        "bsn": free_bsn(held), "today": today.isoformat(), "municipalities": _municipalities(held),
        "events": [(event.code, event.text) for event in GROUPS["Nieuw"][:3]],
    }  # fmt: skip


def free_bsn(held: Database) -> str:
    """A number that passes the eleven-test, belongs to nobody and is not in use; from the end, away from the demo's."""
    lowest = held.rows("SELECT min(bsn) AS bsn FROM person WHERE bsn >= '999990000'")[0]["bsn"]
    number = int(lowest or "1000000000") - 1
    while not bsn.is_valid(str(number)):
        number -= 1
    return str(number)


def day(value: str, what: str) -> date:
    if not is_day(value):
        raise Wrong(f"Vul {what} in.")
    return date.fromisoformat(value)


def told(event: Event, form: Mapping[str, str], on: date, today: date) -> Told:
    """An event with what was filled in for it."""
    given = {name: form[name].strip() for name in event.fields if form.get(name, "").strip()}
    choices = {
        "ground": set(GROUNDS), "part": set(PARTS), "skill": set(SKILLS), "level": set(LEVELS), "result": set(RESULTS),
        "reason": set(NOT_OBLIGED),
    }  # fmt: skip
    for name, value in given.items():
        if value not in choices.get(name, {value}):
            raise Wrong(f"Kies een waarde bij {LABELS[name].lower()}.")
    if "until" in given:
        day(given["until"], "de nieuwe einddatum")
    if "score" in given and not (len(given["score"]) in {4, 5, 6} and given["score"].replace(",", "", 1).isdecimal()):
        raise Wrong("Vul de score in met twee cijfers achter de komma, zoals 62,00.")
    if "amount" in given and not (given["amount"].isdecimal() and 1 <= int(given["amount"]) <= 9999):
        raise Wrong("Vul een bedrag in van 1 tot en met 9999 euro.")
    return Told(on, today, given)


def read_person(held: Database, form: Mapping[str, str]) -> tuple[Person, Event, date]:
    """A new person, the event that tells of it, and the day of that."""
    number = form.get("bsn", "").strip()
    if not (bsn.is_valid(number) and number.startswith("9999")):
        raise Wrong("Gebruik een oefennummer: negen cijfers, het begint met 9999 en klopt met de elfproef.")
    if held.person(number) is not None:
        raise Wrong("DUO kent dit nummer al.")
    code, event = form.get("municipality", ""), EVENTS.get(form.get("event", ""))
    if event is None or code not in dict(_municipalities(held)):
        raise Wrong("Kies een gemeente en een gebeurtenis.")
    on = day(form.get("on", ""), "de datum")
    asylum, in_coa = form.get("group") == "asylum", bool(form.get("in_coa"))
    person = Person(number, form.get("label", "").strip()[:80] or "Zonder naam", asylum=asylum)
    if in_coa and event.code != "SS139":
        person.in_coa, person.coupled = True, code
    else:
        person.municipality, person.settled_on = code, (on - timedelta(days=1)).isoformat()
    return person, event, on
