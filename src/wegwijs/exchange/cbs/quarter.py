"""A quarter as we have it: one row a case under this law, as known by its last day, and how complete the rows are."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TextIO

from wegwijs.dossier.queries.event_log import event_log
from wegwijs.eventlog.log import CASE_PREFIX, LogCase
from wegwijs.exchange.cbs.mapping import ours, theirs

LAW = "wi2021"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """Of how many cases a field is filled; `name` is that of CBS, empty when it is not known yet."""

    field: str
    name: str
    filled: int
    cases: int


def last_day(year: int, quarter: int) -> date:
    """Of a quarter, 1 to 4."""
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - timedelta(days=1)


def rows(municipality_id: int, on: date) -> Iterator[Row]:
    """Every case as it was known by the day. `case` is its random name; no BSN, no name of a person, no free text."""
    for case in event_log(municipality_id, on, leaves=True):
        if case.attributes["regime"] == LAW:
            yield _row(case)


def _row(case: LogCase) -> Row:
    first: dict[str, str] = {}
    for event in case.events:
        first.setdefault(event.activity, event.on.isoformat())
    found = {"case": case.id}
    for name, source in ours().items():
        attribute = source.removeprefix(CASE_PREFIX)
        found[name] = first.get(source, "") if attribute == source else case.attributes.get(attribute, "")
    return found


def completeness(found: Iterable[Row], year: int) -> list[Filled]:
    """Field by field, in the order of the mapping. An empty day may be right: not everybody gets an extension."""
    filled, cases = dict.fromkeys(ours(), 0), 0
    for row in found:
        cases += 1
        for name in filled:
            filled[name] += bool(row[name])
    names = theirs(year)
    return [Filled(name, names[name], count, cases) for name, count in filled.items()]


def write_csv(found: Iterable[Row], out: TextIO) -> int:
    """The rows under our own names; how many."""
    writer = csv.DictWriter(out, ["case", *ours()], lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in found:
        writer.writerow(row)
        count += 1
    return count
