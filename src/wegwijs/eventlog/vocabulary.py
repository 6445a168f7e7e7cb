"""Vocabulary v1: which kinds of facts exist, what they carry, and the one check on both."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from wegwijs.eventlog.field_types import FIRST_DAY, LAST_DAY, Field, FieldError, FieldType, parse_day
from wegwijs.eventlog.kinds import KINDS_BY_NAME, Kind

__all__ = [
    "FIRST_DAY",
    "KINDS",
    "LAST_DAY",
    "RESERVED",
    "SCHEMA",
    "Field",
    "FieldError",
    "FieldType",
    "Kind",
    "PayloadError",
    "UnknownKind",
    "parse_day",
    "rank",
    "validate",
]

SCHEMA = 1
"""Stored with every payload; readers upgrade older numbers, nobody rewrites them."""

KINDS: Mapping[str, Kind] = MappingProxyType(KINDS_BY_NAME)

RESERVED = frozenset({"kind", "on", "id", "supersedes"})
"""Keys of the fact itself: no payload may use them, because the contract writes payload keys beside them."""


class UnknownKind(ValueError):
    """No such kind in this vocabulary."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"unknown kind {kind!r}")
        self.kind = kind


class PayloadError(ValueError):
    """One payload field does not fit: `kind`, `field`, and what was `expected` (English)."""

    def __init__(self, kind: str, field: str, expected: str) -> None:
        super().__init__(f"{kind}.{field}: expected {expected}")
        self.kind = kind
        self.field = field
        self.expected = expected


def rank(kind: str) -> int:
    """Place of the kind among facts of one day. Raises UnknownKind."""
    found = KINDS.get(kind)
    if found is None:
        raise UnknownKind(kind)
    return found.rank


def validate(kind: str, payload: Mapping[str, object], *, strict: bool = False) -> dict[str, Any]:
    """Check a payload and return it JSON-ready (days as ISO text, lists as lists, empty optional fields left out).

    Unknown keys pass untouched, so that newer senders do not break older readers; `strict` refuses them.
    Raises UnknownKind or PayloadError.
    """
    known = KINDS.get(kind)
    if known is None:
        raise UnknownKind(kind)
    checked: dict[str, Any] = {}
    for field in known.fields:
        value = payload.get(field.name)
        if value is None:
            if field.required:
                raise PayloadError(kind, field.name, _expected(field))
            continue
        try:
            checked[field.name] = field.check(value)
        except FieldError as error:
            raise PayloadError(kind, field.name, error.expected) from None
    for name, value in payload.items():
        if name in checked or known.field(name) is not None:
            continue
        if name in RESERVED:
            raise PayloadError(kind, name, "a payload without the keys " + ", ".join(sorted(RESERVED)))
        if strict:
            raise PayloadError(kind, name, "no such field; known: " + ", ".join(f.name for f in known.fields))
        checked[name] = value
    return checked


_DESCRIPTIONS: dict[FieldType, str] = {
    "text": "text",
    "flag": "true or false",
    "whole": "a whole number",
    "number": "a number",
    "day": "a date as YYYY-MM-DD",
    "texts": "a list of texts",
}


def _expected(field: Field) -> str:
    return "one of " + ", ".join(field.choices) if field.choices else _DESCRIPTIONS[field.type]
