"""The quarterly report: all dashboards of one day as one PDF, made of what was published and of nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation

from wegwijs.accounts.actor import Actor
from wegwijs.insight import queries, words
from wegwijs.insight.figures import Cell, Dashboard, Figure, Row
from wegwijs.letters.rendering import render

_QUARTER_ENDS = (3, 6, 9, 12)
_SPACE = ("count", "percent", "done", "waiting", "left", "median", "q75", "by_norm")  # what fits beside each other
_STATES = {"suppressed": "–", "not_reached": "…", "nothing": ""}


def quarter_end(actor: Actor) -> date:
    """The last day of a quarter of which there are figures, otherwise the latest day.

    Raises PermissionDenied and `queries.NothingPublished`.
    """
    days = queries.reference_dates(actor, queries.CODES[0])
    if not days:
        raise queries.NothingPublished
    return next((day for day in days if day.month in _QUARTER_ENDS), days[0])


def report(actor: Actor, reference_date: date, *, now: datetime) -> bytes:
    """The PDF, in Dutch. Raises as `queries.dashboard`."""
    with translation.override("nl"):
        found = [queries.dashboard(actor, code, reference_date) for code in queries.CODES]
        return render("figures", _data(found, now))


def _data(found: list[Dashboard], now: datetime) -> dict[str, Any]:
    first = found[0]
    return {
        "municipality_name": first.municipality,
        "made_on": now.date().isoformat(),
        "reference_date": first.reference_date.isoformat(),
        "few": first.few,
        "figures": [_figure(one.title, figure) for one in found for figure in one.figures],
    }


def _figure(goal: str, one: Figure) -> dict[str, Any]:
    chosen = [place for place, column in enumerate(one.table.columns) if column.measure in _SPACE]
    head = [one.table.columns[place].title for place in chosen]
    notes = [f"{words.NUMERATOR}: {one.numerator}. {words.DENOMINATOR}: {one.denominator}.", one.caveat]
    return {
        "goal": goal,
        "title": one.title,
        "definition": one.definition,
        "notes": [note for note in notes if note],
        "head": "\t".join(["", *head]),
        "body": ["\t".join(_line(row, chosen, one)) for row in one.table.rows],
    }


def _line(row: Row, chosen: list[int], one: Figure) -> list[str]:
    return [row.title, *(_text(row.cells[place], one.table.columns[place].unit) for place in chosen)]


def _text(cell: Cell, unit: str) -> str:
    if cell.value is None:
        return _STATES[cell.state]
    text = f"{cell.value:,}".replace(",", ".") + ("%" if unit == "percent" else "")
    return f"≈ {text}" if cell.state == "rounded" else text
