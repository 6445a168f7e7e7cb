"""What an answer about a case comes to for who works with it, and what differs between two answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wegwijs import law, policy
from wegwijs.dossier.next_steps import next_steps
from wegwijs.dossier.states import State

# (part, code) → what it is, JSON-ready. Parts: deadline, term, component, option, relief, signal, step.
Effects = dict[tuple[str, str], Any]
# part, code, how (new, gone, other), what it was, what it becomes
Difference = tuple[str, str, str, Any, Any]


def effects(state: State, on: date, norms: policy.Policy) -> Effects:
    """The days, parts, ways, signals and steps of a case on a day."""
    answer = law.assess(state.as_trajectory(), on, policy.choices(norms))
    found: Effects = {("deadline", one.code): [_day(one.due), one.state] for one in answer.deadlines}
    found |= {("component", one.code): [one.state, one.required, one.level] for one in answer.components}
    found |= {("option", one.code): True for one in answer.options if one.allowed}
    if answer.term:
        found["term", "term"] = _day(answer.term.last_day)
    if answer.relief.mandatory:
        found["relief", "relief"] = _day(answer.relief.last_day)
    for one in answer.signals:
        found.setdefault(("signal", one.code), []).append([one.severity, _day(one.due)])
    for step in next_steps(state, answer, norms, on):
        if step.from_ is None or step.from_ <= on:
            found["step", step.code] = _day(step.due)
    return found


def differences(before: Mapping[tuple[str, str], Any], after: Mapping[tuple[str, str], Any]) -> list[Difference]:
    """What is not the same, in the order of the answers."""
    found: list[Difference] = []
    for key in dict.fromkeys((*before, *after)):
        was, becomes = before.get(key), after.get(key)
        if key in before and key in after and was == becomes:
            continue
        how = "new" if key not in before else "gone" if key not in after else "other"
        found.append((*key, how, was, becomes))
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
