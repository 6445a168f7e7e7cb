"""Which attended hours count, and for what (law.md 2.15, 4.2-4.10).

Hours before the plan count only when they belong to the intake.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.case import Case
from wegwijs.law.plan import Plan
from wegwijs.law.types import Fact


class Hours(NamedTuple):
    """Sums of hours that count. `recorded` names the components with any hours at all, counted or not."""

    by_component: dict[str, float]
    recognised_physical: float
    recognised_online: float
    recognition_unknown: float
    mode_unknown: float
    last_by_component: dict[str, Fact]
    counted: tuple[Fact, ...]
    recorded: frozenset[str]

    def total(self, *components: str) -> float:
        """Sum of the components, whole when it is whole."""
        return tidy(sum(self.by_component.get(component, 0) for component in components))

    def reached_on(self, target: float, *components: str) -> date | None:
        """The day on which the sum of the components reached the target."""
        total = 0.0
        for fact in self.counted:
            if fact.payload["component"] in components:
                total += fact.payload["hours"]
                if total >= target:
                    return fact.on
        return None


def tidy(number: float) -> float:
    """12.0 becomes 12; 12.5 stays; sums of decimals lose the noise of binary fractions."""
    rounded = round(number, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def count_hours(case: Case, plan: Plan | None) -> Hours:
    """Add up what counts. Hours at a school that is not recognised do not count as course hours."""
    sums: dict[str, float] = {}
    last: dict[str, Fact] = {}
    physical = online = unknown = unsaid = 0.0
    counted: list[Fact] = []
    before = plan.first.on if plan is not None and plan.first is not None else None
    recorded: set[str] = set()
    for fact in case.all("hours_attended"):
        payload = fact.payload
        recorded.add(payload["component"])
        if payload.get("phase") != "intake" and (plan is None or (before is not None and fact.on < before)):
            continue
        component, hours = payload["component"], payload["hours"]
        recognised = payload.get("recognised")
        course = component in {"language", "literacy", "knm"}
        if course and recognised is False:
            continue
        sums[component] = sums.get(component, 0) + hours
        last[component] = fact
        counted.append(fact)
        if component in {"language", "literacy"}:
            if recognised is None:
                unknown += hours
            elif payload.get("mode") == "online":
                online += hours
            else:
                physical += hours
                unsaid += 0 if payload.get("mode") else hours
    return Hours(sums, physical, online, unknown, unsaid, last, tuple(counted), frozenset(recorded))
