"""What pages ask of copies: counts for the officer, items for who reviews."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.dossier.queries.same_person import case_names
from wegwijs.privacy.models import CopyItem, CopyRequest


@dataclass(frozen=True, slots=True)
class CopyView:
    """A request without its content. `counts`: include, leave_out, undecided, marked."""

    uuid: UUID
    case_number: int
    received_on: date
    due_on: date
    state: str
    counts: Mapping[str, int]
    reviewed_by: str
    handed_at: datetime | None
    remove_on: date | None
    version: int

    @property
    def waits(self) -> bool:
        """Has the person not got an answer yet?"""
        return self.state in {"review", "reviewed", "ready"}


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One item in the clear."""

    uuid: UUID
    mark: str
    decision: str
    ground: str
    section: str
    title: str
    content: Mapping[str, Any]
    source: str
    on: str
    recorded_at: str


def requests(actor: Actor) -> list[CopyView]:
    """All requests of the municipality, newest first, for the officer. One query."""
    if not actor.may("privacy.requests"):
        return []
    rows = CopyRequest.objects.filter(municipality_id=actor.municipality_id).select_related("reviewed_by")
    return [_view(row) for row in rows.order_by("-pk")[:200]]


def to_review(actor: Actor) -> list[CopyView]:
    """Requests about cases that this actor reads and may review, that are not finished. Two queries."""
    if not actor.may("copy.review"):
        return []
    rows = list(
        CopyRequest.objects.filter(
            municipality_id=actor.municipality_id, state__in=("review", "reviewed", "ready", "handed")
        ).select_related("reviewed_by").order_by("due_on", "pk")
    )  # fmt: skip
    mine = case_names(actor, {row.trajectory_ref for row in rows}) if rows else {}
    return [_view(row) for row in rows if row.trajectory_ref in mine]


def request_of(actor: Actor, uuid: UUID) -> CopyView | None:
    """One request: for the officer, or for who reads the case and may review."""
    row = CopyRequest.objects.filter(uuid=uuid, municipality_id=actor.municipality_id).first()
    if row is None or not (actor.may("privacy.requests") or _reads(actor, row)):
        return None
    return _view(row)


def items(actor: Actor, uuid: UUID) -> list[CopyRow] | None:
    """The content, for who reads the case and may review; None for everybody else, the officer too."""
    row = reachable(actor, uuid, "review", "reviewed", "ready", "handed")
    return rows_of(row) if row is not None else None


def reachable(actor: Actor, uuid: UUID, *states: str) -> CopyRequest | None:
    """The request, if this actor may review it and it is in one of these states."""
    row = CopyRequest.objects.filter(uuid=uuid, municipality_id=actor.municipality_id, state__in=states).first()
    return row if row is not None and _reads(actor, row) else None


def _reads(actor: Actor, row: CopyRequest) -> bool:
    return actor.may("copy.review") and row.trajectory_ref in case_names(actor, [row.trajectory_ref])


def rows_of(request: CopyRequest) -> list[CopyRow]:
    """The items of a request in order, decrypted."""
    return [
        CopyRow(row.uuid, row.mark, row.decision, row.ground, **_content(row))
        for row in CopyItem.objects.filter(request=request).order_by("order")
    ]


def _content(row: CopyItem) -> dict[str, Any]:
    said = json.loads(decrypt(row.content))
    return {**said, "on": said["on"] or "", "recorded_at": said["recorded_at"] or ""}


def content_of(row: CopyRow) -> dict[str, Any]:
    """What a machine reads of an item."""
    return {
        "section": row.section, "kind": row.title, "on": row.on, "recorded_at": row.recorded_at,
        "source": row.source, "content": dict(row.content),
    }  # fmt: skip


def _view(row: CopyRequest) -> CopyView:
    return CopyView(
        row.uuid, row.trajectory_ref, row.received_on, row.due_on, row.state, row.counts,
        row.reviewed_by.name if row.reviewed_by else "", row.handed_at, row.remove_on, row.version,
    )  # fmt: skip
