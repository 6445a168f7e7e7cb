"""The plan in force: which route and level, since when (law.md 2.10-2.13)."""

from __future__ import annotations

from typing import NamedTuple

from wegwijs.law.case import Case
from wegwijs.law.types import Fact

PARTS = ("reading", "listening", "writing", "speaking")


class Plan(NamedTuple):
    """`first` is the plan whose date starts the term; None when only an amendment is known. `current` is the last."""

    first: Fact | None
    current: Fact
    route: str | None
    level: str | None
    intensity_hours: float | None


def find_plan(case: Case) -> Plan | None:
    """The plan as established and amended up to the day of the case."""
    established, amended = case.all("pip_established"), case.all("pip_amended")
    if not established and not amended:
        return None
    plans = sorted([*established, *amended], key=lambda fact: fact.on)
    route: str | None = None
    level: str | None = None
    intensity: float | None = None
    for fact in plans:
        new_route = fact.payload.get("route") or route
        if new_route != route:
            level = None
        route = new_route
        level = fact.payload.get("level") or level
        given = fact.payload.get("intensity_hours")
        intensity = given if given is not None else intensity
    return Plan(established[0] if established else None, plans[-1], route, level or default_level(route), intensity)


def default_level(route: str | None) -> str | None:
    """The level when none is given: DUO takes B1 for the B1 route and the education route; self-reliance is at A2."""
    if route is None:
        return None
    return "a2" if route == "self_reliance" else "b1"
