"""What a page, a file or a letter gets of a dashboard: plain values with their words, and nothing hidden in them.

Everything that leaves is made from these: a cell that may not be known has no value here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Chart = Literal["bars", "line", "curve", "none"]
State = Literal["shown", "rounded", "suppressed", "not_reached", "nothing"]
Unit = Literal["people", "percent", "days"]


@dataclass(frozen=True, slots=True)
class Cell:
    """`rounded`: exact it would tell of too few people, beside what was published before, so about this many.

    `suppressed`: may not be shown. `not_reached`: so many have not got there yet. `nothing`: of nobody.
    """

    value: int | None
    state: State = "shown"


@dataclass(frozen=True, slots=True)
class Column:
    """`group`: asylum, family or total; `measure`: what of it, such as count, percent or median."""

    group: str
    measure: str
    title: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Row:
    """`is_total`: the row of everybody. Cells in the order of the columns."""

    code: str
    title: str
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with words; from these come page, CSV, XLSX and chart."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """How many percent had taken the step by a day, with 95% bounds: (day, share, lower, upper)."""

    group: str
    title: str
    points: tuple[tuple[int, int, int, int], ...]
    norm_days: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A change of policy on a series in time."""

    on: date
    title: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `definition` says what it tells; `caveat` what not to read in it."""

    code: str
    title: str
    definition: str
    numerator: str
    denominator: str
    caveat: str
    unit: Unit
    chart: Chart
    table: Table
    curves: tuple[Curve, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another one than in the version before."""

    figure: str
    row: str
    column: str
    narrowed: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True, eq=False)
class Dashboard:
    """`choices`: dimension → (value, words), by what it can be narrowed; `chosen`: how it was.

    Put together once (`queries`), so one is compared as itself: pages keep what they drew of it.
    """

    uuid: UUID
    code: str
    title: str
    explanation: str
    municipality: str
    reference_date: date
    version: int
    definition_version: str
    computed_at: datetime
    few: int
    figures: tuple[Figure, ...]
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    chosen: Mapping[str, str]
    changes: tuple[Change, ...]
