"""The agreement plan: items beside each other in Dutch and the own language, and two copies to sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wegwijs.letters.texts import Words, whole_number, words

Data = Mapping[str, Any]


def agreements(data: Data, languages: list[Words]) -> dict[str, Any]:
    return {
        "title": f"{words('nl').say('agreements.title')} · {data['recipient_name']}",
        "recipient": [each for each in (data["recipient_name"], data["recipient_own_name"]) if each],
        "copies": ["yours", "ours"],
        "versions": [_version(data, text) for text in languages],
        "signed_name": data["signed_name"],
    }


def _version(data: Data, text: Words) -> dict[str, Any]:
    def say(key: str, **values: object) -> str:
        return text.say(f"agreements.{key}", **values)

    made = say(
        "made",
        day=text.day(data["made_on"]),
        municipality=data["municipality_name"],
        phone=whole_number(data["municipality_phone"]),
    )
    return {
        "title": say("title"),
        "number": say("number", n=text.number(data["number"])),
        "intro": say("intro"),
        "labels": {name: say(name) for name in ("who", "by", "measure", "yours", "ours", "sign_person", "sign_us")},
        "items": [_item(each, text) for each in data["items"]],
        "next": _next(data, text),
        "help": say("help", name=data["contact_name"], phone=whole_number(data["municipality_phone"])),
        "signed": say("signed", day=text.day(data["signed_on"])) if data["signed_on"] else "",
        "made": made,
        "in_dutch": None if text.code == "nl" else text.say("beschikking.in_dutch"),
    }


def _item(each: Data, text: Words) -> dict[str, Any]:
    """`own`: free words, Dutch in every version."""
    standard = each["standard"]
    measure = each["measure"] or (text.say(f"measures.{standard}") if standard else "")
    return {
        "what": text.say(f"sentences.{standard}") if standard else each["what"],
        "what_own": not standard,
        "who": text.say(f"agreements.who_{each['who']}"),
        "by": text.isolated(text.day(each["by"])) if each["by"] else "",
        "measure": measure,
        "measure_own": bool(each["measure"]),
    }


def _next(data: Data, text: Words) -> str:
    if not data["next_on"]:
        return ""
    key = "next_at" if data["next_at"] else "next"
    values = {"day": text.day(data["next_on"])} | ({"at": data["next_at"]} if data["next_at"] else {})
    return text.say(f"agreements.{key}", **values)
