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
_MOST_VALUES = 24  # of teams or providers; the rest is not shown apart


@dataclass(frozen=True)
class Kinds:
    """Kinds of people: those who share all that a figure looks at. `n`: how many of each."""

    n: Whole
    row: npt.NDArray[np.object_]
    who: npt.NDArray[np.object_]
    by: dict[str, npt.NDArray[np.object_]]
    took: Whole  # days waited; zero where nobody waits

    def where(self, one: Slice) -> Mask:
        """Which kinds belong to a slice."""
        everybody: Mask = np.ones(len(self.n), dtype=bool)
        return everybody if one == EVERYBODY else np.asarray(self.by[one[0]] == one[1], dtype=bool)

    def column(self, name: str) -> Mask:
        """Which kinds belong to a column."""
        everybody: Mask = np.ones(len(self.n), dtype=bool)
        return everybody if name == COLUMNS[-1] else np.asarray(self.who == name, dtype=bool)


def slices(made: Engine, cases: Table) -> tuple[Slice, ...]:
    """Everybody, and then every value of every dimension, the largest first."""
    found = [EVERYBODY]
    for name in DIMENSIONS:
        counted = made.answer(cases.group_by(value=cases[name]).agg(n=cases.count()))
        ordered = sorted(counted, key=lambda row: (-row["n"], row["value"]))
        found += [(name, row["value"]) for row in ordered[:_MOST_VALUES]]
    return tuple(found)


def kinds(made: Engine, cases: Table, figure: Figure, norms: Norms) -> Kinds:
    """The kinds of people of a figure."""
    people = cases.filter(POPULATIONS[figure.population](cases))
    told = _told(people, figure, norms)
    keys = ["row", "took", "who", *DIMENSIONS]
    return _kinds(made.answer(told.group_by(keys).agg(n=told.count())))


def _told(people: Table, figure: Figure, norms: Norms) -> Table:
    """Row and days of each of these people."""
    common = [people.who, *(people[name] for name in DIMENSIONS)]
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
    return people.select(people.who, *(people[name] for name in DIMENSIONS), row=row, took=took)


def _kinds(rows: Sequence[dict[str, Any]]) -> Kinds:
    def texts(name: str) -> npt.NDArray[np.object_]:
        return np.array([row[name] for row in rows], dtype=object)

    def whole(name: str) -> Whole:
        return np.array([row[name] for row in rows], dtype=np.int64)

    return Kinds(whole("n"), texts("row"), texts("who"), {name: texts(name) for name in DIMENSIONS}, whole("took"))


def totals(made: Engine, cases: Table) -> tuple[Kinds, dict[str, Mask]]:
    """Kinds of people by the populations they are in; and which kinds are in which population."""
    flags = {name: of(cases) for name, of in POPULATIONS.items()}
    told = cases.select(cases.who, *(cases[name] for name in DIMENSIONS), **flags)
    rows = made.answer(told.group_by([*flags, "who", *DIMENSIONS]).agg(n=told.count()))
    for row in rows:
        row |= {"row": "", "took": 0}
    return _kinds(rows), {name: np.array([bool(row[name]) for row in rows], dtype=bool) for name in flags}


def without_days(found: Kinds) -> Kinds:
    """The same people; how long they waited no longer told apart."""
    merged: dict[tuple[str, ...], int] = {}
    for place, count in enumerate(found.n.tolist()):
        key = (found.row[place], found.who[place], *(found.by[name][place] for name in DIMENSIONS))
        merged[key] = merged.get(key, 0) + count
    names = ("row", "who", *DIMENSIONS)
    return _kinds([{**dict(zip(names, key, strict=True)), "n": n, "took": 0} for key, n in merged.items()])


@dataclass(frozen=True)
class Cube:
    """Cells of a figure: slice × row (the total last) × column. `members`: which kinds each cell counts."""

    slices: tuple[Slice, ...]
    rows: tuple[str, ...]
    counts: Whole
    members: Mask
    kinds: Kinds


def cube(found: Kinds, figure: Figure, norms: Norms, all_slices: tuple[Slice, ...]) -> Cube:
    """All cells of a figure."""
    rows = rows_of(figure, norms.on)
    in_row = np.array([np.asarray(found.row == row, dtype=bool) for row in rows])
    return build(found, rows, np.concatenate([in_row, in_row.any(axis=0, keepdims=True)]), all_slices)


def build(found: Kinds, rows: tuple[str, ...], in_row: Mask, all_slices: tuple[Slice, ...]) -> Cube:
    """A cube of rows given as sets of kinds."""
    where = np.array([found.where(one) for one in all_slices])
    column = np.array([found.column(name) for name in COLUMNS])
    members = where[:, None, None, :] & in_row[None, :, None, :] & column[None, None, :, :]
    counts: Whole = np.array([part.astype(np.int64) @ found.n for part in members])
    return Cube(all_slices, rows, counts, members, found)
