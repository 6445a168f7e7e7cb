"""What was published before, and which figures would now tell of too few people beside it.

A figure that grew by two tells of those two. Where the people counted then are all among those counted now (or the
other way round) and too few make the difference, the figure is told rounded. So is one that was rounded the last time
and is still close to the last exact figure, and one of which a later version of the same day differs by too few.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from wegwijs.analysis.dashboards.counting import COLUMNS, Cube, Mask, Slice, Whole
from wegwijs.analysis.disclosure.cubes import Limits
from wegwijs.analysis.disclosure.rounding import rounded

Content = Mapping[str, Any]
"""One figure as it was published."""
Value = int | list[int | None] | None
"""A cell: a count, nothing (not shown), or [rounded, the last exact figure before it]."""


def key(part: Slice) -> str:
    """How a slice is named in what is published."""
    return "=".join(part) if part[0] else ""


def anchors(cells: Cube, rows: tuple[str, ...], told: Content | None) -> tuple[Whole, Mask]:
    """Of each cell the last exact figure (-1: none), and whether it was that of `told` itself."""
    last: Whole = np.full(cells.counts.shape, -1, dtype=np.int64)
    own: Mask = np.zeros(cells.counts.shape, dtype=bool)
    known = {row: place for place, row in enumerate(told["rows"])} if told else {}
    for one, part in enumerate(cells.slices):
        counts = told["tables"].get(key(part), {}).get("counts") if told else None
        for place, row in enumerate(rows):
            if counts is None or row not in known:
                continue
            for column in range(len(COLUMNS)):
                value = counts[known[row]][column]
                own[one, place, column] = isinstance(value, int)
                last[one, place, column] = _exact(value)
    return last, own


def _exact(value: Value) -> int:
    before = value[1] if isinstance(value, list) else value
    return -1 if before is None else before


def telling(
    cells: Cube, rows: tuple[str, ...], limits: Limits, month: Content | None, same_day: Content | None
) -> Mask:
    """Which cells tell of too few people beside those of the month before, or beside the version before of this day."""
    found: Mask = np.zeros(cells.counts.shape, dtype=bool)
    if month is not None and cells.before is not None:
        last, exact = anchors(cells, rows, month)
        came = np.array([part.astype(np.int64) @ cells.n for part in cells.members & ~cells.before])
        went = np.array([part.astype(np.int64) @ cells.n for part in cells.before & ~cells.members])
        # Of a figure into which something came late since, it is not known who was counted: only the numbers are held
        # side by side. So it is of one that was told rounded.
        known = exact & (cells.counts - came + went == last)
        nested = ((went == 0) & _few(came, limits)) | ((came == 0) & _few(went, limits))
        found |= (known & nested) | (~known & (last >= 0) & _few(np.abs(cells.counts - last), limits))
    if same_day is not None:
        last, exact = anchors(cells, rows, same_day)
        found |= (last >= 0) & _few(np.abs(cells.counts - last), limits)
        found &= ~(exact & (last == cells.counts))  # was told already
    return found


def last_exact(cells: Cube, rows: tuple[str, ...], month: Content | None, same_day: Content | None) -> Whole:
    """Of each cell the exact figure that was told last; -1: none."""
    (before, _), (this, _) = anchors(cells, rows, month), anchors(cells, rows, same_day)
    return np.where(this >= 0, this, before)


def value(count: int, hidden: bool, about: bool, last: int, few: int) -> Value:  # noqa: FBT001  a cell is these five
    """A cell as it is published."""
    if hidden:
        return None
    return [rounded(count, few), last if last >= 0 else None] if about else count


def _few(difference: Whole, limits: Limits) -> Mask:
    return (difference > 0) & (difference < limits.few)
