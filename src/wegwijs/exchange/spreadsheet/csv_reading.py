"""CSV as a stream of rows: constant memory, lines as in the file, one broken line never shifts another."""

import csv
from collections.abc import Iterator
from pathlib import Path

from .cells import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Row
from .problems import Unreadable

DELIMITERS = ",;\t|"
csv.field_size_limit(
    CELL_LIMIT
)  # the library's own limit (131,072) is per process; ours is the only reader of CSV here


class CsvDelivery:
    """A CSV file of which encoding, delimiter and header are known. `rows()` may be called more than once."""

    format = "csv"

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.skipped, self.delimiter = self._look()
        header = next(self._records(), None)
        if header is None:
            raise Unreadable("empty_file")
        if len(header.cells) > COLUMN_LIMIT:
            raise Unreadable("too_many_columns", limit=COLUMN_LIMIT)
        self.header: tuple[str, ...] = tuple(cell.strip() for cell in header.cells)

    def _look(self) -> tuple[int, str]:
        """How many lines to skip (a first `sep=;`) and the delimiter."""
        lines = self._lines()
        first = next(lines, "")
        said = first.strip().strip('"')
        if said[:4].lower() == "sep=":
            mark = first.strip("\r\n").strip('"')[4:]
            return 1, mark if mark and mark in DELIMITERS else ";"
        while first and not first.strip():
            first = next(lines, "")
        return 0, max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))

    def _lines(self) -> Iterator[str]:
        count = 0
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                readline = file.readline
                while line := readline(CELL_LIMIT):
                    count += 1
                    if len(line) == CELL_LIMIT and not line.endswith(("\n", "\r")):
                        raise Unreadable("cell_too_large", line=count, limit=CELL_LIMIT)
                    yield line
        except UnicodeError as error:
            raise Unreadable("wrong_encoding", encoding=self.encoding, line=self._spoilt_line()) from error

    def _spoilt_line(self) -> int:
        """The first line that the codec cannot read; text is decoded in blocks, so the reader itself does not know."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    line.decode(self.encoding)
                except UnicodeError:
                    return number
        return 1

    def _records(self) -> Iterator[Row]:
        """Every record that is not empty. A line with wrong quotes is reported alone; an open quote ends it all."""
        lines = self._lines()
        for _line in range(self.skipped):
            next(lines, None)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            start = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "field larger" in str(error):
                    raise Unreadable("cell_too_large", line=start, limit=CELL_LIMIT) from error
                if "unexpected end" in str(error):
                    raise Unreadable("open_quote", line=start) from error
                yield Row(start, (), "broken_quotes")
                continue
            if any(cells) and (len(cells) > 1 or cells[0].strip()):
                yield Row(start, cells)

    def rows(self) -> Iterator[Row]:
        """The records after the header."""
        width = len(self.header)
        records = self._records()
        header = next(records, None)
        if header is None:
            return
        for count, row in enumerate(records):
            if count >= ROW_LIMIT:
                raise Unreadable("too_many_rows", limit=ROW_LIMIT)
            cells = row.cells
            if row.code is None and len(cells) != width:
                if len(cells) < width:
                    yield row._replace(code="too_few_cells")
                    continue
                if any(cells[width:]):
                    yield row._replace(code="too_many_cells")
                    continue
            yield row
