"""Rounding instead of hiding: every count of a figure in multiples of the threshold, margins too.

A reader knows between which figures each count lies, and that they add up: now and then that leaves one possibility.
Bounds are narrowed over every sum until nothing moves; a figure in which a small count is pinned down is hidden with
all of its filter. Whole small groups are hidden as they are without rounding: about everybody is still everybody.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wegwijs.analysis.disclosure.cubes import Layout, Limits, Mask, Whole, cover, whole_groups

_ANYTHING = 1 << 40


def rounded(count: int, base: int) -> int:
    """The nearest multiple, up from the middle."""
    return (count + base // 2) // base * base


def hide_beside_rounding(counts: Whole, layout: Layout, limits: Limits, locked: Mask | None = None) -> Mask:
    """Which cells are not even shown rounded. `locked`: total rows as other figures have them."""
    fixed: Mask = np.zeros(layout.shape, dtype=bool)
    hidden: Mask = np.zeros(layout.shape, dtype=bool)
    if locked is not None:
        hidden[:, -1, :], fixed[:, -1, :] = locked, True
    hidden = cover(counts, hidden | (whole_groups(counts, layout, limits) & ~fixed), fixed, layout)
    sums = list(layout.sums())
    small = (counts > 0) & (counts < limits.few)
    while True:
        pinned = _pinned(counts, hidden, sums, limits.few) & small
        more = np.zeros(layout.shape, dtype=bool)
        more[np.unique(np.nonzero(pinned)[0])] = True
        more &= ~fixed & ~hidden
        if not more.any():
            return hidden
        hidden |= more


def _pinned(counts: Whole, hidden: Mask, sums: Sequence[npt.NDArray[np.int64]], base: int) -> Mask:
    """Cells of which the bounds leave one figure."""
    told = (counts.ravel() + base // 2) // base * base
    out = hidden.ravel()
    low = np.where(out, 0, np.maximum(told - base // 2, 0))
    high = np.where(out, _ANYTHING, told + base - 1 - base // 2)
    moved = True
    while moved:
        moved = False
        for places in sums:
            moved |= _narrow(low, high, places[:-1], places[-1])
    return np.asarray((low == high).reshape(counts.shape), dtype=bool)


def _narrow(low: Whole, high: Whole, parts: npt.NDArray[np.int64], whole: np.int64) -> bool:
    """Narrow the bounds of one sum; whether anything moved."""
    least, most = int(low[parts].sum()), int(high[parts].sum())
    new_low, new_high = max(int(low[whole]), least), min(int(high[whole]), most)
    part_low = np.maximum(low[parts], new_low - (most - high[parts]))
    part_high = np.minimum(high[parts], new_high - (least - low[parts]))
    moved = bool(new_low > low[whole] or new_high < high[whole])
    moved |= bool((part_low > low[parts]).any() or (part_high < high[parts]).any())
    low[whole], high[whole] = new_low, new_high
    low[parts], high[parts] = part_low, part_high
    return moved
