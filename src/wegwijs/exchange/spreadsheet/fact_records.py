"""One row of an older system becomes one fact of vocabulary v1, or the list of what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from wegwijs.eventlog import vocabulary

from . import values
from .cells import Row, Spoilt
from .mapping import Mapping as ColumnMapping
from .problems import Problem, shown
from .values import Invalid

_PAYLOAD = {field.name for kind in vocabulary.KINDS.values() for field in kind.fields}
FACT_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bsn": ("burgerservicenummer", "bsn nummer", "bsnnr"),
        "v_nummer": ("vreemdelingennummer", "vnr", "v nr"),
        "soort": ("kind", "feit", "gebeurtenis", "soort feit", "activity", "activiteit"),
        "op": ("datum", "on", "date", "happened on", "gebeurd op", "datum gebeurtenis"),
        "gegevens": ("payload", "details", "json", "inhoud"),
        **dict.fromkeys(sorted(_PAYLOAD), ()),
    }
)
FACT_NEEDED: tuple[tuple[str, ...], ...] = (("bsn", "v_nummer"), ("soort",), ("op",))
_FLAGS = dict.fromkeys(("ja", "j", "true", "waar", "1", "yes"), True)
_FLAGS |= dict.fromkeys(("nee", "n", "false", "onwaar", "0", "no"), False)


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact about the person with this BSN or V-number; the payload has been checked against the vocabulary."""

    line: int
    bsn: str | None
    v_number: str | None
    kind: str
    on: date
    payload: Mapping[str, Any]


def fact_reader(mapping: ColumnMapping, today: date) -> Callable[[Row], FactRecord | list[Problem]]:
    """A function that reads the rows of one file; `today` is the last day on which something can have happened."""
    positions = mapping.positions
    payload_at = [(name, at) for name, at in positions.items() if name in _PAYLOAD]

    def read(row: Row) -> FactRecord | list[Problem]:
        if row.code:
            return [Problem(row.line, "", row.code)]
        problems: list[Problem] = []

        def value(column: str, parse: Callable[[str], Any]) -> Any:
            at = positions.get(column)
            text: str = row.cells[at] if at is not None else ""
            if type(text) is Spoilt:
                problems.append(Problem(row.line, column, str(text)))
                return None
            if not text.strip():
                return None
            try:
                return parse(text if type(text) is not str else text.strip())
            except Invalid as error:
                params: dict[str, object] = {"value": shown(text)} if error.shows else {"limit": error.limit}
                problems.append(Problem(row.line, column, error.code, params))
            return None

        bsn, v_number = value("bsn", values.bsn), value("v_nummer", values.v_number)
        kind, on = value("soort", _kind), value("op", values.full_date)
        payload = value("gegevens", _json) or {}
        cells = {name: row.cells[at].strip() for name, at in payload_at if row.cells[at].strip()}
        told = {problem.field for problem in problems}
        if not bsn and not v_number and not told & {"bsn", "v_nummer"}:
            problems.append(Problem(row.line, "bsn", "bsn_or_v_number_missing"))
        if not kind and "soort" not in told:
            problems.append(Problem(row.line, "soort", "kind_missing"))
        if not on and "op" not in told:
            problems.append(Problem(row.line, "op", "date_needed"))
        elif on and on > today:
            problems.append(Problem(row.line, "op", "date_in_future"))
        checked = _payload(row.line, kind, payload, cells, problems) if kind else {}
        return problems or FactRecord(row.line, bsn, v_number, kind, on, checked)

    return read


def _kind(text: str) -> str:
    if text not in vocabulary.KINDS:
        raise Invalid("kind_unknown", shows=True)
    return text


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(values.plain_text(text, 20_000))
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Invalid) else Invalid("payload_unreadable") from error
    if not isinstance(found, dict):
        raise Invalid("payload_unreadable")
    return found


def _payload(
    line: int, kind: str, payload: dict[str, Any], cells: dict[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """The columns go over the JSON; every value gets the type that the vocabulary asks."""
    typed = dict(payload)
    for name, text in cells.items():
        declared = vocabulary.KINDS[kind].field(name)
        typed[name] = _typed(text, declared.type) if declared else text
    try:
        return vocabulary.validate(kind, typed, strict=True)
    except vocabulary.PayloadError as error:
        declared = vocabulary.KINDS[kind].field(error.field)
        if declared is None:
            problems.append(
                Problem(line, error.field[:40], "payload_unknown", {"name": shown(error.field), "kind": kind})
            )
        elif declared.choices:
            params: dict[str, object] = {"choices": ", ".join(declared.choices)}
            problems.append(Problem(line, error.field, "payload_choice", params))
        else:
            problems.append(Problem(line, error.field, f"payload_{declared.type}"))
    return {}


def _typed(text: str, wanted: str) -> Any:
    """A cell as the vocabulary's type; what cannot be read stays text, and the vocabulary refuses it."""
    try:
        match wanted:
            case "flag":
                return _FLAGS.get(text.casefold(), text)
            case "texts":
                return [part.strip() for part in text.split(",") if part.strip()]
            case "day":
                return values.full_date(text)
            case "whole" | "number":
                number = float(text.replace(",", "."))
                return int(number) if number.is_integer() else number
    except ValueError:  # Invalid is one
        return text
    return text
