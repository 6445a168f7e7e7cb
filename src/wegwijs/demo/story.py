"""A story in the making: facts of one invented person, as far as they have happened."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from wegwijs.demo.population import Plot

FactRow = tuple[str, date, dict[str, Any]]


class Story:
    """Facts of one person in the making; what lies after `until` has not happened yet."""

    def __init__(self, plot: Plot, municipality: str, language: str, until: date, rng: Random) -> None:
        self.plot, self.municipality, self.language, self.until, self.rng = plot, municipality, language, until, rng
        self.facts: list[FactRow] = []

    def add(self, kind: str, on: date, **payload: Any) -> bool:
        """Record it when it has happened by then."""
        if on > self.until:
            return False
        self.facts.append((kind, on, payload))
        return True

    def days(self, low: int, high: int) -> timedelta:
        """A number of days by chance, both ends included."""
        return timedelta(days=self.rng.randint(low, high))

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share
