"""Names: how they are written, folded and found again.

Folding: lower case, diacritics off, ı→i, every script to Latin (anyascii). `sound` goes further and joins the usual
Latin spellings of one Arabic, Persian or Tigrinya name: vowels after the first letter fall away, doubled letters
become one, a final h is silent and letters that stand for the same sound meet (q/k/kh, ph/f, gh/g, dh/d, sh/ch …).
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

UNKNOWN = "Naam nog niet bekend"  # stored with the case, so in the language of the municipality
_WORD = re.compile(r"[a-z0-9]+")
# The article and particles that are written now together, now apart, now not at all.
_PARTICLES = frozenset({"al", "el", "ul", "abd", "abu", "bin", "ibn", "van", "de", "der", "den"})
_SOUNDS = (
    ("tch", "s"), ("sch", "s"), ("kh", "k"), ("ch", "s"), ("sh", "s"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("ts", "s"), ("ph", "f"), ("dj", "j"), ("zh", "j"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "s"), ("z", "s"),
    ("v", "f"),
)  # fmt: skip
_NOT_SOUNDED = str.maketrans("", "", "aeiouyw")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case ASCII of any script."""
    return anyascii(text.replace("ı", "i").replace("İ", "i")).lower().replace("`", "").replace("'", "")


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """The consonants of a folded token, spellings joined; short or vowel-only tokens keep a first letter."""
    text = token.removeprefix("al") if len(token) > 5 and token.startswith("al") else token
    for spelled, heard in _SOUNDS:
        text = text.replace(spelled, heard)
    text = text.rstrip("h") or text
    first = "a" if text[:1] in {"a", "e", "i", "o", "u"} else text[:1]
    skeleton = first + text[1:].translate(_NOT_SOUNDED)
    return "".join(letter for i, letter in enumerate(skeleton) if i == 0 or letter != skeleton[i - 1])[:60]


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name, particles left out unless nothing else is left."""
    words = _WORD.findall(fold(text))
    kept = tuple(word[:60] for word in words if word not in _PARTICLES)
    return kept or tuple(word[:60] for word in words)


def terms(given_names: str, surname: str, own_script_name: str) -> set[tuple[str, str]]:
    """(term, sound) pairs to store for a person."""
    found = {*tokens(given_names), *tokens(surname), *tokens(own_script_name)}
    return {(token, sound(token)) for token in found}


def display(given_names: str, prefix: str, surname: str, *, surname_first: bool) -> str:
    """The name as the person writes it, on one line; that there is none yet, when another system gave none."""
    family = " ".join(part for part in (prefix, surname) if part)
    order = (family, given_names) if surname_first else (given_names, family)
    return " ".join(part for part in order if part) or UNKNOWN


def sort_key(given_names: str, surname: str) -> str:
    """Surname first, folded, for lists."""
    return " ".join([fold(surname), fold(given_names)]).strip()[:200]


def fold_contact(kind: str, value: str) -> str:
    """A phone by its last nine digits (0612345678 = +31 6 1234 5678); mail and address folded."""
    if kind == "phone":
        return re.sub(r"\D", "", anyascii(value))[-9:]
    return fold(value).strip()
