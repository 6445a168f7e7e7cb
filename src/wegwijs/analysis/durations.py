"""The same estimators on a table of durations, one row a person."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wegwijs.analysis.answers import EVERYBODY, answer, ordered
from wegwijs.analysis.estimators import Sample
from wegwijs.analysis.problems import Unreadable, shown
from wegwijs.analysis.reading.texts import Form, Row, column, form_of, rows

_WORDS = {"true": "1", "false": "0", "yes": "1", "no": "0", "ja": "1", "nee": "0"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the table mean what."""

    duration: str
    event: str
    by: str | None = None
    entry: str | None = None


@dataclass(slots=True)
class _Group:
    entry: list[float] = field(default_factory=list)
    exit: list[float] = field(default_factory=list)
    event: list[str] = field(default_factory=list)


def survival(
    path: Path, columns: Columns, *, competing: bool = False, min_cell: int = 0, horizon: float | None = None
) -> dict[str, Any]:
    """Read the table and answer. `excluded` counts people whose entry is not before their exit: never at risk."""
    groups, excluded = _table(path, columns, competing=competing)
    return _answer(groups, excluded, columns, competing=competing, min_cell=min_cell, horizon=horizon)


def survival_of(
    paths: Mapping[str, Path], columns: Columns, *, competing: bool, min_cell: int, horizon: float | None
) -> dict[str, Any]:
    """Several tables, a group each under the name it has here. `columns.by` is None."""
    groups: dict[str, _Group] = {}
    excluded = 0
    for name, path in paths.items():
        read, left_out = _table(path, columns, competing=competing)
        groups[name] = read.get(EVERYBODY, _Group())
        excluded += left_out
    return _answer(groups, excluded, columns, competing=competing, min_cell=min_cell, horizon=horizon)


def _table(path: Path, columns: Columns, *, competing: bool) -> tuple[dict[str, _Group], int]:
    form = form_of(path)
    for name in (columns.duration, columns.event, columns.by, columns.entry):
        if name is not None:
            column(path, form, name)
    return _read(path, form, columns, competing=competing)


def _answer(
    groups: dict[str, _Group], excluded: int, columns: Columns, *, competing: bool, min_cell: int, horizon: float | None
) -> dict[str, Any]:
    causes = _causes(groups) if competing else None
    codes = {label: code for code, label in (causes or {1: "1"}).items()} | {"0": 0}
    samples = {name: _sample(groups[name], codes, delayed=columns.entry is not None) for name in ordered(groups)}
    found = answer(samples or {EVERYBODY: _sample(_Group(), codes, delayed=False)}, causes,
                   min_cell=min_cell, horizon=horizon)  # fmt: skip
    return found | ({"excluded": excluded} if excluded else {})


def _read(path: Path, form: Form, columns: Columns, *, competing: bool) -> tuple[dict[str, _Group], int]:
    groups: dict[str, _Group] = defaultdict(_Group)
    excluded = 0
    for row in rows(path, form):
        duration = _number(path, row, columns.duration, form.separator)
        entry = -math.inf if columns.entry is None else _number(path, row, columns.entry, form.separator)
        event = _event(path, row, columns.event, competing=competing)
        if entry >= duration:
            excluded += 1
            continue
        group = groups[EVERYBODY if columns.by is None else row.cells[columns.by].strip()]
        group.entry.append(entry)
        group.exit.append(duration)
        group.event.append(event)
    return groups, excluded


def _number(path: Path, row: Row, name: str, separator: str) -> float:
    text = row.cells[name].strip()
    if separator != "," and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        where = f"line {row.line}, column {name!r}"
        raise Unreadable(path, where, f"a number of zero or more; found {shown(row.cells[name])}")
    return value


def _event(path: Path, row: Row, name: str, *, competing: bool) -> str:
    """`0` censored, otherwise the cause as the table names it (1.0 is 1)."""
    text = row.cells[name].strip()
    text = _WORDS.get(text.lower(), text)
    try:
        value = float(text)
        text = str(int(value)) if value.is_integer() else text
    except (ValueError, OverflowError):
        pass
    if text in {"0", "1"} or (competing and text and text.lower() != "nan"):
        return text
    expected = "0 (censored) or a cause" if competing else "0 (censored) or 1 (event); other causes need --competing"
    raise Unreadable(path, f"line {row.line}, column {name!r}", f"{expected}; found {shown(row.cells[name])}")


def _causes(groups: dict[str, _Group]) -> dict[int, str]:
    """Codes for causes: `1` is the event, the others follow in order."""
    named = {event for group in groups.values() for event in group.event} - {"0", "1"}
    return {1: "1"} | dict(enumerate(ordered(dict.fromkeys(named)), start=2))


def _sample(group: _Group, codes: dict[str, int], *, delayed: bool) -> Sample:
    return Sample(
        exit=np.array(group.exit, dtype=np.float64),
        cause=np.array([codes[event] for event in group.event], dtype=np.int64),
        weight=np.ones(len(group.exit), dtype=np.int64),
        entry=np.array(group.entry, dtype=np.float64) if delayed else None,
    )
