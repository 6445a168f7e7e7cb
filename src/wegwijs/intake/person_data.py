"""Intake: the copy and the destruction of what was noted in conversations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wegwijs.accounts.person_data import INTERNAL, Claims, Item
from wegwijs.intake.models import Conversation, Note
from wegwijs.intake.queries import text_of

_TABLES = frozenset({"intake.Conversation", "intake.Note"})
CLAIMS = Claims(copied=_TABLES, destroyed=_TABLES)


def copy_of(trajectory_id: int) -> list[Item]:
    """Every note as it was typed; a human looks first, because somebody else may be named in it."""
    rows = Note.objects.filter(conversation__trajectory_id=trajectory_id, hand=0).select_related("conversation")
    return [
        Item(
            key=f"intake.Note:{row.pk}", section="conversation", title="conversation",
            content={"field": row.field, "text": text_of(row)}, on=row.conversation.held_on,
            recorded_at=row.written_at, mark=INTERNAL,
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these conversations."""
    return list(Conversation.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Conversations with all their notes."""
    _count, by_table = Conversation.objects.filter(trajectory_id__in=trajectory_ids).delete()
    return by_table
