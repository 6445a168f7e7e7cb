"""From fields to a PDF. Pure: the same data gives the same letter; nothing of another person can be in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from wegwijs.letters.composing import compose
from wegwijs.letters.fields import check
from wegwijs.letters.texts import LANGUAGES

HERE = Path(__file__).parent
# Both are formal letters: other words, one layout.
LAYOUT = {"decision": "beschikking"}


class Unprintable(Exception):
    """The letter could not be set: it does not fit its page, or a letter is in no font. Says what, never whose."""


def render(template: str, data: Mapping[str, Any], language: str = "nl") -> bytes:
    """The letter as PDF/UA. `language`: the own language beside Dutch; "nl" gives the Dutch letter alone.

    Raises `RefusedFields` for data that does not fit, KeyError for an unknown letter or language, `Unprintable`.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    checked = check(template, data)
    letter = compose(template, checked, language)
    day = checked.get("decided_on") or checked.get("made_on")
    try:
        return bytes(
            typst.compile(
                str(HERE / "printed" / f"{LAYOUT.get(template, template)}.typ"),
                root=str(HERE / "printed"),
                font_paths=[str(HERE / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"letter": json.dumps(letter, ensure_ascii=False)},
                pdf_standards=["ua-1"],  # tagged, titled, with a language
                timestamp=datetime.combine(datetime.fromisoformat(str(day)), time(), UTC),
            )
        )
    except typst.TypstError as error:
        raise Unprintable(f"{template} in {language}: {str(error).splitlines()[0]}") from None
