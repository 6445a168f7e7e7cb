"""Support: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.person_data import INTERNAL, Claims, Item
from wegwijs.support.models import Referral, SafetyNote

_TABLES = frozenset({"support.SafetyNote", "support.Referral"})
CLAIMS = Claims(copied=_TABLES, destroyed=_TABLES)


def copy_of(trajectory_id: int) -> list[Item]:
    """Notes on safety, ended ones too (a human looks first: they may be about somebody else), and referrals."""
    notes = [
        Item(
            key=f"support.SafetyNote:{row.pk}", section="safety", title="safety_note",
            content={"text": decrypt(row.content_sealed).decode()}, recorded_at=row.written_at, mark=INTERNAL,
        )
        for row in SafetyNote.objects.filter(trajectory_id=trajectory_id).order_by("pk")
    ]  # fmt: skip
    referred = Referral.objects.filter(trajectory_id=trajectory_id).select_related("offer").order_by("pk")
    return notes + [
        Item(
            key=f"support.Referral:{row.pk}", section="referral", title="referral",
            content={"to": row.offer.name, "question": decrypt(row.question_sealed).decode(), "outcome": row.outcome},
            on=row.consented_on, recorded_at=row.sent_at,
        )
        for row in referred
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these rows."""
    return [
        uuid
        for table in (SafetyNote, Referral)
        for uuid in table.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True)
    ]


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """All notes and referrals of these cases."""
    return {
        "support.SafetyNote": SafetyNote.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
        "support.Referral": Referral.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
    }
