"""What a reader could work out: is a hidden cell determined by what is shown?

The reader knows every figure shown, that sums add up, that nobody is half counted, that zeros are always shown (so a
hidden cell holds somebody), and which cells are hidden for being small: those are below the threshold, the others not.
A table with margins is a network, so a cell is free exactly when there is a way round from one of its ends to the
other through hidden cells that can give or take one person.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wegwijs.analysis.disclosure.frame import Cell, Frame, Node

_NO_LIMIT = 1 << 60


@dataclass(frozen=True, slots=True)
class Reader:
    """Who tries. `knows_small`: which hidden cells are below the threshold, and that the others are not."""

    min_cell: int
    small: frozenset[Cell]
    knows_small: bool = True

    def bounds(self, cell: Cell) -> tuple[int, int]:
        """Between which figures a hidden cell must lie."""
        if not self.knows_small:
            return 1, _NO_LIMIT
        return (1, self.min_cell - 1) if cell in self.small else (self.min_cell, _NO_LIMIT)

    def steps(self, frame: Frame, cell: Cell) -> Iterable[tuple[Node, Node]]:
        """In which directions a hidden cell can give way by one person."""
        low, high = self.bounds(cell)
        begin, end = frame.arcs[cell]
        if frame.count(cell) < high:
            yield begin, end
        if frame.count(cell) > low:
            yield end, begin


Ways = Mapping[Node, Collection[tuple[Node, Cell]]]


def ways(frame: Frame, hidden: Collection[Cell], reader: Reader) -> Ways:
    """From each sum, to which others hidden cells lead."""
    found: dict[Node, list[tuple[Node, Cell]]] = defaultdict(list)
    for cell in hidden:
        for begin, end in reader.steps(frame, cell):
            found[begin].append((end, cell))
    return found


def reached(start: Node, without: Cell, there: Ways) -> set[Node]:
    """Sums that can be reached without using one cell."""
    seen, waiting = {start}, deque([start])
    while waiting:
        for node, cell in there.get(waiting.popleft(), ()):
            if cell != without and node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def determined(frame: Frame, hidden: Collection[Cell], reader: Reader) -> list[Cell]:
    """Hidden cells that a reader can work out exactly."""
    there = ways(frame, hidden, reader)
    return [cell for cell in sorted(hidden) if not _free(frame, cell, there, reader)]


def _free(frame: Frame, cell: Cell, there: Ways, reader: Reader) -> bool:
    # One more here must be balanced by a way back from the end of the arc to its beginning, and one less the other way.
    return any(begin in reached(end, cell, there) for begin, end in reader.steps(frame, cell))
