"""What colleagues put to somebody and what they answered, as *Vandaag* tells it: who about whom, and no content.

The pages behind it read decision and plan whole, with everybody who had a hand in them (`decisions`, `queries`). Here
that would be a dozen joins, and PostgreSQL thinks longer about those than all other reading of the page takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.plans.decisions import question_rows as about_decisions
from wegwijs.plans.queries import question_rows as about_plans

MOST = 200


@dataclass(frozen=True, slots=True)
class ToRead:
    """A question, or with an `outcome` the answer to one's own. `by`: who asked or answered; `kind` of decision."""

    uuid: UUID
    decision: UUID
    kind: str
    case: UUID
    name: str
    by: str
    of_me: bool
    mine: bool
    outcome: str
    advice: str


@dataclass(frozen=True, slots=True)
class PlanToRead:
    """A plan that a colleague asks to agree with."""

    uuid: UUID
    name: str
    by: str


def decisions(actor: Actor) -> list[ToRead]:
    """Questions that wait, one's own too, and answers to one's own of decisions still open; oldest first. One query."""
    rows = about_decisions(actor, answered=True).order_by("asked_at", "id")
    found = rows.values_list(
        "uuid", "decision__uuid", "decision__kind", "decision__trajectory__uuid",
        "decision__trajectory__snapshot__display_name", "asked_by__name", "decided_by__name", "asked_of_id",
        "asked_by_id", "decision__drafted_by_id", "outcome", "advice",
    )[:MOST]  # fmt: skip
    return [
        ToRead(
            uuid, decision, kind, case, name, (decided_by or "") if outcome else asked_by,
            actor.user_id is not None and asked_of == actor.user_id, actor.user_id in {asker, drafter}, outcome, advice,
        )
        for uuid, decision, kind, case, name, asked_by, decided_by, asked_of, asker, drafter, outcome, advice in found
    ]  # fmt: skip


def plans(actor: Actor) -> list[PlanToRead]:
    """Those of others that wait, oldest first. One query."""
    rows = about_plans(actor).order_by("asked_at", "id")
    found = rows.values_list(
        "uuid", "pip__trajectory__snapshot__display_name", "asked_by__name", "asked_by_id", "pip__drafted_by_id"
    )[:MOST]
    return [PlanToRead(uuid, name, by) for uuid, name, by, *mine in found if actor.user_id not in mine]
