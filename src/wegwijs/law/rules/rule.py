"""What a rule is, and the marker by which its text is found for translation."""

from __future__ import annotations

from typing import NamedTuple

from wegwijs.law.types import Confidence


class Rule(NamedTuple):
    """Where a rule stands, how sure we are, and what it says in English."""

    article: str
    confidence: Confidence
    text: str


def _(text: str) -> str:
    """Mark a text for translation; it is translated when it is rendered."""
    return text
