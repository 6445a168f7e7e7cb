"""What every room owes to the person whose data it holds: a copy on request, and destruction when the term is over.

Each room with tables has a module `person_data` with `CLAIMS`, `copy_of(trajectory_id)` and `destroy(trajectory_ids)`.
`wegwijs.privacy.rooms` lists them; tests/test_house.py refuses a table that no room claims and that has no reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from wegwijs.accounts import erasing, interrupted
from wegwijs.accounts.crypto import Undecipherable, decrypt
from wegwijs.accounts.models import AccessEntry, Draft

THIRD_PARTY, INTERNAL = "third_party", "internal"


@dataclass(frozen=True, slots=True)
class Claims:
    """Names of tables, as "app.Model". `kept` and `not_copied` say why a table is left out of one of the two."""

    copied: frozenset[str]
    destroyed: frozenset[str]
    not_copied: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is recorded of a person. `content` is as stored: codes, days and the words that were written.

    `mark`: "" goes into a copy by itself; THIRD_PARTY and INTERNAL are looked at by a human first.
    """

    key: str
    section: str
    title: str
    content: Mapping[str, Any]
    on: date | None = None
    recorded_at: datetime | None = None
    source: str = ""
    mark: str = ""


CLAIMS = Claims(
    copied=frozenset({"accounts.AccessEntry"}),
    destroyed=frozenset({"accounts.Draft", "sessions.Session", "django_tasks_db.DBTaskResult"}),
    not_copied={
        "accounts.AuditEntry": "names fields, codes and counts; what was written stands in the rows and facts",
        "accounts.Draft": "what a professional typed and has not recorded; gone within 30 days",
        "sessions.Session": "of a professional, for ten hours",
        "django_tasks_db.DBTaskResult": "names rows by number",
    },
    kept={
        "accounts.AccessEntry": "names the case by number; the words of a reason are emptied, the row has its own term",
        "accounts.AuditEntry": "names the case by number, no words; has its own term",
    },
)


def copy_of(trajectory_id: int) -> list[Item]:
    """Why somebody opened the case from outside: the words. Who looked is a list of its own (privacy.seen)."""
    worded = AccessEntry.objects.filter(trajectory_ref=trajectory_id).exclude(reason="").order_by("pk")
    return [
        Item(f"accounts.AccessEntry:{row.pk}", "access", row.kind, {"reason": row.reason}, recorded_at=row.at,
             mark=INTERNAL)
        for row in worded
    ]  # fmt: skip


def destroy(trajectory_ids: Sequence[int], identities: Iterable[UUID]) -> dict[str, int]:
    """Drafts, sessions and finished work that name one of these rows, and the reasons in the access log."""
    names = {str(one) for one in identities}
    drafts = [draft.pk for draft in Draft.objects.iterator(chunk_size=500) if _names(draft, names)]
    sessions = [row.pk for row in Session.objects.iterator(chunk_size=500) if _mentions(row.get_decoded(), names)]
    work = DBTaskResult.objects.filter(status__in=("SUCCESSFUL", "FAILED"))
    tasks = [row.pk for row in work.iterator(chunk_size=500) if _mentions(row.args_kwargs, names)]
    return {
        "accounts.Draft": _remove(Draft.objects.filter(pk__in=drafts)),
        "sessions.Session": _remove(Session.objects.filter(pk__in=sessions)),
        "django_tasks_db.DBTaskResult": _remove(DBTaskResult.objects.filter(pk__in=tasks)),
        "accounts.AccessEntry": erasing.empty_reasons(trajectory_ids),
    }


def _remove(rows: QuerySet[Any]) -> int:
    count: int = rows.delete()[0]
    return count


def _names(draft: Draft, names: set[str]) -> bool:
    if str(draft.subject) in names:
        return True
    if draft.form != interrupted.FORM:
        return False
    try:
        return any(name in decrypt(draft.content).decode() for name in names)
    except Undecipherable:
        return True  # nobody can read it any more, so it is of no use to anybody


def _mentions(content: Any, names: set[str]) -> bool:
    text = json.dumps(content, default=str)
    return any(name in text for name in names)
