"""A reader with a linear programme: what can be worked out of a published table, by arithmetic that is not ours."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linprog

Cell = tuple[str, str]
Table = dict[str, dict[str, int | None]]


def worked_out(table: Table, wide: bool, bounds: dict[Cell, tuple[int, int | None]]) -> set[Cell]:
    """Hidden cells of which only one value is possible, given sums and bounds."""
    labels, columns = list(table), list(next(iter(table.values())))
    hidden = [(label, name) for label in labels for name in columns if table[label][name] is None]
    equations: list[tuple[list[Cell], Cell]] = [
        ([(label, name) for label in labels[:-1]], (labels[-1], name)) for name in columns
    ]
    if wide:
        equations += [([(label, name) for name in columns[:-1]], (label, columns[-1])) for label in labels]
    left, right = [], []
    for parts, total in equations:
        row, value = np.zeros(len(hidden)), 0
        for cell, sign in [*((part, 1) for part in parts), (total, -1)]:
            known = table[cell[0]][cell[1]]
            if known is None:
                row[hidden.index(cell)] += sign
            else:
                value -= sign * known
        if row.any():
            left.append(row)
            right.append(value)
    between = [bounds[cell] for cell in hidden]
    return {cell for place, cell in enumerate(hidden) if _width(place, len(hidden), left, right, between) < 0.5}


def _width(place: int, size: int, left: list[Any], right: list[Any], between: list[Any]) -> float:
    goal = np.zeros(size)
    goal[place] = 1
    found = []
    for sign in (1, -1):
        solved = linprog(sign * goal, A_eq=np.array(left) if left else None, b_eq=right or None, bounds=between)
        found.append(sign * solved.fun if solved.status == 0 else sign * -np.inf)
    return float(found[1] - found[0])
