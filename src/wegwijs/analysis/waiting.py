"""How long people wait from one step to another: from the first A to the first B after it.

Whoever has no B by the day asked about still waits and counts as censored on that day. Another activity ends the
waiting only when it is named as competing. What happens later than the day does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
from ibis.expr.types import Table

from wegwijs.analysis.answers import EVERYBODY, answer, ordered
from wegwijs.analysis.estimators import Sample
from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.reading.logs import EventLog, day_number
from wegwijs.eventlog.vocabulary import KINDS

Rows = list[dict[str, Any]]
_EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True, slots=True)
class Question:
    """`as_of` None: the last day of the log. `working_days`: Monday to Friday, without `holidays`."""

    start: str
    end: str
    competing: Sequence[str] = ()
    as_of: date | None = None
    grouped: bool = False
    working_days: bool = False
    holidays: Iterable[date] = ()


def waiting(log: EventLog, asked: Question, *, min_cell: int = 0, horizon: float | None = None) -> dict[str, Any]:
    """The contract's answer; `as_of` says which day was meant."""
    start, ends = _codes(log, asked)
    as_of = _as_of(log, asked)
    known = log.events.filter(log.events.day <= as_of)
    told = log.engine.answer(spells(known, start, list(ends.values()), grouped=asked.grouped))
    took = _took(told, as_of, asked)
    causes = dict(enumerate([asked.end, *asked.competing], start=1))
    samples = _samples(told, took, {ends[name]: number for number, name in causes.items()})
    found = answer(samples or {EVERYBODY: _nobody()}, causes if asked.competing else None,
                   min_cell=min_cell, horizon=horizon)  # fmt: skip
    day = str(_EPOCH + as_of)
    return found | {"from": asked.start, "to": asked.end, "as_of": day, "unit": _unit(asked)}


def _unit(asked: Question) -> str:
    return "working days" if asked.working_days else "days"


def _codes(log: EventLog, asked: Question) -> tuple[int, dict[str, int]]:
    """Codes of the start and of what ends the waiting; of a step that nobody took, a code that no event has."""
    ends = [asked.end, *asked.competing]
    if len(set(ends)) < len(ends):
        raise Unreadable(log.path, "", "activities that differ after --to and --competing")
    absent = {name: -place for place, name in enumerate([asked.start, *ends], start=1)}
    # A word of the vocabulary may be waited for in vain; any other word is a slip of the pen.
    codes = {name: absent[name] if name in KINDS and name not in log.codes else log.code(name) for name in absent}
    return codes[asked.start], {name: codes[name] for name in ends}


def _as_of(log: EventLog, asked: Question) -> int:
    if asked.as_of is not None:
        return day_number(asked.as_of)
    [found] = log.engine.answer(log.events.agg(last=log.events.day.max()))
    return found["last"] or 0


def spells(events: Table, start: int, ends: Sequence[int], *, grouped: bool) -> Table:
    """How many waited from which day until which (NULL: still), ended by what, per group."""
    chosen = events.filter(events.activity.isin([start, *ends]))
    ordered = ibis.window(group_by="case_key", order_by=["moment", "seq"])
    placed = chosen.mutate(place=ibis.row_number().over(ordered))
    first = placed.filter(placed.activity == start).group_by("case_key").agg(first=lambda t: t.place.min())
    kept = placed.inner_join(first, "case_key")
    kept = kept.filter((kept.place == kept["first"]) | ((kept.place > kept["first"]) & kept.activity.isin(ends)))
    after = ibis.window(group_by="case_key", order_by="place")
    spells = kept.mutate(until=kept.day.lead().over(after), cause=kept.activity.lead().over(after))
    spells = spells.filter(spells.place == spells["first"]).select("case_key", "day", "until", "cause", "by")
    if grouped:
        spells = _grouped(events, spells)
    return spells.group_by(["by", "day", "until", "cause"]).agg(n=lambda t: t.count())


def _grouped(events: Table, spells: Table) -> Table:
    """The group at the first step; when that event does not say, the first that does."""
    said = events.filter(events.by.notnull() & (events.by != ""))
    otherwise = said.group_by("case_key").agg(said=said.by.first(order_by=[said.moment, said.seq]))
    joined = spells.left_join(otherwise, "case_key")
    return joined.select("day", "until", "cause", by=ibis.coalesce(joined.by.nullif(""), joined.said, ""))


def _took(told: Rows, as_of: int, asked: Question) -> npt.NDArray[np.int64]:
    """Days from the day of the first step: to the day of the other, or to the day asked about."""
    begin = _whole(row["day"] for row in told)
    until = _whole(as_of if row["until"] is None else row["until"] for row in told)
    until = np.maximum(until, begin)
    if not asked.working_days:
        return until - begin
    free = np.array([day_number(day) for day in asked.holidays], dtype=np.int64)
    counted: npt.NDArray[np.int64] = np.busday_count(_days(begin + 1), _days(until + 1), holidays=_days(free))
    return counted


def _whole(numbers: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.fromiter(numbers, dtype=np.int64)


def _days(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
    days: npt.NDArray[np.datetime64] = numbers.astype("datetime64[D]")
    return days


def _samples(told: Rows, took: npt.NDArray[np.int64], causes: dict[int, int]) -> dict[str, Sample]:
    """One sample a group. Without competing risks only B is among the causes; a case without cause is censored."""
    ended = _whole(causes.get(row["cause"], 0) for row in told)
    weight = _whole(row["n"] for row in told)
    names = np.array([EVERYBODY if row["by"] is None else row["by"] for row in told], dtype=object)
    return {
        name: Sample(took[names == name].astype(np.float64), ended[names == name], weight[names == name])
        for name in ordered(dict.fromkeys(names.tolist()))
    }


def _nobody() -> Sample:
    return Sample(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
