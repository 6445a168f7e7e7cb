"""Logs: one JSON object a line on standard error, with what may say who somebody is taken out.

Of an exception its type and place are kept, not its words: a database repeats in them what stood in a row.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from wegwijs.accounts.current_request import current, route_of
from wegwijs.accounts.redacting import redact


class Redacted(logging.Formatter):
    """A line of JSON; with `plain` a line for a terminal. Both redacted as a whole, last."""

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        self._plain = plain

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = _told(record)
        if not self._plain:
            return redact(json.dumps(told, ensure_ascii=False, default=str))
        error = "".join(f"\n    {line}" for line in told.pop("at_lines", ()))
        rest = " ".join(f"{name}={value}" for name, value in told.items() if name not in {"at", "level", "message"})
        return redact(f"{told['at'][11:19]} {told['level']:<7} {told['message']} {rest}{error}")


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _words(record),
    }
    if number := current.get():
        told["request"] = number
    told |= getattr(record, "told", {})
    if record.exc_info and record.exc_info[0]:
        told["error"] = record.exc_info[0].__name__
        told["at_lines"] = _places(record.exc_info[1])
    return told


def _words(record: logging.LogRecord) -> str:
    """Django puts the address into its own lines; the route says it without the identifier."""
    request = getattr(record, "request", None)
    if record.name.startswith("django.") and request is not None and hasattr(request, "resolver_match"):
        return f"{getattr(record, 'status_code', '')} at {route_of(request) or 'no page'}".strip()
    return record.getMessage()


def _places(error: BaseException | None) -> list[str]:
    """File, line and function from outside in, of the error and of what caused it; no values, no words."""
    found = []
    while error is not None:
        found.append(type(error).__name__)
        frames = traceback.extract_tb(error.__traceback__)
        found += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-25:]]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
