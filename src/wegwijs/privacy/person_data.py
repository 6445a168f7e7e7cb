"""Privacy's own tables: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wegwijs.accounts.person_data import Claims, Item
from wegwijs.letters import store
from wegwijs.privacy.models import Alert, CopyItem, CopyRequest

_NUMBERS = "names the case by number; holds no data of the person"
CLAIMS = Claims(
    copied=frozenset({"privacy.CopyRequest"}),
    destroyed=frozenset({"privacy.CopyItem"}),
    not_copied={
        "privacy.CopyItem": "a copy of what is copied already",
        "privacy.DestructionList": _NUMBERS, "privacy.DestructionItem": _NUMBERS, "privacy.Destruction": _NUMBERS,
        "privacy.Hold": _NUMBERS, "privacy.Alert": "about the look-ups of a professional",
        "privacy.RegisterField": "of the municipality",
    },
    kept={
        "privacy.CopyRequest": _NUMBERS, "privacy.DestructionList": _NUMBERS, "privacy.DestructionItem": _NUMBERS,
        "privacy.Destruction": "the proof itself: numbers and digests", "privacy.Hold": _NUMBERS,
        "privacy.Alert": "names cases by number; its note is emptied when a case in it is destroyed",
        "privacy.RegisterField": "of the municipality",
    },
)  # fmt: skip
_GONE = b"-"


def copy_of(trajectory_id: int) -> list[Item]:
    """Earlier requests for a copy."""
    return [
        Item(f"privacy.CopyRequest:{row.pk}", "request", "copy_request", {}, on=row.received_on)
        for row in CopyRequest.objects.filter(trajectory_ref=trajectory_id).order_by("pk")
    ]


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these requests."""
    return list(CopyRequest.objects.filter(trajectory_ref__in=trajectory_ids).values_list("uuid", flat=True))


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Copies that were made, the words at alerts in which these cases occur, and holds that no longer hold anything."""
    requests = CopyRequest.objects.filter(trajectory_ref__in=trajectory_ids)
    files = sum(store.remove(uuid) for uuid in requests.values_list("uuid", flat=True))
    items = CopyItem.objects.filter(request__in=requests).delete()[0]
    requests.exclude(state="withdrawn").update(state="removed", path="", sha256="")
    noted = [
        alert.pk
        for alert in Alert.objects.exclude(note=None).exclude(note=_GONE).only("cases")
        if set(alert.cases) & set(trajectory_ids)
    ]
    Alert.objects.filter(pk__in=noted).update(note=_GONE)
    return {"privacy.CopyItem": items, "file": files}


def nothing_left(note: bytes | memoryview | None) -> bool:
    """Was the note at this alert emptied?"""
    return note is None or bytes(note) == _GONE
