"""What is kept of a delivery beside the cases: progress, refusals, questions for a human. Contents are encrypted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt, encrypt, seal
from wegwijs.exchange.models import Delivery, DeliveryRecord

from .records import Notice
from .values import Partial
from .weighing import Difference

if TYPE_CHECKING:
    from .notices import Planned


def keep(actor: Actor, delivery_id: int, planned: Sequence[Planned], done: int) -> None:
    """Write progress and the records that were not simply taken, in the transaction that stores the others.

    A question that was asked before (same content, by its keyed digest) is not asked again.
    """
    rows = [row for one in planned for row in _rows(actor, delivery_id, one)]
    if rows:
        DeliveryRecord.objects.bulk_create(rows, ignore_conflicts=True)
    Delivery.objects.filter(pk=delivery_id).update(rows_done=done)


def _rows(actor: Actor, delivery_id: int, one: Planned) -> list[DeliveryRecord]:
    def row(**values: Any) -> DeliveryRecord:
        return DeliveryRecord(
            municipality_id=actor.municipality_id, delivery_id=delivery_id, line=one.line, **values
        )  # fmt: skip

    if one.outcome == "rejected":
        return [
            row(outcome="rejected", field=problem.field, code=problem.code, params=dict(problem.params))
            for problem in one.problems
        ]
    if one.outcome == "held" and one.notice:
        problem = one.problems[0]
        return [
            row(
                outcome="held", field=problem.field, code=problem.code, params=dict(problem.params),
                content=encrypt(pack(one.notice)), digest=digest(actor, one.notice),
            )
        ]  # fmt: skip
    if one.weighed and one.known:
        return [
            row(
                outcome="discrepancy", field=difference.column, code="differs", trajectory_ref=one.known.trajectory_id,
                content=encrypt(json.dumps(asdict(difference), ensure_ascii=False).encode()),
                digest=_digest_of(actor, f"{one.known.trajectory_id}|{difference.column}|{difference.delivered}"),
            )
            for difference in one.weighed.differences
        ]  # fmt: skip
    return []


def decided_to_leave(actor: Actor, notices: Sequence[Notice]) -> set[int]:
    """Lines of those of whom a human decided earlier that they do not belong here."""
    if not notices:
        return set()
    line_of = {digest(actor, notice): notice.line for notice in notices}
    rows = DeliveryRecord.objects.filter(municipality_id=actor.municipality_id, digest__in=line_of, decision="left")
    return {line_of[found] for found in rows.values_list("digest", flat=True) if found}


def digest(actor: Actor, notice: Notice) -> str:
    """Recognises the same held record in a later delivery, on whatever line it stands."""
    return _digest_of(actor, pack(notice, line=0).decode())


def _digest_of(actor: Actor, content: str) -> str:
    return seal(f"delivery|{actor.municipality_id}|{content}".encode())


def pack(notice: Notice, line: int | None = None) -> bytes:
    """A notice as JSON, to be encrypted."""
    values = {name: getattr(notice, name) for name in Notice.__slots__}
    if line is not None:
        values["line"] = line
    return json.dumps(values, ensure_ascii=False, default=lambda day: day.isoformat()).encode()


def unpack_notice(content: bytes | memoryview) -> Notice:
    """The notice of a held record; raises `Undecipherable`."""
    values = json.loads(decrypt(content))
    values["born"] = Partial(*values["born"])
    for name, value in values.items():
        if name.endswith("_on") and value:
            values[name] = date.fromisoformat(value)
    return Notice(**values)


def unpack_difference(content: bytes | memoryview) -> Difference:
    """What the delivery said and what stood; raises `Undecipherable`."""
    return Difference(**json.loads(decrypt(content)))
