"""A table of counts with its margins, as a network: every cell flows from the sum it is part of to the other one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from wegwijs.analysis.problems import Unreadable, shown
from wegwijs.analysis.reading.texts import form_of, rows

TOTAL = "total"
Cell = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True)
class Frame:
    """Counts with the total row last and, when `wide`, the total column last. `counts[row][column]`."""

    columns: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    wide: bool
    name: str = field(default="table", compare=False)

    @cached_property
    def arcs(self) -> Mapping[Cell, tuple[Node, Node]]:
        """Cell → from which sum to which. In two dimensions a row's sum and a column's; in one, the total and back."""
        last_row, last_column = len(self.labels) - 1, len(self.columns) - 1
        found: dict[Cell, tuple[Node, Node]] = {}
        for row, column in self.cells():
            across, down = ("row", row), ("column", column)
            if not self.wide:
                across, down = ("parts", column), ("whole", column)
            turned = (row == last_row) != (self.wide and column == last_column)
            found[row, column] = (down, across) if turned else (across, down)
        return found

    def cells(self) -> Iterator[Cell]:
        """Every cell, margins included."""
        for row in range(len(self.labels)):
            for column in range(len(self.columns)):
                yield row, column

    def count(self, cell: Cell) -> int:
        """What stands in a cell."""
        return self.counts[cell[0]][cell[1]]

    def named(self, cell: Cell) -> list[str]:
        """Label and column."""
        return [self.labels[cell[0]], self.columns[cell[1]]]

    def small(self, min_cell: int) -> frozenset[Cell]:
        """Cells that may not be shown: of somebody, but of fewer than the threshold."""
        return frozenset(cell for cell in self.cells() if 0 < self.count(cell) < min_cell)

    def shown(self, hidden: Collection[Cell]) -> list[dict[str, str | int | None]]:
        """Rows for publication."""
        return [
            {"label": label}
            | {
                name: None if (row, column) in hidden else self.counts[row][column]
                for column, name in enumerate(self.columns)
            }
            for row, label in enumerate(self.labels)
        ]


def with_margins(columns: list[str], labels: list[str], counts: list[list[int]], *, wide: bool, name: str) -> Frame:
    """Add the total row and, when `wide`, the total column."""
    table = [[*row, sum(row)] if wide else list(row) for row in counts]
    width = len(columns) + wide
    table.append([sum(row[column] for row in table) for column in range(width)])
    heads = (*columns, TOTAL) if wide else tuple(columns)
    return Frame(heads, (*labels, TOTAL), tuple(map(tuple, table)), wide, name)


def read_frame(path: Path) -> Frame:
    """A CSV with `label`, columns and, for two dimensions, `total`; its last row `total`. Raises Unreadable."""
    form = form_of(path)
    if not form.header or form.header[0].lower() != "label" or len(form.header) < 2:
        raise Unreadable(path, "header", "a first column 'label' and one or more columns of counts")
    columns = form.header[1:]
    labels: list[str] = []
    counts: list[tuple[int, ...]] = []
    line = form.first_row
    for row in rows(path, form):
        line = row.line
        labels.append(row.cells[form.header[0]].strip())
        counts.append(tuple(_count(path, line, name, row.cells[name]) for name in columns))
    if len(labels) < 2 or labels[-1].lower() != TOTAL:
        raise Unreadable(path, f"line {line}", "a last row 'total' below one or more rows")
    wide = len(columns) > 1 and columns[-1].lower() == TOTAL
    frame = Frame(columns, tuple(labels), tuple(counts), wide, str(path))
    _refuse_wrong_sums(path, frame)
    return frame


def _count(path: Path, line: int, name: str, text: str) -> int:
    value = text.strip().removesuffix(".0")
    if not (value.isascii() and value.isdigit()):
        raise Unreadable(path, f"line {line}, column {name!r}", f"a whole number of people; found {shown(text)}")
    return int(value)


def _refuse_wrong_sums(path: Path, frame: Frame) -> None:
    if len(set(frame.labels)) < len(frame.labels):
        twice = next(label for label in frame.labels if frame.labels.count(label) > 1)
        raise Unreadable(path, "", f"labels that differ; {shown(twice)} is there twice")
    for column, name in enumerate(frame.columns):
        parts = sum(row[column] for row in frame.counts[:-1])
        if parts != frame.counts[-1][column]:
            expected = f"a total of {parts}, the sum of the rows; found {frame.counts[-1][column]}"
            raise Unreadable(path, f"column {name!r}", expected)
    if frame.wide:
        for label, row in zip(frame.labels, frame.counts, strict=True):
            if sum(row[:-1]) != row[-1]:
                raise Unreadable(path, f"row {label!r}", f"a total of {sum(row[:-1])}; found {row[-1]}")
