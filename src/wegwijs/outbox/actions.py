"""Queue what must be told, inside the transaction of the action it follows from; and what a person does about it.

Nothing here speaks to anybody: a worker claims what is due (`claiming`). It looks every second, so that no process has
to be woken, and a message whose action was rolled back was never there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.accounts.rows import Conflict, compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.outbox.models import NEEDS_HUMAN, WAITING, Message

Content = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ToTell:
    """What a counterpart must know: `content` None takes back what was told. `held`: why it would be refused.

    `replaces`: an earlier one that did not go yet need not go any more.
    """

    kind: str
    content: Content
    subject: str = ""
    held: str = ""
    replaces: bool = True


def queue(actor: Actor, trajectory_id: int, counterpart: str, what: ToTell, *, now: datetime) -> UUID | None:
    """Queue it, unless it was told or waits already; replaces an earlier one that did not go yet.

    Call it in the transaction of the action, which holds the lock of the case. None: there is nothing to tell.
    """
    content = _plain(what.content)
    told = list(
        Message.objects.filter(
            trajectory_id=trajectory_id, counterpart=counterpart, kind=what.kind, subject=what.subject
        )
        .exclude(state="withdrawn")
        .order_by("id")
    )
    last = told[-1] if told else None
    if last is not None and opened(last.content) == content and (last.state != "held" or last.code == what.held):
        return None
    may_know = any(row.state in {"delivered", "sending"} or row.doubt for row in told)
    with transaction.atomic():
        for older in told:
            if what.replaces and older.state in (*WAITING, *NEEDS_HUMAN):
                _replace(actor, older, now)
        if content is None and not may_know:
            return None
        made = Message.objects.create(
            municipality_id=actor.municipality_id,
            trajectory_id=trajectory_id,
            counterpart=counterpart,
            kind=what.kind,
            subject=what.subject,
            content=encrypt(json.dumps(content).encode()),
            state="held" if what.held else "queued",
            code=what.held,
            next_attempt_at=now,
            queued_at=now,
            queued_by_id=actor.user_id,
        )
        detail = {"kind": what.kind, "state": made.state}
        record(actor, "message_queued", now=now, subject=made.uuid, trajectory_id=trajectory_id, detail=detail)
    return made.uuid


def opened(sealed: bytes | memoryview) -> Any:
    """What a message says."""
    return json.loads(decrypt(sealed))


def subjects(trajectory_id: int, counterpart: str, kinds: Collection[str]) -> list[tuple[str, str]]:
    """(kind, subject) of what was told, or was going to be."""
    rows = Message.objects.filter(trajectory_id=trajectory_id, counterpart=counterpart, kind__in=kinds)
    return sorted(set(rows.exclude(state="withdrawn").values_list("kind", "subject")))


Act = Literal["resend", "withdraw", "by_hand"]


def act(actor: Actor, message: UUID, what: Act, *, now: datetime) -> Message:
    """A person decides: send it (again), leave it, or say that it was told in another way. Raises `Conflict`.

    PermissionDenied when there is no such message for this actor, or nothing is left to decide about it.
    """
    with transaction.atomic():
        row = scope(actor, Message.objects.select_for_update(of=("self",)).filter(uuid=message)).first()
        if row is None or not actor.may("case.write") or row.state not in (*WAITING, *NEEDS_HUMAN):
            raise PermissionDenied
        settled = {"settled_at": now, "leased_until": None, "answer": None}
        changes: dict[Act, dict[str, Any]] = {
            "resend": {"state": "queued", "code": "", "attempts": 0, "next_attempt_at": now, "settled_at": None},
            "withdraw": {"state": "withdrawn", "code": "by_person", **settled},
            "by_hand": {"state": "delivered", "code": "by_hand", **settled},
        }
        compare_and_set(
            actor, row, row.version, changes[what], now=now, action=f"message_{what}", trajectory_id=row.trajectory_id
        )
    return row


def settle_by_hand(actor: Actor, trajectory_id: int, counterpart: str, kind: str, *, now: datetime) -> None:
    """Whatever of this kind was waiting has been told in another way."""
    open_ones = Message.objects.filter(trajectory_id=trajectory_id, counterpart=counterpart, kind=kind)
    for row in open_ones.filter(state__in=(*WAITING, *NEEDS_HUMAN)):
        changes = {"state": "delivered", "code": "by_hand", "settled_at": now}
        compare_and_set(
            actor, row, row.version, changes, now=now, action="message_by_hand", trajectory_id=trajectory_id
        )


def _replace(actor: Actor, row: Message, now: datetime) -> None:
    """A newer message takes its place, unless a worker took it up at this very moment; then both go, in order."""
    changes = {"state": "withdrawn", "code": "replaced", "settled_at": now}
    with suppress(Conflict):
        compare_and_set(
            actor, row, row.version, changes, now=now, action="message_replaced", trajectory_id=row.trajectory_id
        )


def _plain(content: Content) -> dict[str, Any] | None:
    return None if content is None else {name: content[name] for name in sorted(content)}
