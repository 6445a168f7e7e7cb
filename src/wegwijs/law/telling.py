"""What DUO must be told of a trajectory, as it follows from the facts (law.md 8.3-8.4, 2.15). The plan itself apart:
that is told when it is established.

A fact that was put right or withdrawn changes the answer; whoever tells DUO compares it with what was told before.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from wegwijs.law.case import Case
from wegwijs.law.duo_rules import judge
from wegwijs.law.outcome import Violation
from wegwijs.law.plan import find_plan
from wegwijs.law.types import LEGAL_ONLY, Choices, Fact, Trajectory

_COURSE = frozenset({"language", "literacy", "knm"})
# fact → kinds of telling that may be another one after it
FOLLOWS: Mapping[str, frozenset[str]] = {
    "map_final_interview_held": frozenset({"map"}),
    "pvt_declaration_signed": frozenset({"pvt"}),
    "self_reliance_interview_held": frozenset({"self_reliance"}),
    "hours_attended": frozenset({"hours_course", "hours_intake", "hours_participation"}),
    "course_offered": frozenset({"offer"}),
}


class Telling(NamedTuple):
    """One thing that DUO must know. `subject`: the school of an offer. `violations`: why DUO would not take it."""

    kind: str
    subject: str
    content: Mapping[str, Any]
    violations: tuple[Violation, ...]


def tellings(
    trajectory: Trajectory, on: date, kinds: Collection[str], choices: Choices = LEGAL_ONLY
) -> tuple[Telling, ...]:
    """What DUO must know on this day, of these kinds."""
    case = Case(trajectory, on, choices)
    return tuple(one for one in _all(case) if one.kind in kinds)


def _all(case: Case) -> Iterator[Telling]:
    for kind, fact_kind in (("map", "map_final_interview_held"), ("pvt", "pvt_declaration_signed")):
        held = case.last(fact_kind)
        if held is not None:
            culpable = held.payload.get("culpable")
            content = {"on": held.on.isoformat()} | ({} if culpable is None else {"culpable": culpable})
            yield Telling(kind, "", content, judge(case, held).violations)
    completed = case.last("self_reliance_interview_held")
    if completed is not None:
        missing = () if find_plan(case) else (Violation("no_current_pip", {}),)
        yield Telling("self_reliance", "", {"on": completed.on.isoformat()}, missing)
    yield from _hours(case)
    if case.asylum:
        offers = {str(fact.payload.get("provider") or ""): fact for fact in case.all("course_offered")}
        for school, offer in offers.items():
            content = {"on": offer.on.isoformat(), "school": school}
            yield Telling("offer", school, content, judge(case, offer).violations)


def _hours(case: Case) -> Iterator[Telling]:
    """Totals: language and KNM on the route, the same in the intake, and participation on the self-reliance route."""
    plan = find_plan(case)
    attended = case.all("hours_attended")
    course = [fact for fact in attended if fact.payload["component"] in _COURSE and _counts(fact, plan and plan.first)]
    in_intake = [fact for fact in attended if fact.payload["component"] in _COURSE and _in_intake(fact)]
    yield from _total("hours_course", course)
    yield from _total("hours_intake", in_intake)
    if plan is not None and plan.route == "self_reliance":
        yield from _total("hours_participation", [f for f in attended if f.payload["component"] == "participation"])


def _total(kind: str, facts: list[Fact]) -> Iterator[Telling]:
    """Whole hours, never more than were attended."""
    if facts:
        yield Telling(kind, "", {"hours": math.floor(sum(fact.payload["hours"] for fact in facts))}, ())


def _in_intake(fact: Fact) -> bool:
    return bool(fact.payload.get("phase") == "intake")


def _counts(fact: Fact, first: Fact | None) -> bool:
    """On the route, at a school that is recognised as far as is known."""
    return (
        not _in_intake(fact)
        and fact.payload.get("recognised") is not False
        and first is not None
        and fact.on >= first.on
    )
