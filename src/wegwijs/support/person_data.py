"""Support: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.person_data import INTERNAL, Claims, Item
from wegwijs.support.models import SafetyNote

CLAIMS = Claims(copied=frozenset({"support.SafetyNote"}), destroyed=frozenset({"support.SafetyNote"}))


def copy_of(trajectory_id: int) -> list[Item]:
    """Notes on safety, also those that were ended. A human looks first: they may be about somebody else."""
    return [
        Item(
            key=f"support.SafetyNote:{row.pk}", section="safety", title="safety_note",
            content={"text": decrypt(row.content_sealed).decode()}, recorded_at=row.written_at, mark=INTERNAL,
        )
        for row in SafetyNote.objects.filter(trajectory_id=trajectory_id).order_by("pk")
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these notes."""
    return list(SafetyNote.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """All notes of these cases."""
    return {"support.SafetyNote": SafetyNote.objects.filter(trajectory_id__in=trajectory_ids).delete()[0]}
