"""Steps as sentences, in Dutch or English. Standard-library gettext; English is the msgid.

The Dutch catalogue is read from its .po file: it is small, it is always the one that belongs to this release, and the
law works in a checkout where nobody compiled anything yet.
"""

from __future__ import annotations

import ast
import gettext
import io
from datetime import date
from functools import cache
from importlib import resources
from typing import IO

from wegwijs.law.outcome import Param, Params, Step
from wegwijs.law.rules import ARITHMETIC, RULES, SUPPLIERS, WORDS

LANGUAGES = ("nl", "en")

_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


class _PoTranslations(gettext.NullTranslations):
    """A catalogue read from .po, the way `NullTranslations._parse` is documented to be overridden."""

    def __init__(self, fp: IO[str]) -> None:
        self._texts: dict[str, str] = {}
        super().__init__(fp)  # type: ignore[arg-type]  # the base class only hands the file to _parse

    def _parse(self, fp: IO[str]) -> None:  # type: ignore[override]  # .po is text where .mo is bytes
        entry: dict[str, str] = {}
        key = ""
        for line in [*fp, "msgid"]:
            word, _, rest = str(line).strip().partition(" ")
            if word == "msgid" and entry.get("msgstr"):
                self._texts[entry.get("msgid", "")] = entry["msgstr"]
            if word in {"msgid", "msgstr"}:
                if word == "msgid":
                    entry = {}
                key = word
                entry[key] = ast.literal_eval(rest) if rest else ""
            elif word.startswith('"'):
                entry[key] = entry.get(key, "") + ast.literal_eval(str(line).strip())

    def gettext(self, message: str) -> str:
        """The Dutch text, or the English one where none is known."""
        return self._texts.get(message, message)


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The texts in a language; an unknown language gets English."""
    if lang != "nl":
        return gettext.NullTranslations()
    file = resources.files("wegwijs.law") / "locale" / "nl" / "LC_MESSAGES" / "law.po"
    return _PoTranslations(io.StringIO(file.read_text(encoding="utf-8")))


def render(step: Step, lang: str = "nl") -> str:
    """One step as a sentence."""
    return say(step.rule, step.params, lang)


def say(code: str, params: Params, lang: str = "nl") -> str:
    """A rule, signal or violation as a sentence, with its figures and days written out."""
    told = catalogue(lang).gettext
    if code == "missing_fact":  # who can supply it follows from what is missing
        params = {**params, "supplier": SUPPLIERS.get(str(params.get("fact")), "municipality")}
    return told(RULES[code].text).format(**{name: _word(name, value, lang) for name, value in params.items()})


def calculate(step: Step, lang: str = "nl") -> str:
    """The arithmetic of a step, "" where it has none or a figure of it was not kept (an older snapshot)."""
    pattern = ARITHMETIC.get(step.rule)
    if pattern is None:
        return ""
    params = {**step.params, "fact_day": step.from_.rpartition(" ")[2]}
    try:
        return catalogue(lang).gettext(pattern).format(**{name: _word(name, v, lang) for name, v in params.items()})
    except KeyError:
        return ""


def long_date(day: date, lang: str = "nl") -> str:
    """24 november 2025."""
    return f"{day.day} {_MONTHS.get(lang, _MONTHS['en'])[day.month - 1]} {day.year}"


def _word(name: str, value: Param, lang: str) -> str:
    if isinstance(value, float | int):
        text = f"{value:g}" if isinstance(value, float) else str(value)
        return text.replace(".", ",") if lang == "nl" else text
    if value is None:
        return ""
    known = WORDS.get(f"{name}.{value}") or (WORDS.get(value) if name in {"part", "level"} else None)
    if known is not None:
        return catalogue(lang).gettext(known)
    if len(value) == len("2025-11-24") and value[4] == value[7] == "-":
        try:
            return long_date(date.fromisoformat(value), lang)
        except ValueError:
            return value
    return value
