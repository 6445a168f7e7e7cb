"""The monitor as it is published: one answer from which JSON, HTML and XLSX are made, so that they hide the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wegwijs.analysis.disclosure.frame import Cell
from wegwijs.analysis.monitor.appendix import APPENDIX
from wegwijs.analysis.monitor.beyond import beyond
from wegwijs.analysis.monitor.cases import EXPORTED, cases_on
from wegwijs.analysis.monitor.counting import Counted, count
from wegwijs.analysis.monitor.linked import protect
from wegwijs.analysis.monitor.waits import waits
from wegwijs.analysis.reading.logs import EventLog, day_number, open_log

TOTAL = "Totaal"


def monitor(path: Path, on: date, min_cell: int) -> dict[str, Any]:
    """The tables of an exported log on a day. Raises Unreadable."""
    with open_log(path, EXPORTED) as log:
        return monitor_of(log, on, min_cell)


def monitor_of(log: EventLog, on: date, min_cell: int) -> dict[str, Any]:
    """The same of a log that is open already, read as `EXPORTED`."""
    log.engine.keep("cases", cases_on(log, on))
    counted = [count(log.engine, one) for one in (*APPENDIX, *beyond(day_number(on)))]
    hidden = protect(counted, min_cell)
    tables: dict[str, Any] = {}
    for table, cells in zip(counted, hidden, strict=True):
        _add(tables, table, cells, on)
    tables["W.1"] = {
        "title": "Wachttijden tussen stappen, in dagen", **waits(log, on, min_cell),
        "definition": {
            "numerator": "dag waarop de helft (of driekwart) de volgende stap had gezet",
            "denominator": "mensen die de eerste stap zetten; wie nog wacht telt mee, wie vertrok ook",
            "date": on.isoformat(),
            "caveat": "Leeg: nog niet bereikt, of te weinig mensen.",
        },
        "hidden": 0,
    }  # fmt: skip
    log.engine.forget("cases")
    return {"on": on.isoformat(), "min_cell": min_cell, "tables": tables}


def _add(tables: dict[str, Any], table: Counted, hidden: Collection[Cell], on: date) -> None:
    known = table.definition
    rows = _single(table, hidden) if known.columns is None else _by_column(table, hidden)
    if known.block:
        rows = [{"label": row["label"], "blok": known.block, **row} for row in rows]
    if known.id in tables:
        tables[known.id]["rows"] += rows
        tables[known.id]["hidden"] += len(hidden)
        return
    tables[known.id] = {
        "title": known.title,
        "columns": [name for name in rows[0] if name != "label"],
        "rows": rows,
        "definition": {
            "numerator": known.words.numerator,
            "denominator": known.words.denominator,
            "date": on.isoformat(),
            "caveat": known.words.caveat,
        },
        "hidden": len(hidden),
    }


def _labels(table: Counted) -> Sequence[str]:
    return [*table.frame.labels[:-1], TOTAL]


def _single(table: Counted, hidden: Collection[Cell]) -> list[dict[str, Any]]:
    return [
        {"label": label, "aantal": _count(table, (row, 0), hidden), "procent": _percent(table, row, 0, hidden)}
        for row, label in enumerate(_labels(table))
    ]


def _by_column(table: Counted, hidden: Collection[Cell]) -> list[dict[str, Any]]:
    known = table.definition
    codes = [*(known.columns or ()), "total"]
    names = [*(known.columns or {}).values(), "totaal"]
    rows = []
    for row, label in enumerate(_labels(table)):
        told: dict[str, Any] = {"label": label}
        for column, (code, name) in enumerate(zip(codes, names, strict=True)):
            if known.withheld and code == "total":
                continue
            percent = _percent(table, row, column, hidden)
            if code == known.withheld:
                told |= {f"{name}_aantal": None, f"{name}_procent": percent or None}
            else:
                told |= {f"{name}_aantal": _count(table, (row, column), hidden), f"{name}_procent": percent}
        rows.append(told)
    return rows


def _count(table: Counted, cell: Cell, hidden: Collection[Cell]) -> int | None:
    return None if cell in hidden else table.frame.count(cell)


def _percent(table: Counted, row: int, column: int, hidden: Collection[Cell]) -> int | None:
    """Whole, half up; only of two figures that are shown."""
    part, whole = (row, column), (len(table.frame.labels) - 1, column)
    of = table.frame.count(whole)
    if part in hidden or whole in hidden or not of:
        return None
    return (200 * table.frame.count(part) + of) // (2 * of)
