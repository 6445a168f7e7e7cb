"""What was said last time, as it stands beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wegwijs.desk.talk import words
from wegwijs.intake.carrying import CARRIED, YES, Before


@dataclass(frozen=True, slots=True)
class BeforeRow:
    """What was said last time, beside its field. `name`: of the box that says it is still so."""

    name: str
    words: Any
    on: date
    still: bool


def rows_of(found: Mapping[str, Before], values: Mapping[str, str]) -> dict[str, BeforeRow]:
    """What was said last time, by field, as words of the page."""
    rows = {}
    for field, one in found.items():
        name = f"same_{field}" if field in CARRIED else field.replace("note-", "still-", 1)
        said: Any = {"schooling": words.SCHOOLING, "ict": words.ICT}.get(field, {}).get(one.value, one.value)
        rows[field] = BeforeRow(name, said, one.on, values.get(name) == YES)
    return rows
