"""Interruptions of the duty: abroad, or for another reason no resident for a while (law.md 1.8, 1.9, 3.9).

Up to and including a year the duty goes on and the term grows by the length; after a longer one the duty has ended.
Days are counted from the day of leaving up to the day of return.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.calendar import add_months, next_day
from wegwijs.law.case import Case
from wegwijs.law.parameters import parameter
from wegwijs.law.types import Fact

_LONGEST = parameter("interruption_months")
_REASONS = parameter("interruption_reasons")


class Interruption(NamedTuple):
    """From `since` to `back`, the day of return (None: not back yet). From `too_long_on` it is more than a year."""

    since: Fact
    back: Fact | None
    too_long_on: date

    @property
    def too_long(self) -> bool:
        """Whether the person came back too late for the duty to have gone on."""
        return self.back is not None and self.back.on >= self.too_long_on


def abroad(case: Case) -> list[Interruption]:
    """Stays abroad, oldest first. Leaving twice without a return in between is one absence, from the first leaving."""
    if case.first("abroad_from") is None:
        return []
    moves = sorted([*case.all("abroad_from"), *case.all("abroad_until")], key=lambda fact: fact.on)
    return _pairs(moves, "abroad_from")


def interruptions(case: Case) -> list[Interruption]:
    """Everything after which the person came back within the year; oldest first."""
    found = abroad(case)
    if case.first("obligation_ended") is not None:
        found += _between_duties(case)
        found.sort(key=lambda one: one.since.on)
    return [one for one in found if one.back is not None and not one.too_long]


def _between_duties(case: Case) -> list[Interruption]:
    """DUO ended the duty for a reason that only interrupts it, and started it again."""
    moves = [
        fact
        for fact in case.facts
        if fact.kind == "obligation_started"
        or (fact.kind == "obligation_ended" and fact.payload.get("reason") in _REASONS.at(fact.on))
    ]
    return _pairs(moves, "obligation_ended")


def _pairs(moves: list[Fact], leaving: str) -> list[Interruption]:
    found: list[Interruption] = []
    gone: Fact | None = None
    for fact in moves:
        if fact.kind == leaving:
            gone = gone or fact
        elif gone is not None:
            found.append(_interruption(gone, fact))
            gone = None
    if gone is not None:
        found.append(_interruption(gone, None))
    return found


def _interruption(since: Fact, back: Fact | None) -> Interruption:
    months: int = _LONGEST.at(since.on)
    return Interruption(since, back, next_day(add_months(since.on, months)))
