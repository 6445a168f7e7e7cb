"""The first sheet of an Excel workbook. The archive is examined before anything in it is opened."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from .cells import COLUMN_LIMIT, ROW_LIMIT, Numeric, Row, Spoilt
from .problems import Unreadable

ENTRY_LIMIT = 2_000
UNPACKED_LIMIT = 768 * 1024 * 1024  # bytes, all parts together, as declared; zipfile never yields more than declared
SHARED_LIMIT = 48 * 1024 * 1024  # bytes; the shared texts are held in memory by the library
RATIO_LIMIT = 150  # a sheet of a million like rows stays under 60
_RATIO_FLOOR = 4 * 1024 * 1024  # small parts may be packed as tightly as they like
_PROLOG = 64 * 1024
_CELL_LIMIT = 32_767  # what Excel itself allows in a cell


class XlsxDelivery:
    """A workbook that passed the examination. `rows()` may be called more than once; external links are not kept."""

    format = "xlsx"
    encoding = None
    delimiter = None

    def __init__(self, path: Path) -> None:
        self.path = path
        examine(path)
        line, cells = next(self._lines(), (0, []))
        if not cells:
            raise Unreadable("empty_file")
        if line != 1:
            raise Unreadable("no_header")
        while cells and not cells[-1].strip():
            cells.pop()
        self.header: tuple[str, ...] = tuple(cell.strip() for cell in cells)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with its number in the sheet."""
        try:
            with self.path.open("rb") as file, closing(_workbook(file)) as book:
                sheet: Any = book.worksheets[0]
                sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
                for number, cells in enumerate(sheet.iter_rows(), start=1):
                    _refuse_endless(number, len(cells))
                    texts = [_text(cell) for cell in cells]
                    if any(texts):
                        yield number, texts
        except Unreadable:
            raise
        except Exception as error:  # a damaged workbook breaks the library in any way it likes
            code = "xml_entities" if type(error).__name__ in _FORBIDDEN else "broken_workbook"
            raise Unreadable(code) from error

    def rows(self) -> Iterator[Row]:
        """The records after the header."""
        width = len(self.header)
        for line, cells in self._lines():
            if line == 1:
                continue
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))  # a workbook does not store empty cells
            elif any(cells[width:]):
                yield Row(line, cells, "too_many_cells")
                continue
            yield Row(line, cells)


def _refuse_endless(number: int, width: int) -> None:
    if number > ROW_LIMIT:
        raise Unreadable("too_many_rows", limit=ROW_LIMIT)
    if width > COLUMN_LIMIT:
        raise Unreadable("too_many_columns", limit=COLUMN_LIMIT)


def _workbook(file: IO[bytes]) -> Any:
    import openpyxl  # slow to load, and only needed for workbooks

    return openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)


_FORBIDDEN = ("EntitiesForbidden", "DTDForbidden", "ExternalReferenceForbidden")


def examine(path: Path) -> None:
    """Refuse an archive that is no workbook, becomes too large, or defines entities. Reads prologs only."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > ENTRY_LIMIT:
                raise Unreadable("zip_bomb")
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise Unreadable("not_a_workbook")
            _refuse_bomb(parts)
            for part in parts:
                if part.flag_bits & 1:
                    raise Unreadable("old_excel")
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with archive.open(part) as stream:
                        _refuse_doctype(stream.read(_PROLOG))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Unreadable("broken_workbook") from error


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Unreadable("zip_bomb")
    for part in parts:
        if part.file_size > _RATIO_FLOOR and part.file_size > RATIO_LIMIT * max(1, part.compress_size):
            raise Unreadable("zip_bomb")
        if not part.filename.startswith("xl/worksheets/") and part.file_size > SHARED_LIMIT:
            raise Unreadable("zip_bomb")


class _RootReached(Exception):
    """The prolog is over."""


def _refuse_doctype(start: bytes) -> None:
    """A document type can only stand before the first element: parse until there, whatever the encoding of the part."""

    def refuse(*_args: object) -> None:
        raise Unreadable("xml_entities")

    def done(*_args: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = done
    try:
        parser.Parse(start, len(start) < _PROLOG)
    except _RootReached:
        return
    except expat.ExpatError as error:
        raise Unreadable("broken_workbook") from error
    raise Unreadable("broken_workbook")  # no element within the prolog


_CODES = {"f": "formula_in_cell", "e": "error_in_cell"}


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in _CODES:
        return Spoilt(_CODES[cell.data_type])
    if isinstance(value, str):
        return value if len(value) <= _CELL_LIMIT else Spoilt("too_long")
    return _other_text(value)


def _other_text(value: object) -> str:
    match value:
        case bool():
            return "ja" if value else "nee"
        case int() | float():
            whole = float(value).is_integer() and abs(value) < 1e15
            return Numeric(int(value) if whole else value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date():
            return value.isoformat()
        case _:
            return Spoilt("not_a_single_value")
