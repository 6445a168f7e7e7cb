"""From what was published to tables with words. Adds percentages of cells that are shown, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wegwijs.insight import words
from wegwijs.insight.figures import Cell, Change, Chart, Column, Curve, Dashboard, Figure, Row, State, Table, Unit
from wegwijs.insight.models import PublishedTable

GROUPS = ("asylum", "family", "total")
_DIMENSIONS = ("route", "cohort", "team", "provider")
_ESTIMATES = ("q25", "median", "low", "high", "q75", "by_norm")
_UNITS: Mapping[str, Unit] = {
    "percent": "percent", "by_norm": "percent",
    "q25": "days", "median": "days", "low": "days", "high": "days", "q75": "days",
}  # fmt: skip
Value = int | list[int | None] | None
"""A cell as published: a count, [rounded, the last exact one], or nothing."""
SUPPRESSED = Cell(None, "suppressed")
NOTHING = Cell(None, "nothing")


def dashboard(row: PublishedTable, municipality: str, chosen: Mapping[str, str], part: tuple[str, str]) -> Dashboard:
    """A published row as a dashboard, narrowed to a part of the people and perhaps one group."""
    title, explanation = words.DASHBOARDS[row.code]
    groups = [chosen["group"]] if "group" in chosen else list(GROUPS)
    figures = row.content["figures"]
    return Dashboard(
        uuid=row.uuid, code=row.code, title=str(title), explanation=str(explanation), municipality=municipality,
        reference_date=row.reference_date, version=row.version, definition_version=row.definition_version,
        computed_at=row.computed_at, few=row.content["limits"]["few"],
        figures=tuple(_figure(code, told, "=".join(part) if part[0] else "", groups) for code, told in figures.items()),
        choices=_choices(row.content["slices"]), chosen=dict(chosen),
        changes=tuple(_change(each) for each in row.changes),
    )  # fmt: skip


def value_title(dimension: str, value: str) -> str:
    """How a value of a dimension is called; teams and providers by their own name."""
    return str(words.VALUES.get(dimension, {}).get(value, value))


def _choices(slices: Sequence[Sequence[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found = {"group": tuple((code, value_title("group", code)) for code in GROUPS)}
    for name in _DIMENSIONS:
        values = [value for dimension, value in slices if dimension == name]
        ordered = sorted(values) if name == "cohort" else values
        found[name] = tuple((value, value_title(name, value)) for value in ordered)
    return found


def _figure(code: str, told: Mapping[str, Any], part: str, groups: Sequence[str]) -> Figure:
    known = words.FIGURES[code]
    if part not in told["tables"]:
        return Figure(code, str(known.title), str(known.definition), str(known.numerator), str(known.denominator),
                      str(words.NOT_SPLIT), "people", "none", Table((), ()))  # fmt: skip
    found = told["tables"][part]
    is_series = told["rows"][0].endswith((" yes", " no"))
    curves: tuple[Curve, ...] = ()
    chart: Chart = "bars"
    if "waits" in found:
        table, chart, curves = _wait(found, groups), "curve", _curves(found, groups)
    elif is_series:
        table, chart = _series(told["rows"], found["counts"], groups), "line"
    else:
        table = _spread(dict(known.rows), told["rows"], found["counts"], groups)
    return Figure(
        code, str(known.title), str(known.definition), str(known.numerator), str(known.denominator),
        str(known.caveat), "days" if chart == "curve" else "people", chart, table, curves,
    )  # fmt: skip


def _column(group: str, measure: str) -> Column:
    title = f"{words.GROUPS[group]}, {words.MEASURES[measure]}"
    return Column(group, measure, title, _UNITS.get(measure, "people"))


def _places(groups: Sequence[str]) -> list[int]:
    return [GROUPS.index(group) for group in groups]


def _spread(
    labels: Mapping[str, words.Text], rows: Sequence[str], counts: Sequence[Sequence[Value]], groups: Sequence[str]
) -> Table:
    columns = tuple(_column(group, measure) for group in groups for measure in ("count", "percent"))
    found = []
    for code, line in zip(rows, counts, strict=True):
        cells = [
            cell
            for place in _places(groups)
            for cell in (_count(line[place]), _percent(line[place], counts[-1][place]))
        ]
        is_total = code == "total"
        found.append(Row(code, str(words.TOTAL if is_total else labels[code]), tuple(cells), is_total))
    return Table(columns, tuple(found))


def _series(rows: Sequence[str], counts: Sequence[Sequence[Value]], groups: Sequence[str]) -> Table:
    """A row a quarter: which percentage, of how many. Without people there is nothing to say."""
    columns = tuple(_column(group, measure) for group in groups for measure in ("percent", "count"))
    found = []
    for place in range(0, len(rows) - 1, 2):
        cells: list[Cell] = []
        for group in _places(groups):
            yes, no = counts[place][group], counts[place + 1][group]
            whole = _together(yes, no)
            cells += [_percent(yes, whole), _count(whole)]
        quarter = rows[place].split(" ")[0]
        found.append(Row(quarter, quarter.replace("-", " K"), tuple(cells)))
    return Table(columns, tuple(found))


def _wait(found: Mapping[str, Any], groups: Sequence[str]) -> Table:
    """A row a group: how many, and the days by which shares of them had taken the step."""
    measures = ["count", "done", "waiting", "left", *_ESTIMATES[: None if found["norm"] is not None else -1]]
    columns = tuple(Column("", name, str(words.MEASURES[name]), _UNITS.get(name, "people")) for name in measures)
    done, waiting, left, total = found["counts"]
    rows = []
    for group in groups:
        place = GROUPS.index(group)
        counts = [_count(line[place]) for line in (total, done, waiting, left)]
        told = found["waits"][group]
        estimates = [_estimate(told, name) for name in measures[4:]]
        rows.append(Row(group, str(words.GROUPS[group]), (*counts, *estimates), group == "total"))
    return Table(columns, tuple(rows))


def _curves(found: Mapping[str, Any], groups: Sequence[str]) -> tuple[Curve, ...]:
    told = found["waits"]
    return tuple(
        Curve(group, str(words.GROUPS[group]), tuple(tuple(point) for point in told[group]["curve"]), found["norm"])
        for group in groups
        if told[group]
    )


def _count(value: Value) -> Cell:
    if isinstance(value, list):
        return Cell(value[0], "rounded")
    return SUPPRESSED if value is None else Cell(value)


def _together(one: Value, other: Value) -> Value:
    """The sum of two cells: not shown when one is not, rounded when one is."""
    first, second = _count(one), _count(other)
    if first.value is None or second.value is None:
        return None
    both = first.value + second.value
    return [both, None] if "rounded" in {first.state, second.state} else both


def _percent(part: Value, whole: Value) -> Cell:
    """Whole, half up; only of two figures that are shown, and as exact as the two."""
    of, everybody = _count(part), _count(whole)
    if of.value is None or everybody.value is None:
        return SUPPRESSED
    if not everybody.value:
        return NOTHING
    share = min((200 * of.value + everybody.value) // (2 * everybody.value), 100)
    return Cell(share, "rounded" if "rounded" in {of.state, everybody.state} else "shown")


def _estimate(told: Mapping[str, Any] | None, name: str) -> Cell:
    if told is None:
        return SUPPRESSED
    value = told[name]
    missing: State = "suppressed" if name == "by_norm" else "not_reached"
    return Cell(None, missing) if value is None else Cell(value)


def _change(told: Sequence[Any]) -> Change:
    figure, part, row, column, before, after = told
    name, _, value = part.partition("=")
    known = words.FIGURES[figure]
    label = dict(known.rows).get(row, words.TOTAL if row == "total" else row)
    narrowed = f"{words.DIMENSIONS[name]}: {value_title(name, value)}" if name else ""
    return Change(str(known.title), str(label), str(words.GROUPS[column]), narrowed, _count(before), _count(after))
