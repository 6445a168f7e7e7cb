"""Decisions for tests: a case on the B1 route with hours enough, a decision filled in, asked, agreed, taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.city import ASYLUM_FACTS, NOW, TODAY, City, make_case, uuid_of
from tests.plans.making import look
from wegwijs.plans import actions, decisions
from wegwijs.plans.considered import Considered
from wegwijs.plans.models import Decision, DecisionAgreement
from wegwijs.quality import queries as quality

Told = tuple[str, date, dict[str, Any]]
DUTY: tuple[Told, ...] = tuple((kind, date(2024, 5, 6), payload) for kind, _, payload in ASYLUM_FACTS)
INTAKE: tuple[Told, ...] = (("intake_conversation_held", date(2024, 6, 3), {"language": "ti", "interpreter": True}),)
FEASIBLE: tuple[Told, ...] = (("learnability_test_taken", date(2024, 6, 10), {"result": "b1_feasible"}),)
PLAN: Told = ("pip_established", date(2024, 9, 2), {"route": "b1", "level": "b1"})
HOURS: Told = ("hours_attended", date(2025, 12, 1), {
    "component": "language", "hours": 640, "mode": "physical", "recognised": True, "phase": "route",
})  # fmt: skip
SKILLS = ["reading", "listening", "writing", "speaking"]
SAID: dict[str, dict[str, Any]] = {
    "downscaling": {"parts": ["writing"]},
    "route_change": {"route": "self_reliance", "wish_route": "self_reliance"},
    "extension_advice": {"ground": "illness", "happened_on": TODAY},
    "exemption_advice": {"ground": "medical", "parts": ["writing"], "happened_on": TODAY},
    "map_sign_off": {"happened_on": date(2026, 3, 12)},
    "enforcement": {"basis": "pip", "happened_on": date(2026, 3, 2), "culpability": "normal"},
}


def on_route(city: City, *more: Told, **changes: Any) -> UUID:
    """Somebody on the B1 route since September 2024, with lessons enough to decide on A2."""
    told = (*DUTY, *INTAKE, *FEASIBLE, PLAN, HOURS, *more)
    fields: dict[str, Any] = {"facts": told, **changes}
    return uuid_of(make_case(city, **fields))


def filled(city: City, kind: str, **changes: Any) -> Considered:
    """What the form would send, complete."""
    found = quality.framework(city.municipality.pk, kind, TODAY)
    answers = {one.code: f"Gewogen: {one.title}" for one in found.questions}
    start = Considered(
        answers=answers, wish="Ik wil graag verder met mijn werk.", reason="U heeft hard gewerkt. Dit past nu beter.",
        dated_on=TODAY, **SAID[kind],
    )  # fmt: skip
    return replace(start, **changes)


def save(city: City, uuid: UUID, kind: str, *, version: int = 0, who: str = "responsible", **changes: Any) -> Decision:
    """Save a decision as this person."""
    case = look(city, uuid, who)
    return actions.save_decision(city.actor(who), case, kind, filled(city, kind, **changes), version, now=NOW)


def ask(city: City, row: Decision, who: str = "responsible") -> DecisionAgreement:
    """Put it to a colleague."""
    row.refresh_from_db()
    case = look(city, row.trajectory.uuid, who)
    return actions.ask_about_decision(city.actor(who), case, row.kind, row.version, now=NOW)


def answer(
    city: City, asked: DecisionAgreement, outcome: str = "agreed", advice: str = "", who: str = "colleague"
) -> None:
    """The colleague answers."""
    actions.answer_about_decision(city.actor(who), asked.uuid, outcome, advice, now=NOW)  # type: ignore[arg-type]  # told by the test


def take(city: City, row: Decision, who: str = "responsible") -> Decision:
    """Decide as it stands."""
    row.refresh_from_db()
    return actions.decide(city.actor(who), row.trajectory.uuid, row.kind, row.version, uuid4(), now=NOW)


def decided(city: City, uuid: UUID, kind: str, **changes: Any) -> Decision:
    """Weighed, agreed on by the colleague, decided."""
    row = save(city, uuid, kind, **changes)
    answer(city, ask(city, row))
    return take(city, row)


def waiting(city: City, who: str) -> list[decisions.DecisionQuestion]:
    """What this person finds to answer."""
    return [one for one in decisions.questions(city.actor(who)) if not one.mine]
