"""The first pass over a delivery: who is in it more than once. Numbers only are kept, some tens of bytes a row."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .cells import Numeric, Row
from .mapping import Mapping
from .problems import Problem
from .records import Notice

_MARKS = str.maketrans("", "", ' .-="\u00a0\u2011')
Read = Callable[[Row], Notice | list[Problem]]


@dataclass(frozen=True, slots=True)
class Repeats:
    """`conflicts`: line → all lines of that person, which differ; `again`: lines that repeat an earlier one."""

    conflicts: dict[int, tuple[int, ...]]
    again: frozenset[int]
    rows: int


class PersonIndex:
    """Which rows are about the same person: joined by BSN or by V-number, also through a third row that has both."""

    def __init__(self, mapping: Mapping) -> None:
        positions = mapping.positions
        self._bsn_at, self._v_at = positions.get("bsn"), positions.get("v_nummer")
        self._used = tuple(sorted(positions.values()))
        self._parent = array("q")
        self._line = array("q")
        self._content = array("q")
        self.by_bsn: dict[int, int] = {}
        self.by_v_number: dict[int, int] = {}
        self.only_bsn: dict[int, int] = {}
        self.only_v_number: dict[int, int] = {}
        self._joined = False

    def add(self, row: Row) -> None:
        """Note a row. A row without a usable key stands alone; it will be rejected for that by itself."""
        at = len(self._parent)
        self._parent.append(at)
        self._line.append(row.line)
        if row.code:
            self._content.append(0)
            return
        cells = row.cells
        self._content.append(hash(tuple([cells[position].strip() for position in self._used])))
        bsn = None if self._bsn_at is None else _number(cells[self._bsn_at], 9)
        v_number = None if self._v_at is None else _number(cells[self._v_at], 10)
        self._key(self.by_bsn, bsn, at)
        self._key(self.by_v_number, v_number, at)
        if bsn is None and v_number is not None:
            self.only_v_number[v_number] = at
        elif v_number is None and bsn is not None:
            self.only_bsn[bsn] = at

    def _key(self, known: dict[int, int], number: int | None, at: int) -> None:
        if number is not None and known.setdefault(number, at) != at:
            self.join(known[number], at)

    def join(self, one: int, other: int) -> None:
        """Two rows (by index) are about one person."""
        self._parent[self._root(one)] = self._root(other)
        self._joined = True

    def _root(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def repeats(self, again: Callable[[], Iterable[Row]], read: Read) -> Repeats:
        """Settle who is in conflict. Rows that differ as text are read again: `1990-05-01` is `19900501`."""
        if not self._joined:
            return Repeats({}, frozenset(), len(self._parent))
        people: dict[int, list[int]] = {}
        for at in range(len(self._parent)):
            people.setdefault(self._root(at), []).append(at)
        shared = [rows for rows in people.values() if len(rows) > 1]
        doubtful = {self._line[at] for rows in shared if self._differ(rows) for at in rows}
        if doubtful:
            self._look_closer(doubtful, again(), read)
        conflicts: dict[int, tuple[int, ...]] = {}
        repeated: set[int] = set()
        for rows in shared:
            lines = tuple(sorted(self._line[at] for at in rows))
            if self._differ(rows):
                conflicts.update(dict.fromkeys(lines, lines))
            else:
                repeated.update(lines[1:])
        return Repeats(conflicts, frozenset(repeated), len(self._parent))

    def _differ(self, rows: Sequence[int]) -> bool:
        return len({self._content[at] for at in rows}) > 1

    def _look_closer(self, doubtful: set[int], rows: Iterable[Row], read: Read) -> None:
        for at, row in enumerate(rows):
            if row.line in doubtful:
                found = read(row)
                if isinstance(found, Notice):
                    self._content[at] = hash(found)


def _number(text: str, length: int) -> int | None:
    digits = text.translate(_MARKS)
    if isinstance(text, Numeric):
        digits = digits.zfill(length)
    return int(digits) if len(digits) == length and digits.isascii() and digits.isdigit() else None
