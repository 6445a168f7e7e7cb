"""Deliveries and messages of DUO: the copy and the destruction of what is held of a person beside the case itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from wegwijs.accounts.crypto import Undecipherable, decrypt
from wegwijs.accounts.person_data import INTERNAL, THIRD_PARTY, Claims, Item
from wegwijs.dossier import person_data as dossier
from wegwijs.exchange.models import Delivery, DeliveryRecord, DuoMessage, DuoReading, DuoVerdict

CLAIMS = Claims(
    copied=frozenset({f"exchange.{name}" for name in ("DeliveryRecord", "DuoMessage", "DuoReading", "DuoVerdict")}),
    destroyed=frozenset({f"exchange.{name}" for name in ("DeliveryRecord", "DuoMessage", "DuoReading", "DuoVerdict")}),
    not_copied={"exchange.Delivery": "counts of a file; who was in it is not in this row"},
    kept={"exchange.Delivery": "counts of a file; its name and refusals are emptied after their own term"},
)


def copy_of(trajectory_id: int) -> list[Item]:
    """What deliveries said that was asked about: with content as long as nobody has answered."""
    rows = DeliveryRecord.objects.filter(trajectory_ref=trajectory_id).select_related("delivery").order_by("pk")
    return [
        Item(
            key=f"exchange.DeliveryRecord:{row.pk}", section="delivery", title=row.outcome,
            content={"field": row.field, **row.params, **_content(row.content)}, recorded_at=row.delivery.received_at,
            source="delivery", mark=THIRD_PARTY,
        )
        for row in rows
    ] + _of_duo(trajectory_id)  # fmt: skip


def _of_duo(trajectory_id: int) -> list[Item]:
    """What DUO told, what it said when it was asked, and why a professional left a difference as it is."""
    told = DuoMessage.objects.filter(_messages([trajectory_id])).order_by("pk")
    said = DuoReading.objects.filter(trajectory_id=trajectory_id)
    left = DuoVerdict.objects.filter(trajectory_id=trajectory_id).order_by("pk")
    return [
        *(Item(f"exchange.DuoMessage:{row.pk}", "duo", "duo_message", {"event": row.event, **_content(row.content)},
               recorded_at=row.received_at, source="DUO") for row in told),
        *(Item(f"exchange.DuoReading:{row.pk}", "duo", "duo_reading", _content(row.content), recorded_at=row.read_at,
               source="DUO") for row in said),
        *(Item(f"exchange.DuoVerdict:{row.pk}", "duo", "duo_verdict", {"choice": row.choice, **_content(row.content)},
               recorded_at=row.decided_at, mark=INTERNAL) for row in left),
    ]  # fmt: skip


def _messages(trajectory_ids: Sequence[int]) -> Q:
    """Messages about these cases, also those that never found their case."""
    return Q(trajectory_id__in=list(trajectory_ids)) | Q(person__in=dossier.lookups_of(trajectory_ids))


def _content(sealed: bytes | memoryview | None) -> dict[str, object]:
    if sealed is None:
        return {}
    try:
        text = decrypt(sealed).decode()
    except Undecipherable:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    return found if isinstance(found, dict) else {"text": found}


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these questions."""
    records = DeliveryRecord.objects.filter(trajectory_ref__in=trajectory_ids).values_list("uuid", flat=True)
    return [*records, *DuoMessage.objects.filter(_messages(trajectory_ids)).values_list("uuid", flat=True)]


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Questions, differences, and everything that DUO said."""
    return {
        "exchange.DeliveryRecord": DeliveryRecord.objects.filter(trajectory_ref__in=trajectory_ids).delete()[0],
        "exchange.DuoMessage": DuoMessage.objects.filter(_messages(trajectory_ids)).delete()[0],
        "exchange.DuoReading": DuoReading.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
        "exchange.DuoVerdict": DuoVerdict.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
    }


def forget_old(municipality_id: int, moment: datetime) -> dict[str, int]:
    """Reports of deliveries from before this moment: what they say of a record, and the name of the file.

    The keyed digest of an answered question stays, so that nobody is asked the same again.
    """
    here = DeliveryRecord.objects.filter(delivery__municipality_id=municipality_id)
    old = here.filter(delivery__received_at__lt=moment)
    rejected = old.filter(outcome="rejected").delete()[0]
    answered = old.exclude(decision="").exclude(params={}).update(params={}, content=None)
    sent = Delivery.objects.filter(municipality_id=municipality_id, received_at__lt=moment)
    files = sent.exclude(name="").update(name="", refusal={})
    return {"rejected": rejected, "answered": answered, "files": files}
