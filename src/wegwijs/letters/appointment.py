"""A letter about an appointment, for who has no phone or mailbox: day, time and place, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wegwijs.letters.texts import Words, whole_number, words

Data = Mapping[str, Any]


def appointment(data: Data, languages: list[Words]) -> dict[str, Any]:
    return {
        "title": words("nl").say(f"appointment.title_{data['what']}"),
        "municipality": {"name": data["municipality_name"], "address": data["municipality_address"]},
        "recipient": [
            each
            for each in (data["recipient_name"], data["recipient_own_name"], *(data["recipient_address"] or []))
            if each
        ],
        "made_on": words("nl").day(data["made_on"]),
        "versions": [_version(data, text) for text in languages],
    }


def _version(data: Data, text: Words) -> dict[str, Any]:
    place = (
        text.isolated(data["place"] or "") if data["mode"] == "physical" else text.say(f"appointment.{data['mode']}")
    )
    lines = {"day": text.isolated(text.day(data["on"])), "time": text.isolated(data["at"])}
    if data["what"] != "off":
        lines["place"] = place
    phone = data["municipality_phone"]
    return {
        "title": text.say(f"appointment.title_{data['what']}"),
        "lines": [[text.say(f"appointment.{name}"), said] for name, said in lines.items()],
        "cannot": text.say("appointment.cannot", phone=whole_number(phone)) if phone else None,
    }
