"""What a decision says, as a value, and what it would make happen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from wegwijs import law
from wegwijs.eventlog.words import EXTENSION_GROUNDS, SKILLS
from wegwijs.plans.what_if import Known

KINDS = ("downscaling", "route_change", "extension_advice", "exemption_advice", "map_sign_off", "enforcement")
ADVICES = frozenset({"extension_advice", "exemption_advice"})
# What is asked at DUO tells of illness: only for who may read about health.
HEALTH = ADVICES
AMENDING = frozenset({"downscaling", "route_change"})
# kind → the law's option that it uses; of a route change the route decides.
OPTIONS: Mapping[str, str] = {"downscaling": "downscale_to_a2", "extension_advice": "request_extension"}
# The municipality advises; of effort shown DUO decides by itself.
ADVISED_GROUNDS = tuple(ground for ground in EXTENSION_GROUNDS if ground != "effort")
EXEMPTION_PARTS = (*SKILLS, "knm", "participation")


@dataclass(frozen=True, slots=True)
class Considered:
    """The fields of `models.Decision` that people fill in; which of them matter depends on the kind."""

    answers: dict[str, str] = field(default_factory=dict)
    wish: str = ""
    reason: str = ""
    supports: bool = True
    route: str = ""
    wish_route: str = ""
    parts: list[str] = field(default_factory=list)
    ground: str = ""
    basis: str = ""
    culpability: str = ""
    happened_on: date | None = None
    talk: str = ""
    document_language: str = ""
    dated_on: date | None = None

    @property
    def whole(self) -> bool:
        """All four skills: then the level of the plan itself changes, and DUO is told."""
        return set(self.parts) == set(SKILLS)


NAMES = tuple(one.name for one in fields(Considered))


def of_row(row: Any) -> Considered:
    """The content of a stored decision."""
    values = {name: getattr(row, name) for name in NAMES}
    return Considered(**{**values, "talk": str(row.talk or "")})


def as_changes(said: Considered) -> dict[str, Any]:
    """Column values; text without spaces around it, so that a blank is no reason."""
    values = {name: getattr(said, name) for name in NAMES}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    answers = {code: text.strip() for code, text in said.answers.items() if text.strip()}
    return {**values, "answers": answers, "talk": UUID(said.talk) if said.talk else None}


def option_code(kind: str, said: Considered) -> str:
    """The option of the law that this decision would use; empty when the law knows none."""
    if kind == "route_change":
        return f"change_route_{said.route}" if said.route else ""
    return OPTIONS.get(kind, "")


def option(known: Known, kind: str, said: Considered) -> law.Option | None:
    """What the law says about it today."""
    code = option_code(kind, said)
    return next((one for one in known.assessment.options if one.code == code), None)


def facts_of(kind: str, said: Considered, on: date, *, amount: float | None = None) -> list[law.Fact]:
    """What deciding would record; empty while too little is filled in."""
    dated = said.dated_on or on
    if kind == "downscaling" and said.parts:
        decided = law.Fact("downscaling_decided", dated, {"parts": said.parts})
        whole = law.Fact("pip_amended", dated, {"route": "b1", "level": "a2"})
        return [decided, whole] if said.whole else [decided]
    if kind == "route_change" and said.route:
        return [law.Fact("pip_amended", dated, {"route": said.route})]
    if kind in ADVICES:
        return _asked(kind, said)
    if kind == "map_sign_off" and said.happened_on:
        payload = {"culpable": said.culpability == "culpable"} if said.culpability else {}
        return [law.Fact("map_final_interview_held", said.happened_on, payload)]
    if kind == "enforcement" and amount is not None:
        return [law.Fact("municipal_fine_imposed", dated, {"basis": said.basis, "amount": amount})]
    return []


def _asked(kind: str, said: Considered) -> list[law.Fact]:
    if said.happened_on is None or not said.ground:
        return []
    payload: dict[str, Any] = {"ground": said.ground}
    if kind == "exemption_advice":
        payload |= {"scope": "partial", "parts": said.parts} if said.parts else {"scope": "full"}
    return [law.Fact(kind.replace("_advice", "_requested"), said.happened_on, payload)]


def granted(kind: str, said: Considered, on: date) -> list[law.Fact]:
    """Where DUO decides: what a yes would add to it, on the day itself."""
    return [law.Fact(one.kind.replace("_requested", "_granted"), on, one.payload) for one in facts_of(kind, said, on)]
