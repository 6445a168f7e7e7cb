"""JSON, a list of objects, read object by object. Record n stands on line n + 1, as if a header stood on line 1."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .cells import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Numeric, Row, Spoilt
from .problems import Unreadable

_BLOCK = 256 * 1024
_BLANK = " \t\r\n"
_CLOSED = object()


class _Twice(dict[str, Any]):
    """An object in which a key stands twice."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Twice(found)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=Numeric, parse_float=Numeric, parse_constant=Numeric)


class JsonDelivery:
    """A JSON list. The header is every key that occurs, in order of appearance; `rows()` may be called again."""

    format = "json"
    delimiter = None

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        keys: dict[str, None] = {}
        for item in self._items():
            if isinstance(item, dict):
                keys.update(dict.fromkeys(item))
                if len(keys) > COLUMN_LIMIT:
                    raise Unreadable("too_many_columns", limit=COLUMN_LIMIT)
        self.header: tuple[str, ...] = tuple(keys)

    def _blocks(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)()
        try:
            with self.path.open("rb") as file:
                while block := file.read(_BLOCK):
                    yield decoder.decode(block)
                yield decoder.decode(b"", final=True)
        except UnicodeError as error:
            raise Unreadable("wrong_encoding", encoding=self.encoding, line=1) from error

    def _items(self) -> Iterator[Any]:
        blocks = self._blocks()
        text = ""
        while not text.strip(_BLANK):
            more = next(blocks, None)
            if more is None:
                raise Unreadable("empty_file")
            text += more
        text = text.lstrip(_BLANK)
        if text[0] != "[":
            raise Unreadable("not_a_list")
        yield from self._in_list(text[1:], blocks)

    def _in_list(self, text: str, blocks: Iterator[str]) -> Iterator[Any]:
        """The items up to the closing bracket; `text` is what has been read and not yet used."""
        count, start, ended = 0, 0, False
        while True:
            try:
                item, end = _take(text, start, first=count == 0)
            except RecursionError as error:
                raise Unreadable("broken_json", record=count + 1) from error
            except ValueError as error:
                large = len(text) - start > CELL_LIMIT
                if large and "Unterminated string" in str(error):
                    raise Unreadable("cell_too_large", line=count + 2, limit=CELL_LIMIT) from error
                if large or ended:
                    raise Unreadable("broken_json", record=count + 1) from error
            else:
                if item is _CLOSED:
                    if text[end:].strip(_BLANK) or any(block.strip(_BLANK) for block in blocks):
                        raise Unreadable("broken_json", record=count)
                    return
                if end < len(text) or ended:  # a number at the end of a block may go on in the next one
                    count, start = count + 1, end
                    if count > ROW_LIMIT:
                        raise Unreadable("too_many_rows", limit=ROW_LIMIT)
                    yield item
                    continue
            more = next(blocks, None)
            text, start, ended = text[start:] + (more or ""), 0, more is None

    def rows(self) -> Iterator[Row]:
        """The records, their cells in the order of the header."""
        for line, item in enumerate(self._items(), start=2):
            if not isinstance(item, dict):
                yield Row(line, (), "not_an_object")
            elif isinstance(item, _Twice):
                yield Row(line, (), "double_field")
            else:
                yield Row(line, [_text(item.get(key)) for key in self.header])


def _take(text: str, start: int, *, first: bool) -> tuple[Any, int]:
    """The next item and where it ends, or `_CLOSED`. Raises ValueError when the text is broken or not complete."""
    at = _skip(text, start)
    if text[at : at + 1] == "]":
        return _CLOSED, at + 1
    if not first:
        if text[at : at + 1] != ",":
            raise ValueError("comma expected")
        at = _skip(text, at + 1)
    return _DECODER.raw_decode(text, at)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "ja" if value else "nee"
        case _:
            return Spoilt("not_a_single_value")
