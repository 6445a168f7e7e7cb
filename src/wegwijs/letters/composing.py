"""From checked fields to what is printed, per language. No layout here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wegwijs.letters.agreements import agreements
from wegwijs.letters.appointment import appointment
from wegwijs.letters.decided import decided
from wegwijs.letters.decision import decision
from wegwijs.letters.explanation import explanation
from wegwijs.letters.figures import figures
from wegwijs.letters.my_route import my_route
from wegwijs.letters.note import note
from wegwijs.letters.overview import overview
from wegwijs.letters.texts import Words, words

CONTENT = {
    "agreements": agreements,
    "appointment": appointment,
    "beschikking": decision,
    "decision": decided,
    "explanation": explanation,
    "figures": figures,
    "mijn_route": my_route,
    "note": note,
    "overview": overview,
}


def compose(template: str, data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the typst template of this letter reads: Dutch, and beside it the own language when that is another."""
    languages = [words(code) for code in dict.fromkeys(["nl", language])]
    return {"languages": [_about(each) for each in languages], **CONTENT[template](data, languages)}


def _about(text: Words) -> dict[str, Any]:
    return {
        "code": text.code,
        "lang": text.read["lang"],
        "rtl": text.rtl,
        "name": text.read["name"],
        "unreviewed": None
        if text.reviewed
        else [words("nl").say("mijn_route.unreviewed"), text.say("mijn_route.unreviewed")],
    }
