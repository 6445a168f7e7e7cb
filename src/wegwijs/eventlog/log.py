"""An event log: what happened, to which case, on which day, with what is known of the case. No names, no free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wegwijs.eventlog.field_types import FieldType
from wegwijs.eventlog.vocabulary import KINDS

COLUMNS = ("case_id", "activity", "timestamp", "resource", "organisation")
"""How every row begins. `resource` is a team, never a person."""

CASE_ATTRIBUTES: Mapping[str, str] = {
    "municipality": "CBS code of the municipality",
    "group": "target group as DUO says: asylum, family, other",
    "permit": "kind of residence permit",
    "sex": "m, f, x; empty: not recorded",
    "born": "birth date, possibly partial; not in a pseudonymised log",
    "birth_year": "year of birth",
    "nationality": "ISO 3166-1; in a pseudonymised log `other` where fewer than ten people share it",
    "age_group": "age on the day of the export: 18-26, 27-39, 40-59, 60+",
    "regime": "law that applies on the day of the export",
    "phase": "phase on the day of the export",
    "route": "route on the day of the export",
    "pip_due": "last day on which the plan is in time, as the law computes it",
    "term_last_day": "last day of the term of three years, extensions included",
}
"""What is known of a case, derived attributes included: analysis never computes a date of the law itself."""

CAUSE = "cause"
"""Why, in words that at least ten cases share; `other` for all other words."""


def _shared_fields() -> dict[str, FieldType]:
    """Fields of the vocabulary that cannot hold free text, and the cause."""
    found: dict[str, FieldType] = {CAUSE: "text"}
    for kind in KINDS.values():
        for one in kind.fields:
            if one.choices or one.type not in {"text", "texts"}:
                found.setdefault(one.name, one.type)
    return dict(sorted(found.items()))


EVENT_ATTRIBUTES: Mapping[str, FieldType] = _shared_fields()
CASE_PREFIX = "case:"


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One event. Attributes are text as files hold it."""

    activity: str
    on: date
    resource: str = ""
    organisation: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogCase:
    """One case: its attributes and its events in order."""

    id: str
    attributes: Mapping[str, str]
    events: tuple[LogEvent, ...]


def as_text(value: object) -> str:
    """How a payload value stands in a log: true, false, numbers without a needless fraction, lists joined by |."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "|".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
