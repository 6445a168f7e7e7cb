"""XES (IEEE 1849), read event by event: memory does not grow with the log, and no DOCTYPE or entity is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXException, handler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from wegwijs.analysis.problems import Unreadable, one_of
from wegwijs.analysis.reading.columns import Chosen, Found
from wegwijs.analysis.reading.texts import open_binary

_CHUNK = 1 << 18
_DEEPEST = 100
Event = tuple[str, str, str, str | None]  # case, activity, moment as written, group


class _Reader(handler.ContentHandler):
    """Collects events of traces; attributes count only directly below an event or a trace."""

    def __init__(self, columns: Found) -> None:
        super().__init__()
        self.columns = columns
        self.events: list[Event] = []
        self.traces = 0
        self.read = 0
        self.problem: tuple[str, str] | None = None
        self._path: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._waiting: list[dict[str, str]] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  the parser's name
        name = name.rpartition(":")[2]
        above = self._path[-1] if self._path else ""
        if not self._path and name != "log":
            self.problem = self.problem or ("", f"XES, whose first element is <log>; found <{name}>")
        if len(self._path) >= _DEEPEST:
            self.problem = self.problem or ("", "XES that is not nested deeper than a log can be")
        self._path.append(name)
        if name == "trace":
            self._trace, self._waiting = {}, []
            self.traces += 1
        elif name == "event":
            self._event = {}
        elif above == "event":
            self._event[attrs.get("key", "")] = attrs.get("value", "")
        elif above == "trace":
            self._trace["case:" + attrs.get("key", "")] = attrs.get("value", "")

    def endElement(self, name: str) -> None:  # noqa: N802  the parser's name
        self._path.pop()
        name = name.rpartition(":")[2]
        if name == "event" and "trace" in self._path:
            self._waiting.append(self._event)
        elif name == "trace":
            self._close()

    def _close(self) -> None:
        """Attributes of a trace may follow its events, so a trace is told when it is whole."""
        wanted = self.columns
        unnamed = f"trace {self.traces}" if wanted.case == "case:concept:name" else ""
        for event in self._waiting:
            self.read += 1
            every = self._trace | event
            case = every.get(wanted.case) or unnamed
            for key, value in ((wanted.case, case), (wanted.activity, every.get(wanted.activity)),
                               (wanted.moment, every.get(wanted.moment))):  # fmt: skip
                if not value:
                    there = one_of(sorted(every))
                    where = f"trace {self.traces} ({case[:40]!r}), event {self.read} of the log"
                    self.problem = self.problem or (where, f"an attribute {key!r}; there are {there}")
                    return
            group = None if wanted.by is None else every.get(wanted.by, every.get(f"case:{wanted.by}"))
            self.events.append((case, every[wanted.activity], every[wanted.moment], group))
        self._waiting = []


def columns_of(chosen: Chosen) -> Found:
    """Standard attributes unless named otherwise; `case:` marks those of a trace."""
    return Found(
        chosen.case or "case:concept:name", chosen.activity or "concept:name", chosen.moment or "time:timestamp",
        chosen.by,
    )  # fmt: skip


def events(path: Path, columns: Found) -> Iterator[Event]:
    """Every event in the order of the file. Raises Unreadable."""
    reader = _Reader(columns)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(reader)
    with open_binary(path) as file:
        try:
            while data := file.read(_CHUNK):
                parser.feed(data)
                yield from _told(path, reader)
            parser.close()
        except DefusedXmlException:
            raise Unreadable(path, "", "XES without a DOCTYPE or entities; they are refused") from None
        except SAXException as error:
            where = f"line {error.getLineNumber()}" if hasattr(error, "getLineNumber") else ""
            raise Unreadable(path, where, f"XML that is whole ({error.getMessage()})") from None
    yield from _told(path, reader)


def _told(path: Path, reader: _Reader) -> Iterator[Event]:
    if reader.problem is not None:
        raise Unreadable(path, *reader.problem)
    ready, reader.events = reader.events, []
    yield from ready
