"""What a user typed and has not confirmed: per form and subject one draft for each tab it was typed in, encrypted.

A tab that is opened anew gets a draft of its own, so that two tabs of one form never overwrite each other; a draft that
is restored goes on as the same one. When two tabs went on with the same draft, the second to save gets its own beside
it (`Kept.apart`). Deleted when the form was sent, or on wish.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import Undecipherable, decrypt, encrypt
from wegwijs.accounts.models import Draft

# A draft that nobody came back for in this time is cleared away: it may hold special personal data.
KEPT_FOR = timedelta(days=30)
ONE = UUID(int=0)  # the tab of a form of which there is one draft only
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it stands. `apart`: it was kept beside another one, which another tab had changed meanwhile."""

    tab: UUID
    version: int
    saved_at: datetime
    apart: bool = False


def save(
    actor: Actor,
    form: str,
    subject: UUID,
    content: Mapping[str, Any],
    *,
    now: datetime,
    tab: UUID = ONE,
    version: int | None = None,
) -> Kept:
    """Keep `content` (JSON-ready) where this tab kept it before. `version`: as this tab saw it last; None = any."""
    values = {"content": encrypt(json.dumps(dict(content)).encode()), "saved_at": now}
    with transaction.atomic():
        row = _mine(actor, form, subject).select_for_update().filter(tab=tab).first()
        apart = row is not None and version is not None and version != row.version
        if row is not None and not apart:
            _mine(actor, form, subject).filter(pk=row.pk).update(version=row.version + 1, **values)
            return Kept(tab, row.version + 1, now)
        made = Draft.objects.create(
            municipality_id=actor.municipality_id, user_id=_maker(actor), form=form, subject=subject,
            tab=uuid4() if apart else tab, **values,
        )  # fmt: skip
    return Kept(made.tab, made.version, now, apart)


def kept(actor: Actor, form: str, subject: UUID) -> tuple[Kept, ...]:
    """What waits to be gone on with, the newest first."""
    rows = _mine(actor, form, subject).order_by("-saved_at", "-pk").values_list("tab", "version", "saved_at")
    return tuple(Kept(*row) for row in rows[:OFFERED])


def load(actor: Actor, form: str, subject: UUID, tab: UUID = ONE) -> dict[str, Any] | None:
    """What was kept, or None; also None when it was made with keys that this installation no longer has."""
    found = _mine(actor, form, subject).filter(tab=tab).values_list("content", flat=True).first()
    if found is None:
        return None
    try:
        content: dict[str, Any] = json.loads(decrypt(found))
    except Undecipherable:
        return None
    return content


def delete(actor: Actor, form: str, subject: UUID, tab: UUID = ONE) -> None:
    """The form was sent, or its maker does not want it any more."""
    _mine(actor, form, subject).filter(tab=tab).delete()


def clear_old(now: datetime) -> int:
    """Drafts that nobody came back for; how many went. For the nightly run."""
    return Draft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()[0]


def _mine(actor: Actor, form: str, subject: UUID) -> Any:
    return Draft.objects.filter(
        municipality_id=actor.municipality_id, user_id=_maker(actor), form=form, subject=subject
    )


def _maker(actor: Actor) -> int:
    """The system itself types nothing and has no drafts."""
    assert actor.user_id is not None  # noqa: S101  a page without a user is a fault
    return actor.user_id
