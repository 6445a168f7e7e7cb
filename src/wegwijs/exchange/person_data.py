"""Deliveries: the copy and the destruction of what is held of a person beside the case itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wegwijs.accounts.crypto import Undecipherable, decrypt
from wegwijs.accounts.person_data import THIRD_PARTY, Claims, Item
from wegwijs.exchange.models import Delivery, DeliveryRecord

CLAIMS = Claims(
    copied=frozenset({"exchange.DeliveryRecord"}),
    destroyed=frozenset({"exchange.DeliveryRecord"}),
    not_copied={"exchange.Delivery": "counts of a file; who was in it is not in this row"},
    kept={"exchange.Delivery": "counts of a file; its name and refusals are emptied after their own term"},
)


def copy_of(trajectory_id: int) -> list[Item]:
    """What deliveries said that was asked about: with content as long as nobody has answered."""
    rows = DeliveryRecord.objects.filter(trajectory_ref=trajectory_id).select_related("delivery").order_by("pk")
    return [
        Item(
            key=f"exchange.DeliveryRecord:{row.pk}", section="delivery", title=row.outcome,
            content={"field": row.field, **row.params, **_content(row)}, recorded_at=row.delivery.received_at,
            source="delivery", mark=THIRD_PARTY,
        )
        for row in rows
    ]  # fmt: skip


def _content(row: DeliveryRecord) -> dict[str, object]:
    if row.content is None:
        return {}
    try:
        content: dict[str, object] = json.loads(decrypt(row.content))
    except Undecipherable:
        return {}
    return content


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these questions."""
    return list(DeliveryRecord.objects.filter(trajectory_ref__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Questions and differences about these cases."""
    rows = DeliveryRecord.objects.filter(trajectory_ref__in=trajectory_ids)
    return {"exchange.DeliveryRecord": rows.delete()[0]}


def forget_old(moment: datetime) -> dict[str, int]:
    """Reports of deliveries from before this moment: what they say of a record, and the name of the file.

    The keyed digest of an answered question stays, so that nobody is asked the same again.
    """
    old = DeliveryRecord.objects.filter(delivery__received_at__lt=moment)
    rejected = old.filter(outcome="rejected").delete()[0]
    answered = old.exclude(decision="").exclude(params={}).update(params={}, content=None)
    files = Delivery.objects.filter(received_at__lt=moment).exclude(name="").update(name="", refusal={})
    return {"rejected": rejected, "answered": answered, "files": files}
