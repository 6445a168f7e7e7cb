"""What reading hands over. A plain `str` is a cell as it stood in the file; the others say what more is known."""

from collections.abc import Sequence
from typing import NamedTuple


class Numeric(str):
    """A cell that was a number: leading zeros may have been lost on the way."""

    __slots__ = ()


class Spoilt(str):
    """A cell whose value cannot be used; the text is the code of the problem, such as `formula_in_cell`."""

    __slots__ = ()


class Row(NamedTuple):
    """One record: `line` counts from 1 with the header on 1; `code` is set when the record as a whole is broken."""

    line: int
    cells: Sequence[str]
    code: str | None = None


CELL_LIMIT = 2 * 1024 * 1024  # characters; a larger cell is a broken or hostile file, not a table
COLUMN_LIMIT = 500
ROW_LIMIT = 1_000_000
