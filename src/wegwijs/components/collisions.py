"""Two people changed the same field: both values with who and when, and a choice per field. Nothing is typed again.

The page sends `collision` (the names of the fields) and `choose-<name>` = stands | mine for each. Without a choice the
page comes back: neither value is taken in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from wegwijs.accounts.rows import Hand

CHOOSE = "choose-"


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that somebody else changed while the form was open: what stands now and by whom, what was typed here."""

    name: str
    label: str
    stands: str
    typed: str
    by: str
    at: datetime | None

    @classmethod
    def of(cls, name: str, label: str, stands: str, typed: str, hand: Hand | None) -> Collision:
        """With the hand that wrote what stands, when it is known."""
        return cls(name, label, stands, typed, hand.name if hand else "", hand.at if hand else None)


def asked(data: Any) -> list[str]:
    """Which fields the page asked to choose."""
    return list(data.getlist("collision")) if isinstance(data, MultiValueDict) else []


def given_up(data: Any) -> set[str]:
    """Fields for which what stands was chosen."""
    return {name for name in asked(data) if data.get(CHOOSE + name) == "stands"}


def not_chosen(data: Any) -> set[str]:
    """Fields without a choice yet."""
    return {name for name in asked(data) if data.get(CHOOSE + name) not in {"stands", "mine"}}


def resolved(data: QueryDict, standing: Mapping[str, list[str]]) -> QueryDict:
    """What was sent, with what stands in the place of what was given up."""
    made = data.copy()
    for name in given_up(data):
        if name in standing:
            made.setlist(name, standing[name])
    return made
