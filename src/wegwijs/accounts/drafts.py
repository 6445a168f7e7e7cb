"""What a user typed and has not confirmed: one draft per user, form and subject, encrypted, deleted on success."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import Undecipherable, decrypt, encrypt
from wegwijs.accounts.models import Draft

# A draft that nobody came back for in this time is cleared away: it may hold special personal data.
KEPT_FOR = timedelta(days=30)


def save(actor: Actor, form: str, subject: UUID, content: Mapping[str, Any], *, now: datetime) -> None:
    """Keep `content` (JSON-ready) instead of what was there."""
    Draft.objects.update_or_create(
        municipality_id=actor.municipality_id,
        user_id=_maker(actor),
        form=form,
        subject=subject,
        defaults={"content": encrypt(json.dumps(dict(content)).encode()), "saved_at": now},
    )


def load(actor: Actor, form: str, subject: UUID) -> dict[str, Any] | None:
    """What was kept, or None; also None when it was made with keys that this installation no longer has."""
    kept = _mine(actor, form, subject).values_list("content", flat=True).first()
    if kept is None:
        return None
    try:
        content: dict[str, Any] = json.loads(decrypt(kept))
    except Undecipherable:
        return None
    return content


def delete(actor: Actor, form: str, subject: UUID) -> None:
    """The form was sent, or its maker does not want it any more."""
    _mine(actor, form, subject).delete()


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
