"""Open a delivery, whatever it is: looked at by content, never by the name of the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from .cells import Row
from .csv_reading import CsvDelivery
from .encoding import detect
from .json_reading import JsonDelivery
from .problems import Unreadable
from .xlsx_reading import XlsxDelivery

SIZE_LIMIT = 1024 * 1024 * 1024  # bytes
_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook with a password
_KNOWN_BINARY = (b"%PDF", b"\x1f\x8b", b"PAR1", b"\x89PNG", b"\xff\xd8\xff", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3")


class Delivery(Protocol):
    """An opened file: what was found out about it, and its records as a stream that can be started again."""

    format: str
    header: tuple[str, ...]

    @property
    def encoding(self) -> str | None:
        """The codec, None for a workbook."""

    @property
    def delimiter(self) -> str | None:
        """The mark between the cells, CSV only."""

    def rows(self) -> Iterator[Row]:
        """The records after the header, in the order of the file."""


def open_delivery(path: Path, encoding: str | None = None) -> Delivery:
    """Open a CSV, XLSX or JSON file; `encoding` is what the user says when detection is wrong.

    Raises Unreadable with a code, a text and a hint; an empty header or a missing column is for `mapping` to judge.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except (OSError, ValueError) as error:
        raise Unreadable("not_found") from error
    if size > SIZE_LIMIT:
        raise Unreadable("too_large", limit=SIZE_LIMIT // 1024 // 1024)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unreadable("empty_file")
    if head.startswith(b"PK"):
        return XlsxDelivery(path)
    if head.startswith(_OLE):
        raise Unreadable("old_excel")
    if head.startswith(_KNOWN_BINARY):
        raise Unreadable("not_text")
    codec = detect(path, encoding)
    start = head.decode(codec, errors="ignore").lstrip("\ufeff \t\r\n")
    return JsonDelivery(path, codec) if start.startswith(("[", "{")) else CsvDelivery(path, codec)
