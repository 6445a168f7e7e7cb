"""An overview to hand over or keep: a copy of a file, who saw it, the register. Dutch only; rows under headings."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from wegwijs.letters.texts import Words, words

TITLES = {
    "copy": "Wat wij over u hebben vastgelegd",
    "seen": "Wie uw dossier heeft bekeken",
    "register": "Register van verwerkingen",
}
INTRO = {
    "copy": (
        "U vroeg om een kopie van uw gegevens. Hieronder staat wat wij over u vastlegden: wanneer, en wie het zei.",
        "Klopt iets niet? Of wilt u dat wij iets weghalen? Zeg het ons. Dat is uw recht.",
        "Bent u het niet met ons eens? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.",
    ),
    "seen": (
        "Wegwijs schrijft op wie een dossier opent. Hieronder staat per dag wie uw dossier bekeek, en waarom.",
        "Begrijpt u iets niet? Vraag het de privacyfunctionaris van de gemeente.",
    ),
    "register": (
        "Dit register volgt artikel 30 van de AVG. Wegwijs maakt het uit wat het zelf doet.",
        "Wat alleen de gemeente weet, vult de gemeente in.",
    ),
}
LEFT_OUT = "Niet in deze kopie"


def overview(data: Mapping[str, Any], _languages: list[Words]) -> dict[str, Any]:
    rows = data["rows"] or []
    return {
        "title": TITLES[data["kind"]],
        "municipality": data["municipality_name"],
        "made_on": words("nl").day(data["made_on"]),
        "intro": list(INTRO[data["kind"]]),
        "sections": [
            {"title": title, "rows": [{"title": row["title"], "lines": row["lines"] or []} for row in those]}
            for title, those in groupby(rows, key=lambda row: row["section"])
        ],
        "left_out": {"title": LEFT_OUT, "lines": data["left_out"] or []},
    }
