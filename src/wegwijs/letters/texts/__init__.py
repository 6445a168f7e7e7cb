"""The words of the letters, one TOML file a language; this reads and fills them."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("nl", "ar", "tr", "ti", "prs", "en")
# First strong isolate and its end: a name or number keeps its own direction inside text of the other one.
ISOLATE, END = "\u2068", "\u2069"


@dataclass(frozen=True)
class Words:
    """The texts of one language."""

    code: str
    read: dict[str, Any]

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return bool(self.read["direction"] == "rtl")

    @property
    def reviewed(self) -> bool:
        """Whether a named reader approved the texts."""
        return bool(self.read["reviewed_by"])

    def has(self, key: str) -> bool:
        """Whether there is a text for "section.key"."""
        section, name = key.split(".")
        return name in self.read[section]

    def say(self, key: str, **values: object) -> str:
        """The text "section.key" with its values filled in, each isolated where directions could mix."""
        section, name = key.split(".")
        return str(self.read[section][name]).format(
            **{each: self.isolated(str(value)) for each, value in values.items()}
        )

    def isolated(self, text: str) -> str:
        """A value that may run the other way than the sentence around it."""
        return f"{ISOLATE}{text}{END}" if self.rtl or any(_runs_right_to_left(each) for each in text) else text

    def day(self, iso: str) -> str:
        """16 juli 2028."""
        day = date.fromisoformat(iso)
        return str(self.read["dates"]["day"]).format(d=day.day, month=self.month_name(day), y=day.year)

    def month(self, iso: str) -> str:
        """Juli 2028, without a capital."""
        day = date.fromisoformat(iso)
        return str(self.read["dates"]["month"]).format(month=self.month_name(day), y=day.year)

    def month_name(self, day: date) -> str:
        """The month in words."""
        return str(self.read["dates"]["months"][day.month - 1])

    def number(self, value: float) -> str:
        """Hours without a needless decimal; Dutch and Turkish write a comma."""
        text = f"{value:g}"
        return text.replace(".", ",") if self.code in {"nl", "tr"} else text


def _runs_right_to_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL"}


@cache
def words(language: str) -> Words:
    """The texts of a language; KeyError for one that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Words(language, tomllib.loads((files(__name__) / f"{language}.toml").read_text("utf-8")))


def whole_number(phone: str) -> str:
    """A phone number that does not break over two lines."""
    return phone.replace(" ", "\u00a0")
