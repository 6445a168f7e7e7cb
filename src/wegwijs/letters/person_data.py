"""Letters: the copy and the destruction of what is held of a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.person_data import Claims, Item
from wegwijs.letters import store
from wegwijs.letters.models import Document

CLAIMS = Claims(copied=frozenset({"letters.Document"}), destroyed=frozenset({"letters.Document"}))


def copy_of(trajectory_id: int) -> list[Item]:
    """The words of every letter, as they were frozen; the printed letter says the same."""
    rows = Document.objects.filter(trajectory_id=trajectory_id).order_by("pk")
    return [
        Item(
            key=f"letters.Document:{row.pk}", section="letter", title=row.template,
            content=json.loads(decrypt(row.data)), recorded_at=row.requested_at,
        )
        for row in rows
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts and tasks may know these letters."""
    return list(Document.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """The files first: a run that stops half way finds the rows again and goes on."""
    rows = Document.objects.filter(trajectory_id__in=trajectory_ids)
    files = sum(store.remove(uuid) for uuid in rows.values_list("uuid", flat=True))
    return {"file": files, "letters.Document": rows.delete()[0]}
