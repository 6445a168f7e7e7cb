"""A log in which nobody can be looked up: keyed pseudonyms, a birth year, a coarse nationality, no team.

The key belongs to a project and lies outside the database. Two exports with one key can be joined, with two keys not.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from wegwijs.eventlog.log import CASE_ATTRIBUTES, COLUMNS, EVENT_ATTRIBUTES, LogCase
from wegwijs.eventlog.vocabulary import KINDS, SCHEMA

SHORTEST_KEY = 16
OTHER = "other"


class WeakKey(ValueError):
    """The key is too short to keep anything secret."""


def pseudonymise(cases: Iterable[LogCase], key: bytes, nationalities: Collection[str]) -> Iterator[LogCase]:
    """Case by case; only nationalities named are kept. Raises WeakKey."""
    if len(key) < SHORTEST_KEY:
        raise WeakKey(f"a key of at least {SHORTEST_KEY} bytes")
    for case in cases:
        known = {name: text for name, text in case.attributes.items() if name != "born"}
        if known.get("nationality", "") not in nationalities:
            known["nationality"] = OTHER
        yield LogCase(
            id=hmac.new(key, case.id.encode(), hashlib.sha256).hexdigest()[:32],
            attributes=known,
            events=tuple(replace(event, resource="") for event in case.events),
        )


def codebook(events: int, cases: int) -> dict[str, object]:
    """What the columns of a pseudonymised log mean; goes with the file."""
    first = {
        "case_id": "keyed pseudonym of the trajectory (HMAC-SHA256), the same in every log with this key",
        "activity": "kind of fact, vocabulary v1",
        "timestamp": "day on which it happened",
        "resource": "empty",
        "organisation": "provider, or empty",
    }
    return {
        "vocabulary": SCHEMA,
        "cases": cases,
        "events": events,
        "columns": {name: first[name] for name in COLUMNS},
        "case": {name: text for name, text in CASE_ATTRIBUTES.items() if name != "born"},
        "event": {
            name: sorted(
                {choice for kind in KINDS.values() for one in kind.fields if one.name == name for choice in one.choices}
            )
            or kind_
            for name, kind_ in EVENT_ATTRIBUTES.items()
        },
        "activities": list(KINDS),
    }
