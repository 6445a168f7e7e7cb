"""A figure as a chart: of the table that stands beside it, so that both hide the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wegwijs.components.charts import Bars, Chart, Curve, Curves, Line, Lines, Series, Sign, Value
from wegwijs.insight.figures import Cell, Column, Figure
from wegwijs.insight.pages.words import days, said, shown
from wegwijs.insight.words import GROUPS


def drawn(figure: Figure, signs: Sequence[Sign] = ()) -> Chart | None:
    """None for a figure that is better read as a table, or of which nothing may be drawn."""
    if figure.chart == "bars":
        return _bars(figure)
    if figure.chart == "line":
        return _lines(figure, signs)
    return _curves(figure) if figure.chart == "curve" else None


def compared(figure: Figure) -> list[tuple[int, Column]]:
    """Which columns are drawn: shares per group, or counts when there are no shares; the total alone or not at all."""
    columns = list(enumerate(figure.table.columns))
    shares = [(place, one) for place, one in columns if one.unit == "percent"] or columns
    apart = [(place, one) for place, one in shares if one.group != "total"]
    return apart or shares


def _bars(figure: Figure) -> Chart | None:
    rows = [row for row in figure.table.rows if not row.is_total]
    chosen = compared(figure)
    if not any(row.cells[place].value is not None for row in rows for place, _ in chosen):
        return None
    return Bars(
        figure.title,
        tuple(row.title for row in rows),
        tuple(
            Series(str(GROUPS[column.group]), tuple(_value(row.cells[place], column) for row in rows))
            for place, column in chosen
        ),
    )


def _value(cell: Cell, column: Column) -> Value:
    return Value(None if cell.value is None else float(cell.value), shown(cell, column.unit))


def first_day(quarter: str) -> date:
    """2024-2 begins on 1 April 2024."""
    year, number = quarter.split("-")
    return date(int(year), 3 * int(number) - 2, 1)


def _lines(figure: Figure, signs: Sequence[Sign]) -> Chart | None:
    rows = [row for row in figure.table.rows if not row.is_total]
    chosen = compared(figure)
    if not any(row.cells[place].value is not None for row in rows for place, _ in chosen):
        return None
    lines = [
        Line(str(GROUPS[column.group]), tuple(map(_number, (row.cells[place] for row in rows))))
        for place, column in chosen
    ]
    unit = chosen[0][1].unit
    return Lines(
        figure.title, tuple(first_day(row.code) for row in rows), tuple(lines), lambda value: said(value, unit),
        tuple(signs),
    )  # fmt: skip


def _number(cell: Cell) -> float | None:
    return None if cell.value is None else float(cell.value)


def _curves(figure: Figure) -> Chart | None:
    several = [one for one in figure.curves if one.group != "total"] or list(figure.curves)
    curves = [
        Curve(
            one.title,
            tuple(float(point[0]) for point in one.points),
            tuple(point[1] / 100 for point in one.points),
            tuple(point[2] / 100 for point in one.points),
            tuple(point[3] / 100 for point in one.points),
            _half(figure, one.group),
        )
        for one in several
        if one.points
    ]
    if not curves:
        return None
    until = max(curve.times[-1] for curve in curves)
    norm = next((one.norm_days for one in several if one.norm_days is not None), None)
    return Curves(figure.title, tuple(curves), until, days(), float(norm) if norm is not None else None)


def _half(figure: Figure, group: str) -> float | None:
    """When half had taken the step, as the table says it."""
    at = next(place for place, column in enumerate(figure.table.columns) if column.measure == "median")
    return next((_number(row.cells[at]) for row in figure.table.rows if row.code == group), None)
