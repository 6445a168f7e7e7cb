"""Putting DUO's notices in the queue."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from .conduct import Mode
from .store import Database


def notify(held: Database, code: str, bsn: str, event: str, now: datetime) -> None:
    """Queue a notice for the municipality with this code; one that is not connected hears nothing."""
    municipality = held.municipality(code=code) if code else None
    if municipality is None:
        return
    first = str(uuid4())
    held.notify(municipality.oin, bsn, event, first, now)
    if held.setting("mode") == Mode.DUPLICATING:
        # Now the same message again, now another message that says the same.
        again = first if held.count("doubled") % 2 else str(uuid4())
        held.notify(municipality.oin, bsn, event, again, now)
