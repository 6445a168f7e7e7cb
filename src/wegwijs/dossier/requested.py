"""What was asked at DUO (or, for naturalisation, elsewhere) and not answered yet. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from wegwijs import law

REQUESTS = ("extension", "exemption", "dispensation", "naturalisation")
KINDS = frozenset(f"{name}_{what}" for name in REQUESTS for what in ("requested", "granted", "refused"))


class Requested(NamedTuple):
    """A request that runs. `name`: one of `REQUESTS`; `fact`: the last time it was asked."""

    name: str
    fact: law.Fact


def running(facts: Sequence[law.Fact], on: date) -> tuple[Requested, ...]:
    """Every request without a later answer, oldest first."""
    standing = law.in_force(list(facts), on)
    found = []
    for name in REQUESTS:
        asked = [fact for fact in standing if fact.kind == f"{name}_requested"]
        answers = [fact.on for fact in standing if fact.kind in {f"{name}_granted", f"{name}_refused"}]
        if asked and not any(day >= asked[-1].on for day in answers):
            found.append(Requested(name, asked[-1]))
    return tuple(sorted(found, key=lambda one: one.fact.on))
