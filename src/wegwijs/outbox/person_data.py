"""Messages to others: the copy and the destruction of what is held of a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.person_data import Claims, Item
from wegwijs.outbox.models import Attempt, Message

CLAIMS = Claims(
    copied=frozenset({"outbox.Message"}),
    destroyed=frozenset({"outbox.Message", "outbox.Attempt"}),
    not_copied={"outbox.Attempt": "when a message was tried", "outbox.Reference": "the number of a colleague at DUO"},
    kept={"outbox.Reference": "of a colleague, not of the person"},
)


def copy_of(trajectory_id: int) -> list[Item]:
    """What was told of the person to whom, and what came back."""
    return [
        Item(
            key=f"outbox.Message:{row.pk}", section="message", title=row.kind,
            content={"state": row.state, **_said(row.content), **({"answer": _text(row.answer)} if row.answer else {})},
            recorded_at=row.queued_at, source=row.counterpart,
        )
        for row in Message.objects.filter(trajectory_id=trajectory_id).order_by("pk")
    ]  # fmt: skip


def _said(sealed: bytes | memoryview) -> dict[str, Any]:
    found = json.loads(_text(sealed))
    return found if isinstance(found, dict) else {}


def _text(sealed: bytes | memoryview) -> str:
    return decrypt(sealed).decode()


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names tasks may know these messages."""
    return list(Message.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Messages with their attempts; what was told elsewhere is for who was told."""
    attempts = Attempt.objects.filter(message__trajectory_id__in=trajectory_ids).delete()[0]
    return {
        "outbox.Attempt": attempts,
        "outbox.Message": Message.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
    }
