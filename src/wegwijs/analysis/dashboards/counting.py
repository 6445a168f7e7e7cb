"""From a definition to counts of people, by row, group and everything a dashboard can be narrowed by.

The engine counts how many people share row, group, route, year, team and provider; all cells are sums of those kinds
of people, so two cells can be compared person by person without knowing a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
from ibis.expr.types import Table

from wegwijs.analysis.dashboards.cases import DIMENSIONS
from wegwijs.analysis.dashboards.definitions import (
    DONE,
    LEFT,
    NO,
    WAITING,
    YES,
    Figure,
    Norms,
    Series,
    Spread,
    Wait,
    rows_of,
)  # fmt: skip
from wegwijs.analysis.dashboards.figures import POPULATIONS
from wegwijs.analysis.engine import Engine
from wegwijs.analysis.reading.logs import day_number

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
COLUMNS = ("asylum", "family", "total")
Slice = tuple[str, str]
"""A dimension and its value; ("", "") is everybody."""
EVERYBODY: Slice = ("", "")
_THEN = "_then"
_MOST_VALUES = 24  # of teams or providers; the rest is not shown apart


@dataclass(frozen=True)
class Kinds:
    """Kinds of people: those who share all that a figure looks at. `n`: how many of each.

    `took`: days waited, zero where nobody waits. `then`: the same people as they stood on an earlier day.
    """

    n: Whole
    row: npt.NDArray[np.object_]
    who: npt.NDArray[np.object_]
    by: dict[str, npt.NDArray[np.object_]]
    took: Whole
    then: Kinds | None = None

    def where(self, one: Slice) -> Mask:
        """Which kinds belong to a slice."""
        everybody: Mask = np.ones(len(self.n), dtype=bool)
        return everybody if one == EVERYBODY else np.asarray(self.by[one[0]] == one[1], dtype=bool)

    def column(self, name: str) -> Mask:
        """Which kinds belong to a column."""
        everybody: Mask = np.ones(len(self.n), dtype=bool)
        return everybody if name == COLUMNS[-1] else np.asarray(self.who == name, dtype=bool)


@dataclass(frozen=True, slots=True)
class Day:
    """The people of a day, one row a case, and what their days are held against."""

    people: Table
    norms: Norms


def slices(made: Engine, cases: Table) -> tuple[Slice, ...]:
    """Everybody, and then every value of every dimension, the largest first."""
    found = [EVERYBODY]
    for name in DIMENSIONS:
        counted = made.answer(cases.group_by(value=cases[name]).agg(n=cases.count()))
        ordered = sorted(counted, key=lambda row: (-row["n"], row["value"]))
        found += [(name, row["value"]) for row in ordered[:_MOST_VALUES]]
    return tuple(found)


def kinds(made: Engine, day: Day, figure: Figure, earlier: Day | None = None) -> Kinds:
    """The kinds of people of a figure, and how they stood on an earlier day. How long each waited is not told apart."""
    told = _counted_in(day, figure)
    keys = ["row", "who", *DIMENSIONS]
    if earlier is not None:
        before = _counted_in(earlier, figure)
        renamed = before.select("case_key", **{f"{name}{_THEN}": before[name] for name in keys})
        told = told.outer_join(renamed, "case_key")
        keys += [f"{name}{_THEN}" for name in keys]
    return _kinds(made.answer(told.group_by(keys).agg(n=told.count())), earlier=earlier is not None)


def spells(made: Engine, day: Day, figure: Figure) -> Kinds:
    """The same, with how long each waited."""
    told = _counted_in(day, figure)
    return _kinds(made.answer(told.group_by(["row", "took", "who", *DIMENSIONS]).agg(n=told.count())))


def _counted_in(day: Day, figure: Figure) -> Table:
    return _told(day.people.filter(POPULATIONS[figure.population](day.people)), figure, day.norms)


def _told(people: Table, figure: Figure, norms: Norms) -> Table:
    """Row and days of each of these people."""
    common = [people.case_key, people.who, *(people[name] for name in DIMENSIONS)]
    no_days = ibis.literal(0).cast("int64")
    if isinstance(figure, Spread):
        return people.select(*common, row=figure.of(people, norms), took=no_days)
    if isinstance(figure, Series):
        quarter = _quarter(people, figure.day)
        answer = ibis.cases((figure.so(people, norms), YES), else_=NO)
        told = people.select(*common, row=quarter + " " + answer, took=no_days, day=people[figure.day])
        return told.filter(
            told.row.isin(list(rows_of(figure, norms.on))) & (told.day <= day_number(norms.on) - figure.after(norms))
        )
    started = people.filter(people[figure.start].notnull())
    return _waited(started, figure, norms)


def _quarter(people: Table, column: str) -> Any:
    day = ibis.literal("1970-01-01").cast("date") + people[column].as_interval("D")
    return day.year().cast("string") + "-" + day.quarter().cast("string")


def _waited(people: Table, figure: Wait, norms: Norms) -> Table:
    begin, end, left = people[figure.start], people[figure.end], people.left_on
    row = ibis.cases((end.notnull(), DONE), (left.notnull(), LEFT), else_=WAITING)
    until = ibis.coalesce(end, left, ibis.literal(day_number(norms.on)))
    took = ibis.greatest(until - begin, 0).cast("int64")
    return people.select(people.case_key, people.who, *(people[name] for name in DIMENSIONS), row=row, took=took)


def _kinds(rows: Sequence[dict[str, Any]], *, earlier: bool = False) -> Kinds:
    count = np.array([row["n"] for row in rows], dtype=np.int64)
    took = np.array([row.get("took", 0) for row in rows], dtype=np.int64)

    def texts(name: str) -> npt.NDArray[np.object_]:
        return np.array([row.get(name, "") for row in rows], dtype=object)

    def seen(suffix: str, then: Kinds | None) -> Kinds:
        by = {name: texts(name + suffix) for name in DIMENSIONS}
        return Kinds(count, texts("row" + suffix), texts("who" + suffix), by, took, then)

    return seen("", seen(_THEN, None) if earlier else None)


def totals(made: Engine, day: Day, earlier: Day | None = None) -> tuple[Kinds, Mask, Mask]:
    """Kinds of people by the populations they are in; which kinds are in which population, now and then."""
    told, keys = _flagged(day.people), [*POPULATIONS, "who", *DIMENSIONS]
    if earlier is not None:
        before = _flagged(earlier.people)
        renamed = before.select("case_key", **{f"{name}{_THEN}": before[name] for name in keys})
        told = told.outer_join(renamed, "case_key")
        keys += [f"{name}{_THEN}" for name in keys]
    rows = made.answer(told.group_by(keys).agg(n=told.count()))

    def inside(suffix: str) -> Mask:
        return np.array([[bool(row.get(name + suffix)) for row in rows] for name in POPULATIONS], dtype=bool)

    return _kinds(rows, earlier=earlier is not None), inside(""), inside(_THEN)


def _flagged(cases: Table) -> Table:
    flags = {name: of(cases) for name, of in POPULATIONS.items()}
    return cases.select(cases.case_key, cases.who, *(cases[name] for name in DIMENSIONS), **flags)


@dataclass(frozen=True)
class Cube:
    """Cells of a figure: slice × row (the total last) × column. `members`: which kinds each cell counts.

    `before`: which it counted on the earlier day.
    """

    slices: tuple[Slice, ...]
    counts: Whole
    members: Mask
    before: Mask | None
    n: Whole


def cube(found: Kinds, rows: tuple[str, ...], parts: tuple[Slice, ...]) -> Cube:
    """All cells of a figure."""
    return build(found, _in_rows(found, rows), None if found.then is None else _in_rows(found.then, rows), parts)


def _in_rows(found: Kinds, rows: tuple[str, ...]) -> Mask:
    in_row = np.array([np.asarray(found.row == row, dtype=bool) for row in rows])
    return np.concatenate([in_row, in_row.any(axis=0, keepdims=True)])


def build(found: Kinds, in_row: Mask, in_row_then: Mask | None, parts: tuple[Slice, ...]) -> Cube:
    """A cube of rows given as sets of kinds, now and on the earlier day."""
    members = _members(found, in_row, parts)
    counts: Whole = np.array([part.astype(np.int64) @ found.n for part in members])
    before = None if found.then is None or in_row_then is None else _members(found.then, in_row_then, parts)
    return Cube(parts, counts, members, before, found.n)


def _members(found: Kinds, in_row: Mask, parts: tuple[Slice, ...]) -> Mask:
    where = np.array([found.where(one) for one in parts])
    column = np.array([found.column(name) for name in COLUMNS])
    cells: Mask = where[:, None, None, :] & in_row[None, :, None, :] & column[None, None, :, :]
    return cells
