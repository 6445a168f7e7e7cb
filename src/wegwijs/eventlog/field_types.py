"""What one payload field may hold, and the check that it does."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

FieldType = Literal["text", "flag", "whole", "number", "day", "texts"]

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
_DAY_LENGTH = len("2025-09-15")
_LARGEST = 1_000_000
_LONGEST_TEXT = 20_000


class FieldError(ValueError):
    """The value does not fit; `expected` says in English what would."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Field:
    """One payload key. `choices` closes the set of values; `required` means that the fact says nothing without it."""

    name: str
    type: FieldType = "text"
    choices: tuple[str, ...] = ()
    required: bool = False

    def check(self, value: object) -> Any:
        """Return the value JSON-ready (a day as ISO text, a tuple as a list), or raise FieldError."""
        return _CHECKS[self.type](self, value)


def parse_day(value: object) -> date:
    """Read a day written as YYYY-MM-DD, in 1900 to 2199. Raises FieldError."""
    if type(value) is date:
        day = value
    else:
        if not isinstance(value, str) or len(value) != _DAY_LENGTH or value[4] != "-" or value[7] != "-":
            raise FieldError("a date as YYYY-MM-DD")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise FieldError("a date as YYYY-MM-DD that exists") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise FieldError(f"a date between {FIRST_DAY} and {LAST_DAY}")
    return day


def _text(field: Field, value: object) -> str:
    if field.choices:
        if not isinstance(value, str) or value not in field.choices:
            raise FieldError("one of " + ", ".join(field.choices))
        return value
    if not isinstance(value, str):
        raise FieldError("text")
    if len(value) > _LONGEST_TEXT:
        raise FieldError(f"text of at most {_LONGEST_TEXT} characters")
    return value


def _flag(_field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise FieldError("true or false")
    return value


def _number(_field: Field, value: object) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise FieldError("a number")
    if not 0 <= value <= _LARGEST:
        raise FieldError(f"a number from 0 to {_LARGEST}")
    return value


def _whole(_field: Field, value: object) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise FieldError("a whole number")
    if not 0 <= value <= _LARGEST:
        raise FieldError(f"a whole number from 0 to {_LARGEST}")
    return value


def _day(_field: Field, value: object) -> str:
    return parse_day(value).isoformat()


def _texts(field: Field, value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise FieldError("a list of texts" + (" from " + ", ".join(field.choices) if field.choices else ""))
    return [_text(field, item) for item in value]


_CHECKS: dict[FieldType, Callable[[Field, object], Any]] = {
    "text": _text,
    "flag": _flag,
    "whole": _whole,
    "number": _number,
    "day": _day,
    "texts": _texts,
}
