"""A form that was sent just after the session ran out: kept, and offered again after signing in.

Files are not kept, passwords neither. One per user: whoever sends a second one has not signed in yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from wegwijs.accounts import drafts
from wegwijs.accounts.actor import Actor

FORM = "interrupted"
SUBJECT = UUID(int=0)
NOT_KEPT = frozenset({"csrfmiddlewaretoken"})
MOST = 200_000  # characters; a form that a person fills in stays far below


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Where the form was going, and its fields in order; a name may occur more than once."""

    path: str
    fields: tuple[tuple[str, str], ...]
    kept_at: datetime


def keep(actor: Actor, request: HttpRequest, *, now: datetime) -> bool:
    """Keep what was sent; False when there was nothing to keep."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_KEPT and "password" not in name
    ]
    if not fields or sum(len(value) for _name, value in fields) > MOST:
        return False
    drafts.save(actor, FORM, SUBJECT, {"path": request.path, "fields": fields, "at": now.isoformat()}, now=now)
    return True


def waiting(actor: Actor) -> Interrupted | None:
    """What is still to be sent."""
    kept = drafts.load(actor, FORM, SUBJECT)
    if kept is None:
        return None
    fields = tuple((name, value) for name, value in kept["fields"])
    return Interrupted(kept["path"], fields, datetime.fromisoformat(kept["at"]))


def drop(actor: Actor) -> None:
    """Sent after all, or not wanted."""
    drafts.delete(actor, FORM, SUBJECT)
