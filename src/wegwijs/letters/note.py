"""The note to take along: where to go and what to ask, Dutch beside the own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wegwijs.letters.texts import Words, whole_number, words

Data = Mapping[str, Any]


def note(data: Data, languages: list[Words]) -> dict[str, Any]:
    return {
        "title": words("nl").say("note.title"),
        "municipality": data["municipality_name"],
        "made_on": words("nl").day(data["made_on"]),
        "versions": [_version(data, text) for text in languages],
    }


def _version(data: Data, text: Words) -> dict[str, Any]:
    return {
        "title": text.say("note.title"),
        "where": text.say("note.where"),
        # Names, addresses and hours stay as they are written there.
        "place": [each for each in (data["offer_name"], data["offer_address"]) if each],
        "reach": text.say("note.reach") if data["offer_phone"] or data["offer_how"] else None,
        "phone": whole_number(data["offer_phone"] or ""),
        "how": data["offer_how"],
        "ask": text.say("note.ask"),
        "question": text.say(f"note.ask_{data['subject']}"),
        "also": text.say("note.also") if data["question"] else None,
        "own_question": data["question"],
        "in_dutch": None if text.code == "nl" else text.say("beschikking.in_dutch"),
        "show": text.say("note.show"),
        "questions": text.say(
            "note.questions", name=data["contact_name"], phone=whole_number(data["contact_phone"] or "")
        )
        if data["contact_phone"]
        else None,
    }
