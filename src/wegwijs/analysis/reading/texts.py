"""How a text table is written: its encoding, its separator, where its header is."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from wegwijs.analysis.problems import Unreadable, one_of

SEPARATORS = ",;\t|"
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A packed file may be as large as real logs are when unpacked, or pack as well as real logs do; not neither.
_UNPACKED_FREELY = 64 * _CHUNK
_UNPACKED_TIMES = 300


class Bounded(gzip.GzipFile):
    """A packed file that refuses to swell beyond what an event log can be."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")
        self._path, self._out, self._packed = path, 0, path.stat().st_size

    def read(self, size: int | None = -1) -> bytes:
        """As GzipFile; raises Unreadable when damaged or swelling."""
        try:
            data = super().read(_CHUNK if size is None or size < 0 else size)
        except (OSError, EOFError, zlib.error):
            raise Unreadable(self._path, "", "a gzip file that is whole; this one is damaged or cut off") from None
        self._out += len(data)
        if self._out > max(_UNPACKED_FREELY, _UNPACKED_TIMES * self._packed):
            raise Unreadable(self._path, "", f"a packed log that unpacks to at most {_UNPACKED_TIMES} times its size")
        return data


def open_binary(path: Path) -> BinaryIO:
    """The bytes, unpacked when packed. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return Bounded(path) if packed else path.open("rb")  # type: ignore[return-value]  # a GzipFile reads as one
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a usable file name"
        raise Unreadable(path, "", f"a file that can be read ({reason})") from None


@dataclass(frozen=True, slots=True)
class Form:
    """How the text is written. `skipped`: lines before the header (`sep=;`). `quoted`: a cell may be in quotes."""

    encoding: str
    separator: str
    skipped: int
    header: tuple[str, ...]
    quoted: bool = True

    @property
    def first_row(self) -> int:
        """The line on which the first row of values stands; lines count from 1."""
        return self.skipped + 2


def form_of(path: Path) -> Form:
    """Look at a text table. Raises Unreadable when it is empty or has no usable header."""
    encoding, quoted = _encoding(path)
    with open_text(path, encoding) as text:
        first = text.readline()
        skipped = 0
        separator = ""
        if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
            separator, skipped = (first.strip()[4:] or "\t"), 1
            first = text.readline()
    if not first.strip():
        raise Unreadable(path, "", "a header line with the names of the columns; the file is empty")
    separator = separator or max(SEPARATORS, key=first.count)
    header = tuple(name.strip() for name in next(csv.reader([first], delimiter=separator)))
    twice = [name for name in header if header.count(name) > 1 and name]
    if twice:
        raise Unreadable(path, f"line {skipped + 1}", f"names of columns that differ; {twice[0]!r} is there twice")
    return Form(encoding, separator, skipped, header, quoted)


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """The text, with its lines as they are."""
    with open_binary(path) as binary, codecs.getreader(encoding)(binary) as text:
        yield text  # type: ignore[misc]  # a StreamReader reads as a text file does


def _encoding(path: Path) -> tuple[str, bool]:
    """UTF-8 when the bytes are; with a byte order mark what it says; otherwise the Western Windows code page.

    And whether there may be quotes: text without any is read a third faster by who knows.
    """
    quoted = False
    with open_binary(path) as file:
        data = file.read(_CHUNK)
        for mark, name in _MARKS:
            if data.startswith(mark):
                return name, True
        if b"\0" in data:
            raise Unreadable(path, "", "text, or one of the formats CSV, XES, Parquet, OCEL 2.0 JSON")
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while data:
                quoted = quoted or b'"' in data
                if decoder.getstate()[0] or not data.isascii():
                    decoder.decode(data)
                data = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", True
    return "utf-8", quoted


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table and the line it begins on."""

    line: int
    cells: dict[str, str]


def rows(path: Path, form: Form) -> Iterator[Row]:
    """Every row that is not empty. Raises Unreadable for a row of another width, naming its line."""
    with open_text(path, form.encoding) as text:
        for _ in range(form.skipped + 1):
            text.readline()
        reader: Any = csv.reader(text, delimiter=form.separator, strict=True)
        line = form.first_row
        try:
            for cells in reader:
                if cells and (len(cells) > 1 or cells[0].strip()):
                    if len(cells) != len(form.header):
                        expected = f"{len(form.header)} cells, as in the header; found {len(cells)}"
                        raise Unreadable(path, f"line {line}", expected)
                    yield Row(line, dict(zip(form.header, cells, strict=True)))
                line = form.first_row + reader.line_num
        except csv.Error as error:
            raise Unreadable(path, f"line {line}", f"a row of CSV ({error})") from None
        except UnicodeDecodeError:
            raise Unreadable(path, f"line {line}", f"text in {form.encoding}") from None


def column(path: Path, form: Form, name: str) -> str:
    """The name, when the table has it. Raises Unreadable naming those it has."""
    if name not in form.header:
        raise Unreadable(path, "header", f"a column {name!r}; there are {one_of(list(form.header))}")
    return name
