"""Voice: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.person_data import Claims, Item
from wegwijs.voice.models import Promise, ProviderComplaint, Voice

CLAIMS = Claims(
    copied=frozenset({"voice.Voice", "voice.Promise"}),
    destroyed=frozenset({"voice.Voice", "voice.Promise", "voice.ProviderComplaint"}),
    not_copied={"voice.ProviderComplaint": "the words of a complaint stand in voice.Voice"},
)


def copy_of(trajectory_id: int) -> list[Item]:
    """What the person said and what was answered, and what was promised."""
    said = [
        Item(
            key=f"voice.Voice:{row.pk}", section="voice", title=row.kind, on=row.heard_on,
            content={
                "subject": row.subject, "text": _text(row.words_sealed), "decision": row.decision,
                "reason": _text(row.reason_sealed), "own_words": _text(row.own_words_sealed),
                "passed_on": row.passed_on.organisation.name if row.passed_on else "",
                "done": _text(row.passed_on.done_sealed) if row.passed_on else "",
            },
        )
        for row in Voice.objects.filter(trajectory_id=trajectory_id).select_related("passed_on__organisation")
    ]  # fmt: skip
    return said + [
        Item(
            key=f"voice.Promise:{row.pk}", section="voice", title="promise", on=row.due_on,
            content={"text": _text(row.words_sealed)},
        )
        for row in Promise.objects.filter(trajectory_id=trajectory_id)
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know them."""
    return [
        *Voice.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True),
        *Promise.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True),
    ]


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """All of it, also what a contract manager has of a complaint."""
    passed = list(Voice.objects.filter(trajectory_id__in=trajectory_ids).values_list("passed_on_id", flat=True))
    return {
        "voice.Voice": Voice.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
        "voice.Promise": Promise.objects.filter(trajectory_id__in=trajectory_ids).delete()[0],
        "voice.ProviderComplaint": ProviderComplaint.objects.filter(pk__in=[pk for pk in passed if pk]).delete()[0],
    }


def _text(sealed: bytes | memoryview | None) -> str:
    return decrypt(sealed).decode() if sealed is not None else ""
