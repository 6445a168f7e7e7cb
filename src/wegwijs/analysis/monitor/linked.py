"""Tables that share totals are hidden together: what one withholds, no other may show, nor a difference of two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wegwijs.analysis.disclosure.frame import Cell
from wegwijs.analysis.disclosure.suppress import suppress
from wegwijs.analysis.monitor.counting import Counted, Key
from wegwijs.analysis.monitor.definitions import WITHIN

Place = tuple[int, Cell]


def protect(tables: Sequence[Counted], min_cell: int) -> list[frozenset[Cell]]:
    """Per table the cells that are not shown."""
    if min_cell <= 1:
        return [frozenset() for _ in tables]
    forced: set[Key] = _small_remainders(tables, min_cell)
    whole: set[int] = set()  # tables that are not shown at all
    while True:
        hidden = _settle(tables, min_cell, forced, whole)
        exposed = _worked_out(tables, hidden, min_cell)
        if not exposed - whole:
            return hidden
        whole |= exposed


def _settle(tables: Sequence[Counted], min_cell: int, forced: set[Key], whole: set[int]) -> list[frozenset[Cell]]:
    """Hide table by table until no table asks another for more; `forced` grows."""
    hidden: list[frozenset[Cell]] = [frozenset() for _ in tables]
    while True:
        before = len(forced), sum(map(len, hidden))
        for place, table in enumerate(tables):
            frame = table.frame
            if place in whole:
                hidden[place] = frozenset(cell for cell in frame.cells() if frame.count(cell))
            else:
                asked = [cell for cell, key in table.keys.items() if key in forced and frame.count(cell)]
                hidden[place] = suppress(frame, min_cell, forced=asked).cells
            forced |= {key for cell, key in table.keys.items() if cell in hidden[place]}
        if before == (len(forced), sum(map(len, hidden))):
            return hidden


def _small_remainders(tables: Sequence[Counted], min_cell: int) -> set[Key]:
    """Totals of people within other people, where too few are left between the two."""
    totals = {key: table.frame.count(cell) for table in tables for cell, key in table.keys.items()}
    return {
        (part, group)
        for (part, group), n in totals.items()
        for outer in WITHIN.get(part, ())
        if n and 0 < totals.get((outer, group), n) - n < min_cell
    }


def _worked_out(tables: Sequence[Counted], hidden: Sequence[frozenset[Cell]], min_cell: int) -> set[int]:
    """Tables with a cell that follows from all tables together, by linear programming."""
    unknown: dict[Key | Place, int] = {}
    for place, cells in enumerate(hidden):
        for cell in sorted(cells):
            unknown.setdefault(tables[place].keys.get(cell, (place, cell)), len(unknown))
    if not unknown:
        return set()
    left, right = _equations(tables, hidden, unknown)
    bounds: list[tuple[int, int | None]] = [(1, None)] * len(unknown)
    where: dict[int, set[int]] = {}
    for place, cells in enumerate(hidden):
        for cell in cells:
            number = unknown[tables[place].keys.get(cell, (place, cell))]
            small = tables[place].frame.count(cell) < min_cell
            bounds[number] = (1, min_cell - 1) if small else (min_cell, None)
            where.setdefault(number, set()).add(place)
    return {place for number in _fixed(left, right, bounds) for place in where[number]}


def _equations(
    tables: Sequence[Counted], hidden: Sequence[frozenset[Cell]], unknown: dict[Key | Place, int]
) -> tuple[list[np.ndarray[tuple[int], np.dtype[np.float64]]], list[int]]:
    left, right = [], []
    for place, table in enumerate(tables):
        sums: dict[tuple[str, int], list[tuple[Cell, int]]] = {}
        for cell, (begin, end) in table.frame.arcs.items():
            sums.setdefault(begin, []).append((cell, 1))
            sums.setdefault(end, []).append((cell, -1))
        for parts in sums.values():
            row, value = np.zeros(len(unknown)), 0
            for cell, sign in parts:
                if cell in hidden[place]:
                    row[unknown[table.keys.get(cell, (place, cell))]] += sign
                else:
                    value -= sign * table.frame.count(cell)
            if row.any():
                left.append(row)
                right.append(value)
    return left, right


def _fixed(left: list[np.ndarray[tuple[int], np.dtype[np.float64]]], right: list[int],
           bounds: list[tuple[int, int | None]]) -> set[int]:  # fmt: skip
    """Unknowns with one possible value."""
    from scipy.optimize import linprog

    matrix = np.array(left) if left else None
    found = set()
    for number in range(len(bounds)):
        goal = np.zeros(len(bounds))
        goal[number] = 1
        least = linprog(goal, A_eq=matrix, b_eq=right or None, bounds=bounds)
        most = linprog(-goal, A_eq=matrix, b_eq=right or None, bounds=bounds)
        if least.status == 0 and most.status == 0 and -most.fun - least.fun < 0.5:
            found.add(number)
    return found
