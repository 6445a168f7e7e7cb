"""The impact of a proposal in words: counts for who decides, and of the own cases which ones and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from wegwijs.accounts import audit
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_number
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.rules.values import rule_in_words
from wegwijs.dossier import impact
from wegwijs.dossier.effects import Difference
from wegwijs.norms.queries import Check

MOST_KINDS = 60


@dataclass(frozen=True, slots=True)
class CountRow:
    """One kind of difference and in how many cases it is."""

    part: str
    what: str
    how: str
    cases: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One of the actor's own cases with its differences: (what, before, after) in words."""

    uuid: UUID
    name: str
    changes: tuple[tuple[str, str, str], ...]


def shown(request: StaffRequest, check: Check | None) -> dict[str, Any]:
    """What `desk/rules/_impact.html` needs. Looking at own cases is logged."""
    if check is None or check.state != "done":
        return {"check": check}
    counts = [
        CountRow(wording.word("impact_part", part), _what(part, code), wording.word("impact_how", how), number)
        for part, code, how, number in check.counts[:MOST_KINDS]
    ]
    found: dict[str, Any] = {
        "check": check,
        "counts": counts,
        "may_open": request.actor.may("case.read"),
    }
    if request.actor.may("case.list") and check.touched:
        after = request.GET.get("vanaf", "0")
        rows = impact.touched_cases(request.actor, check.uuid, after)
        audit.log_access(request.actor, "list", now=request.now, detail={"page": "impact"})
        found["own"] = [
            CaseRow(row.uuid, row.name, tuple(map(_change, row.differences))) for row in rows[: impact.SHOWN]
        ]
        found["own_count"] = impact.count_touched(request.actor, check.uuid)
        start = sent_number(after)
        found["next_url"] = f"?vanaf={start + impact.SHOWN}" if len(rows) > impact.SHOWN else ""
        found["previous_url"] = f"?vanaf={max(0, start - impact.SHOWN)}" if start else ""
    return found


def _what(part: str, code: str) -> str:
    if part == "signal":
        return rule_in_words(code)
    if part == "step":
        return wording.step(code)
    if part == "term":
        return wording.word("deadline", "term_end")
    if part == "relief":
        return _("Last day of the obligatory financial relief")
    return wording.word(part, code)


def _change(one: Difference) -> tuple[str, str, str]:
    part, code, _how, was, becomes = one
    return _what(part, code).rstrip("."), _value(part, was), _value(part, becomes)


def _value(part: str, value: Any) -> str:
    if value is None:
        return _("no day") if part == "step" else _("not there")
    if part == "option":
        return _("possible")
    if part == "component":
        state, required, level = value
        told = [wording.word("component_state", state), f"{required:g}" if required else "", level or ""]
        return ", ".join(filter(None, told))
    if part == "deadline":
        return _day(value[0])
    if part == "signal":
        return ", ".join(filter(None, (_day(due) for _severity, due in value))) or _("there")
    return _day(value)


def _day(text: str | None) -> str:
    return days.short(date.fromisoformat(text)) if text else _("no day")
