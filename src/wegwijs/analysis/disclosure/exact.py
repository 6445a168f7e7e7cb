"""The fewest cells, by integer programming. Apart, because the solver takes a second to load."""

from __future__ import annotations

import time
from collections.abc import Callable

from ortools.sat.python import cp_model

from wegwijs.analysis.disclosure.attack import Reader, determined
from wegwijs.analysis.disclosure.frame import Cell, Frame
from wegwijs.analysis.disclosure.suppress import conditions

_TIES = 100  # how finely figures are told apart among answers of equal size


def fewest(
    frame: Frame,
    start: frozenset[Cell],
    candidates: frozenset[Cell],
    reader: Reader,
    quick: frozenset[Cell],
    *,
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
) -> frozenset[Cell]:
    """The smallest safe set; when time runs out, the best known (`quick` or smaller)."""
    model = cp_model.CpModel()
    ordered = sorted(candidates)
    hide = {cell: model.new_bool_var(f"{cell[0]},{cell[1]}") for cell in ordered}
    largest = max(map(frame.count, ordered), default=1)
    weight = {cell: _TIES * (len(ordered) + 1) + _TIES * frame.count(cell) // largest for cell in ordered}
    model.minimize(sum(weight[cell] * hide[cell] for cell in ordered))
    for cell in ordered:
        model.add_hint(hide[cell], cell in quick)
    until = clock() + seconds
    told: set[tuple[Cell, frozenset[Cell]]] = set()
    hidden = start
    while determined(frame, hidden, reader):
        for cell, needed in conditions(frame, hidden, candidates, reader):
            if (cell, needed) not in told:
                told.add((cell, needed))
                clause = [hide[other] for other in sorted(needed)]
                model.add_bool_or([*clause, ~hide[cell]] if cell in hide else clause)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = max(until - clock(), 0.01)
        if solver.solve(model) != cp_model.OPTIMAL:
            return quick
        hidden = start | {cell for cell in ordered if solver.value(hide[cell])}
    return hidden
