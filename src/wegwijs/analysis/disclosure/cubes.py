"""Hide what tells of too few people in a figure that can be narrowed: rows × columns, for everybody and per filter.

Three things are hidden for what they tell: a count of fewer people than the threshold; a whole small group of which
everybody (or, of two answers, nobody) is in one row; and a count that lies inside another one and leaves too few
between the two, whatever filters they stand under. Then as little else as makes these impossible to work out: every
sum that is published (rows to their total, groups to everybody, values of a filter to the whole) is an equation, and
no hidden cell may follow from them together. Cells that other figures show too (`locked`) are never the cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
_HAIR = 1e-7


@dataclass(frozen=True, slots=True)
class Limits:
    """`few`: below it a count is too small; below `whole_group` a group in which all are the same is recognisable.

    `rounded`: the alternative: every count in multiples of `few`, and only whole small groups hidden.
    """

    few: int
    whole_group: int
    rounded: bool = False


@dataclass(frozen=True)
class Layout:
    """Which cells add up to which, in a cube of slices × rows (the total last) × columns (the total last).

    `dimensions`: places of the slices that divide slice 0. `groups`: rows that divide a part of the people, such as
    yes and no of one quarter; all of them together are the total. None: the rows do not add up to anything.
    """

    shape: tuple[int, int, int]
    dimensions: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[int, ...], ...]

    def sums(self) -> Iterator[npt.NDArray[np.int64]]:
        """Flat places of the cells of each equation, what they add up to last."""
        slices, rows, columns = self.shape
        flat = np.arange(slices * rows * columns).reshape(self.shape)
        for one in range(slices):
            if self.groups:
                for column in range(columns):
                    yield flat[one, :, column]
            for row in range(rows):
                yield flat[one, row, :]
        for places in self.dimensions:
            for row in range(rows):
                for column in range(columns):
                    yield np.array([*(flat[place, row, column] for place in places), flat[0, row, column]])


def hide(
    counts: Whole, members: Mask, layout: Layout, limits: Limits, locked: Mask | None = None, also: Mask | None = None
) -> Mask:
    """Which cells are not shown. `members`: which kinds of people each cell counts; `locked`: total rows as decided.

    `also`: cells that must not be worked out for a reason of the caller. A limit of one or less hides nothing.
    """
    hidden: Mask = np.zeros(layout.shape, dtype=bool)
    if limits.few <= 1:
        return hidden
    fixed: Mask = np.zeros(layout.shape, dtype=bool)
    if locked is not None:
        hidden[:, -1, :] = locked
        fixed[:, -1, :] = True
    inner = ~fixed
    hidden |= inner & (counts > 0) & (counts < limits.few)
    hidden |= inner & whole_groups(counts, layout, limits)
    hidden |= inner & _between(counts, members, hidden, limits)
    hidden |= also if also is not None else False
    return cover(counts, hidden, fixed, layout)


def cover(counts: Whole, hidden: Mask, fixed: Mask, layout: Layout) -> Mask:
    """What must be hidden with it so that no hidden cell follows from the sums; never a `fixed` cell."""
    found, sums = hidden.copy(), list(layout.sums())
    while True:
        _second(counts, found, fixed, sums)
        exposed = _worked_out(found, sums)
        more = np.zeros(layout.shape, dtype=bool)
        more[np.unique(np.unravel_index(exposed, layout.shape)[0])] = True
        more &= ~fixed & ~found
        if not more.any():
            return found
        found |= more


def whole_groups(counts: Whole, layout: Layout, limits: Limits) -> Mask:
    """All rows of a small group of which everybody is in one."""
    found: Mask = np.zeros(layout.shape, dtype=bool)
    for group in layout.groups:
        rows = counts[:, list(group), :]
        whole = rows.sum(axis=1)
        same = (rows.max(axis=1) == whole) & (whole > 0) & (whole < limits.whole_group)
        for row in group:
            found[:, row, :] |= same
    return found


def _between(counts: Whole, members: Mask, hidden: Mask, limits: Limits) -> Mask:
    """Cells inside a larger one that leave too few people between the two; the smaller one of the pair."""
    flat, sets = counts.ravel(), members.reshape(counts.size, members.shape[-1])
    shown = np.flatnonzero((flat > 0) & ~hidden.ravel())
    found: Mask = np.zeros(flat.shape, dtype=bool)
    ordered = shown[np.argsort(flat[shown], kind="stable")]
    sizes = flat[ordered]
    ends = np.searchsorted(sizes, sizes + limits.few, side="left")
    begins = np.searchsorted(sizes, sizes, side="right")
    for place, cell in enumerate(ordered):
        near = ordered[begins[place] : ends[place]]
        if len(near) and (sets[near] | ~sets[cell]).all(axis=1).any():
            found[cell] = True
    return found.reshape(counts.shape)


def _second(counts: Whole, hidden: Mask, fixed: Mask, sums: Sequence[npt.NDArray[np.int64]]) -> None:
    """No sum may lack one cell only: hide a second one with it, the smallest that is not nothing."""
    flat, out, kept = counts.ravel(), hidden.ravel(), fixed.ravel()
    changed = True
    while changed:
        changed = False
        for places in sums:
            if out[places].sum() != 1:
                continue
            free = [place for place in places if not out[place] and not kept[place]]
            if free:
                out[min(free, key=lambda place: (flat[place] == 0, flat[place]))] = True
                changed = True
    hidden[...] = out.reshape(hidden.shape)


def _worked_out(hidden: Mask, sums: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Flat places of hidden cells that follow from all equations together."""
    unknown = np.flatnonzero(hidden.ravel())
    if not len(unknown):
        return unknown
    place = np.full(hidden.size, -1)
    place[unknown] = np.arange(len(unknown))
    lines = []
    for cells in sums:
        known = place[cells]
        if (known >= 0).any():
            line = np.zeros(len(unknown))
            parts, whole = known[:-1], known[-1]
            line[parts[parts >= 0]] = 1
            if whole >= 0:
                line[whole] = -1
            lines.append(line)
    _, sizes, directions = np.linalg.svd(np.array(lines), full_matrices=True)
    rank = int((sizes > _HAIR).sum())
    free = np.abs(directions[rank:]).max(axis=0) if rank < len(unknown) else np.zeros(len(unknown))
    return unknown[free < _HAIR]
