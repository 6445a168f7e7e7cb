"""Hide what is small, and as little else as makes it impossible to work out.

Fewest hidden cells, margins counted like any other; among equals the smallest figures. Small tables are solved to the
optimum: a solver proposes cells, the attack says what it can still work out and why, and that becomes a condition.
Large tables get a good answer by shortest ways round, with the cells that turn out needless shown again.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count

from wegwijs.analysis.disclosure.attack import Reader, determined, reached, ways
from wegwijs.analysis.disclosure.frame import Cell, Frame, Node

EXACT_CELLS = 1500
_SECONDS = 20.0
_PRUNED = 400


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown: too small itself, asked for by another table (`forced`), or needed as cover."""

    primary: frozenset[Cell]
    secondary: frozenset[Cell]

    @property
    def cells(self) -> frozenset[Cell]:
        """All of it."""
        return self.primary | self.secondary


def suppress(frame: Frame, min_cell: int, *, forced: Collection[Cell] = ()) -> Hidden:
    """What must be hidden so that no hidden cell can be worked out. `forced` cells are hidden whatever they hold."""
    small = frame.small(min_cell)
    start = small | frozenset(forced)
    if not start:
        return Hidden(small, frozenset())
    for reader in (Reader(min_cell, small), Reader(min_cell, small, knows_small=False)):
        found = _cover(frame, start, reader)
        if found is not None:
            return Hidden(small, found - small)
    raise AssertionError("hiding every cell that is not zero leaves nothing to work out")


def _cover(frame: Frame, start: frozenset[Cell], reader: Reader) -> frozenset[Cell] | None:
    """Everything hidden, `start` included; None when this reader works something out whatever is hidden."""
    candidates = frozenset(cell for cell in frame.cells() if frame.count(cell) > 0) - start
    if determined(frame, start | candidates, reader):
        return None
    quick = _by_ways_round(frame, start, candidates, reader)
    if len(quick) == len(start) or len(frame.labels) * len(frame.columns) > EXACT_CELLS:
        return quick
    from wegwijs.analysis.disclosure.exact import fewest

    return fewest(frame, start, candidates, reader, quick, seconds=_SECONDS)


def conditions(
    frame: Frame, hidden: frozenset[Cell], candidates: frozenset[Cell], reader: Reader
) -> Iterator[tuple[Cell, frozenset[Cell]]]:
    """Each cell that can be worked out, with cells of which one must be hidden to prevent it.

    From the end of the cell's arc only some sums can be reached; a way round must leave them through one more cell.
    """
    there = ways(frame, hidden, reader)
    open_cells = [(cell, list(reader.steps(frame, cell))) for cell in candidates - hidden]
    for cell in determined(frame, hidden, reader):
        needed: set[Cell] = set()
        for _, end in reader.steps(frame, cell):
            inside = reached(end, cell, there)
            needed |= {
                other for other, steps in open_cells for begin, to in steps if begin in inside and to not in inside
            }
        yield cell, frozenset(needed)


def _by_ways_round(
    frame: Frame, start: frozenset[Cell], candidates: frozenset[Cell], reader: Reader
) -> frozenset[Cell]:
    hidden = set(start)
    while exposed := determined(frame, hidden, reader):
        found = [_cheapest(frame, cell, hidden, candidates, reader) for cell in exposed[:1]]
        hidden |= found[0]
    if len(hidden) <= _PRUNED:
        for cell in sorted(hidden - start, key=frame.count, reverse=True):
            if not determined(frame, hidden - {cell}, reader):
                hidden.discard(cell)
    return frozenset(hidden)


def _cheapest(
    frame: Frame, cell: Cell, hidden: Collection[Cell], candidates: frozenset[Cell], reader: Reader
) -> frozenset[Cell]:
    """The cells on the cheapest way round: hidden ones are free, others cost one and a little for what they hold."""
    largest = max(map(frame.count, frame.cells())) + 1
    roads: dict[Node, list[tuple[Node, Cell, float]]] = {}
    for other in {*hidden, *candidates} - {cell}:
        price = 0.0 if other in hidden else 1 + frame.count(other) / largest / len(frame.arcs)
        for begin, end in reader.steps(frame, other):
            roads.setdefault(begin, []).append((end, other, price))
    found = [
        way for begin, end in reader.steps(frame, cell) if (way := _shortest(end, begin, roads, hidden)) is not None
    ]
    return min(found, key=lambda way: way[0])[1]


def _shortest(
    start: Node, goal: Node, roads: dict[Node, list[tuple[Node, Cell, float]]], hidden: Collection[Cell]
) -> tuple[float, frozenset[Cell]] | None:
    order = count()
    waiting: list[tuple[float, int, Node, frozenset[Cell]]] = [(0.0, next(order), start, frozenset())]
    done: set[Node] = set()
    while waiting:
        price, _, node, used = heapq.heappop(waiting)
        if node == goal:
            return price, used
        if node in done:
            continue
        done.add(node)
        for to, cell, more in roads.get(node, ()):
            if to not in done:
                taken = used if cell in hidden else used | {cell}
                heapq.heappush(waiting, (price + more, next(order), to, taken))
    return None
