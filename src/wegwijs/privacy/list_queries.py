"""What pages ask of destruction: lists, what stands on them, and the proofs. Numbers, days and reasons only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from wegwijs.accounts.actor import Actor
from wegwijs.privacy.models import Destruction, DestructionItem, DestructionList

SHOWN = 500


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with its two people; `counts`: waiting, held, spared, done."""

    uuid: UUID
    state: str
    made_at: datetime
    proposed_by: str
    proposed_at: datetime | None
    proposed_by_me: bool
    approved_by: str
    approved_at: datetime | None
    done_at: datetime | None
    counts: Mapping[str, int]
    total: int
    version: int


@dataclass(frozen=True, slots=True)
class ItemView:
    """One case of a list."""

    case_number: int
    reason: str
    due_on: date
    state: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A case that was destroyed."""

    case_number: int
    at: datetime
    rows: Mapping[str, int]
    digest: str
    seal: str


def may_see(actor: Actor) -> bool:
    """Whoever proposes or approves."""
    return actor.may("destruction.propose") or actor.may("destruction.approve")


def lists(actor: Actor) -> list[ListView]:
    """Newest first. One query."""
    if not may_see(actor):
        return []
    counts = {
        name: Count("items", filter=Q(items__state=name)) for name in ("waiting", "held", "spared", "done")
    }  # fmt: skip
    rows = DestructionList.objects.filter(municipality_id=actor.municipality_id)
    found = rows.select_related("proposed_by", "approved_by").annotate(**counts).order_by("-pk")[:100]
    return [_view(row, actor) for row in found]


def one(actor: Actor, uuid: UUID) -> ListView | None:
    """One of them."""
    return next((view for view in lists(actor) if view.uuid == uuid), None)


def items(actor: Actor, uuid: UUID) -> list[ItemView]:
    """What stands on a list, oldest day first, up to 500."""
    if not may_see(actor):
        return []
    rows = DestructionItem.objects.filter(list__uuid=uuid, list__municipality_id=actor.municipality_id)
    return [
        ItemView(row.trajectory_ref, row.reason, row.due_on, row.state) for row in rows.order_by("due_on", "pk")[:SHOWN]
    ]


def proofs(actor: Actor, uuid: UUID) -> list[Proof]:
    """The proofs of a list, in order."""
    if not may_see(actor):
        return []
    rows = Destruction.objects.filter(item__list__uuid=uuid, municipality_id=actor.municipality_id).order_by("pk")
    return [Proof(row.trajectory_ref, row.at, row.rows, row.digest, row.seal) for row in rows]


def _view(row: DestructionList, actor: Actor) -> ListView:
    counts = {name: getattr(row, name) for name in ("waiting", "held", "spared", "done")}
    return ListView(
        row.uuid, row.state, row.made_at, row.proposed_by.name if row.proposed_by else "", row.proposed_at,
        row.proposed_by_id == actor.user_id, row.approved_by.name if row.approved_by else "", row.approved_at,
        row.done_at, counts, sum(counts.values()), row.version,
    )  # fmt: skip
