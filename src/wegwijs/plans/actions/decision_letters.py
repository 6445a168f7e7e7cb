"""The letter of a decision: what stands in it is frozen here, in the transaction that decides. Bound fields only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.dossier import queries as dossier
from wegwijs.eventlog.words import SKILLS
from wegwijs.law.parameters import parameter
from wegwijs.letters.actions import request_document
from wegwijs.plans.actions.documents import DUTCH, addressed
from wegwijs.plans.models import Decision

# An advice to DUO and the end of a module are no decisions about which one can object.
OBJECTION = frozenset({"downscaling", "enforcement"})


def request_letter(actor: Actor, case_uuid: UUID, row: Decision, new_term_until: str, *, now: datetime) -> UUID:
    """Ask for the letter; call it in the transaction that decides, after the facts."""
    case = dossier.case(actor, case_uuid, on=actor.today)
    assert case is not None  # noqa: S101  the caller decided in this case
    language = row.document_language or DUTCH
    data = letter_data(case, row, actor, new_term_until)
    return request_document(actor, case.id, "decision", language, data, now=now).uuid


def letter_data(case: dossier.Case, row: Decision, actor: Actor, new_term_until: str = "") -> dict[str, Any]:
    """The fields of `decision` (letters/printed/decision.toml)."""
    assert row.dated_on is not None  # noqa: S101  decided
    term = case.assessment.term
    data: dict[str, Any] = {
        **addressed(case, row.municipality, actor),
        "reference": f"B-{row.uuid.hex[:10].upper()}",
        "decided_on": row.dated_on.isoformat(),
        "kind": row.kind,
        "term_last_day": term.last_day.isoformat() if term else None,
        "wish": row.wish,
        "reason": row.reason,
    }
    if row.kind == "downscaling":
        data |= {"parts": row.parts, "others": [part for part in SKILLS if part not in row.parts]}
    if row.kind == "map_sign_off":
        data["happened_on"] = row.happened_on.isoformat() if row.happened_on else None
    if row.kind in {"extension_advice", "exemption_advice"}:
        data["supports"] = row.supports
    if row.kind == "enforcement":
        amount = float(row.amount or 0)
        data |= {"amount": amount, "basis": row.basis, "new_term_until": new_term_until}
    if row.kind in OBJECTION:
        weeks = int(parameter("objection_weeks").at(row.dated_on))
        until = max(row.dated_on, actor.today) + timedelta(weeks=weeks)
        data |= {"objection_weeks": weeks, "objection_until": until.isoformat()}
    return {name: value for name, value in data.items() if value not in (None, "", [])}
