"""How the law's tests write a trajectory: read the way the contract's input is."""

from __future__ import annotations

from datetime import date
from typing import Any

from wegwijs.law import Assessment, Choices, Deadline, assess, read_trajectory

FAMILY_B1 = {"route": "b1", "level": "b1"}


def day(text: str) -> date:
    """2025-09-15."""
    return date.fromisoformat(text)


def fact(text: str, **payload: Any) -> dict[str, Any]:
    """`fact("pip_established 2024-03-14", route="b1")`."""
    kind, on = text.split()
    return {"kind": kind, "on": on, **payload}


def answer(
    group: str, *facts: dict[str, Any] | str, on: str, choices: Choices | None = None, **about: Any
) -> Assessment:
    """The assessment of a trajectory with these facts on a day."""
    given = [fact(one) if isinstance(one, str) else one for one in facts]
    trajectory = read_trajectory({"id": "case-1", "group": group, "facts": given, **about})
    return assess(trajectory, day(on), choices) if choices is not None else assess(trajectory, day(on))


def pip_due(found: Assessment) -> list[tuple[str | None, str]]:
    """Every `pip_due` as (day, state)."""
    return [(_text(one), one.state) for one in found.deadlines if one.code == "pip_due"]


def _text(deadline: Deadline) -> str | None:
    return None if deadline.due is None else deadline.due.isoformat()


def state(found: Assessment, code: str) -> str:
    """The state of one component."""
    component = found.component(code)
    assert component is not None
    return component.state


def allowed(found: Assessment, code: str) -> bool:
    """Whether an option is open."""
    return next(option.allowed for option in found.options if option.code == code)


def codes(found: Assessment) -> set[str]:
    """The codes of the signals."""
    return {signal.code for signal in found.signals}


def rules(told: Any) -> list[str]:
    """The rules of a reasoning, in their order."""
    return [step.rule for step in told]


HOURS_PVT = fact("hours_attended 2024-06-01", component="pvt", hours=12)
SIGNED = fact("pvt_declaration_signed 2024-06-10")
HOURS_MAP = fact("hours_attended 2024-07-01", component="map_practice", hours=40)
MAP_HELD = fact("map_final_interview_held 2024-07-10")
