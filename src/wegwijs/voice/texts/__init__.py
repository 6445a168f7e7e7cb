"""The words that people read from voice itself, in their language; names of months and direction come from letters."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from wegwijs.letters.texts import LANGUAGES, Words
from wegwijs.letters.texts import words as letter_words

__all__ = ["LANGUAGES", "Words", "closest", "words"]
# A language that has no texts here is served in one that its speakers mostly read.
_NEAR = {"fa": "prs", "ps": "prs", "am": "ti"}


@cache
def words(language: str) -> Words:
    """The texts of a language; KeyError for one that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    own = tomllib.loads((files(__name__) / f"{language}.toml").read_text("utf-8"))
    return Words(language, {**letter_words(language).read, **own})


def closest(language: str) -> str:
    """A language that has texts: this one, a near one, or Dutch."""
    found = _NEAR.get(language, language)
    return found if found in LANGUAGES else "nl"
