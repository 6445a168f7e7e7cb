"""An assessment as language-neutral JSON for the snapshot, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from wegwijs.law.outcome import (
    Assessment,
    Component,
    Deadline,
    Entitlements,
    Extension,
    Fine,
    Option,
    Relief,
    Signal,
    Step,
    Steps,
    Term,
    Verdict,
    Violation,
)

_Part = TypeVar("_Part")
_DAYS = frozenset(
    {
        "new_term_until",
        "on",
        "due",
        "until",
        "starts_on",
        "last_day",
        "ends_exclusive",
        "done_on",
        "from_",
        "changes_on",
    }
)


def to_stored(assessment: Assessment) -> dict[str, Any]:
    """Plain dictionaries, lists, texts and numbers, keyed by attribute names."""
    return {name: _plain(getattr(assessment, name)) for name in Assessment.__dataclass_fields__}


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:
    kind = type(value)  # exact types: this runs some eighty times for every case that is assessed
    if kind in _AS_IT_IS:
        return value
    if kind is Step:
        return {
            "rule": value.rule,
            "article": value.article,
            "params": dict(value.params),
            "from": value.from_,
            "confidence": value.confidence,
        }
    if kind is tuple:
        return [_plain(part) for part in value]
    if kind is date:
        return value.isoformat()
    if hasattr(kind, "_fields"):
        return {
            name: part if type(part) in _AS_IT_IS else _plain(part)
            for name, part in zip(kind._fields, value, strict=True)
        }
    return dict(value) if isinstance(value, Mapping) else value


def from_stored(stored: Mapping[str, Any]) -> Assessment:
    """Read back what `to_stored` wrote. Raises KeyError or ValueError when it is something else."""
    term, fine, relief = stored["term"], stored["fine"], stored["relief"]
    whole = _days(stored)
    return Assessment(
        **{
            name: whole[name] for name in ("id", "on", "regime", "phase", "route", "level", "changes_on", "law_version")
        },
        deadlines=_read(Deadline, stored["deadlines"]),
        term=None if term is None else Term(**(_days(term) | {"extended_by": _read(Extension, term["extended_by"])})),
        components=_read(Component, stored["components"]),
        options=_read(Option, stored["options"]),
        fine=None if fine is None else _one(Fine, fine),
        proposals=tuple(
            Verdict(verdict["accepted"], tuple(Violation(**found) for found in verdict["violations"]))
            for verdict in stored["proposals"]
        ),
        relief=_one(Relief, relief),
        entitlements=_one(Entitlements, stored["entitlements"]),
        signals=_read(Signal, stored["signals"]),
        because=_steps(stored["because"]),
    )


def _read(make: Callable[..., _Part], parts: Iterable[Mapping[str, Any]]) -> tuple[_Part, ...]:
    return tuple(_one(make, part) for part in parts)


def _one(make: Callable[..., _Part], part: Mapping[str, Any]) -> _Part:
    values = _days(part)
    if "because" in values:
        values["because"] = _steps(part["because"])
    return make(**values)


def _days(part: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if value is not None and name in _DAYS else value
        for name, value in part.items()
    }


def _steps(told: Iterable[Mapping[str, Any]]) -> Steps:
    return tuple(Step(step["rule"], step["article"], step["params"], step["from"], step["confidence"]) for step in told)
