"""What DUO said last, per case: kept encrypted, newer answers beside older ones, each with its moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.exchange.models import DuoReading

from .reading import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """`said`: interface → answer; `at`: when each was read; `problems`: what could not be read the last time.

    `read_at`: when everything was asked; None when DUO was only asked about an event.
    """

    said: Mapping[str, Any] = field(default_factory=dict)
    at: Mapping[str, datetime] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    read_at: datetime | None = None


def kept(trajectory_id: int) -> Kept:
    """The last that DUO said of a case; empty when it was never asked."""
    row = DuoReading.objects.filter(pk=trajectory_id).first()
    if row is None:
        return Kept()
    found = json.loads(decrypt(row.content))
    at = {name: datetime.fromisoformat(moment) for name, moment in found["at"].items()}
    whole = datetime.fromisoformat(found["whole"]) if found["whole"] else None
    return Kept(found["said"], at, found["problems"], whole)


def keep(
    municipality_id: int, trajectory_id: int, reading: Reading, asked_at: datetime, *, whole: bool = False
) -> Kept:
    """Add a reading, in the caller's transaction, which holds the case. An answer never gives way to an older one.

    `asked_at` is the moment before the question: two readings side by side may come in crosswise.
    """
    before = kept(trajectory_id)
    newer = {
        name: answer for name, answer in reading.said.items() if name not in before.at or before.at[name] <= asked_at
    }
    said = {**before.said, **newer}
    at = {**before.at, **dict.fromkeys(newer, asked_at)}
    problems = {name: code for name, code in before.problems.items() if name not in newer} | dict(reading.problems)
    read_at = max(before.read_at or asked_at, asked_at) if whole else before.read_at
    content = {
        "said": said, "at": {name: moment.isoformat() for name, moment in at.items()}, "problems": problems,
        "whole": read_at.isoformat() if read_at else None,
    }  # fmt: skip
    DuoReading.objects.update_or_create(
        pk=trajectory_id,
        defaults={
            "municipality_id": municipality_id, "read_at": asked_at,
            "content": encrypt(json.dumps(content, ensure_ascii=False).encode()),
        },
    )  # fmt: skip
    return Kept(said, at, problems, read_at)
