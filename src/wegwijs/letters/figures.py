"""The report of published figures. Dutch only; what is hidden was hidden before it came here."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from wegwijs.letters.texts import Words, words

TITLE = "Cijfers inburgering"
INTRO = (
    "Een streepje betekent: te weinig mensen om te tonen, of een cijfer waaruit dat te halen is.",
    "Een cijfer met ≈ is afgerond: precies zou het, naast een eerder cijfer, iets over enkele mensen zeggen.",
    "Aantallen van minder dan {few} mensen tonen we niet.",
)


def figures(data: Mapping[str, Any], _languages: list[Words]) -> dict[str, Any]:
    day = words("nl").day
    return {
        "title": TITLE,
        "municipality": data["municipality_name"],
        "on": day(data["reference_date"]),
        "made_on": day(data["made_on"]),
        "intro": [line.format(few=int(data["few"])) for line in INTRO],
        "sections": [
            {"title": goal, "figures": [_table(one) for one in those]}
            for goal, those in groupby(data["figures"] or [], key=lambda one: one["goal"])
        ],
    }


def _table(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": one["title"],
        "definition": one["definition"] or "",
        "notes": one["notes"] or [],
        "head": one["head"].split("\t"),
        "body": [line.split("\t") for line in one["body"] or []],
    }
