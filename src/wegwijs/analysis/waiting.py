"""How long people wait from one step to another: from the first A to the first B after it.

Whoever has no B by the day asked about still waits and counts as censored on that day. Another activity ends the
waiting only when it is named as competing. What happens later than the day does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from wegwijs.analysis.answers import EVERYBODY, answer, ordered
from wegwijs.analysis.estimators import Sample, Whole
from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.reading.logs import EventLog, day_number
from wegwijs.eventlog.vocabulary import KINDS

Columns = dict[str, npt.NDArray[Any]]
BY_COLUMN = "coalesce(\"by\"::VARCHAR, '')"
STILL = 0  # the code of no activity: nothing ended the waiting
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
    group = BY_COLUMN if asked.grouped else f"'{EVERYBODY}'"
    told = log.engine.columns(spells(start, list(ends.values()), as_of, group))
    took = _took(told, asked)
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
    [found] = log.engine.answer("SELECT max(day) AS last FROM events")
    return found["last"] or 0


def spells(start: int, ends: Sequence[int], as_of: int, group: str) -> str:
    """How many waited from which day until which, ended by what (or STILL), per group.

    `group`: SQL of the event of the first step. Of BY_COLUMN: when it says nothing, the first event that does.
    """
    said = _SAID if group == BY_COLUMN else _AS_BEGUN
    return f"""
WITH known AS (FROM events WHERE day <= {as_of}),
begun AS (
  SELECT case_key, min(seq) AS began, arg_min(day, seq) AS day, arg_min({group}, seq) AS of_group
  FROM known WHERE activity = {start} GROUP BY case_key
),
reached AS (
  SELECT case_key, arg_min(known.day, seq) AS until, arg_min(activity, seq) AS cause
  FROM known JOIN begun USING (case_key) WHERE activity IN ({", ".join(map(str, ends))}) AND seq > began
  GROUP BY case_key
),
grouped AS ({said})
SELECT of_group AS "by", day, coalesce(until, {as_of}) AS until, coalesce(cause, {STILL}) AS cause, count(*) AS n
FROM grouped LEFT JOIN reached USING (case_key) GROUP BY ALL"""  # noqa: S608  numbers, and words of our own


_AS_BEGUN = "FROM begun"
_SAID = """
  SELECT case_key, day, coalesce(nullif(begun.of_group, ''), other.of_group, '') AS of_group
  FROM begun LEFT JOIN (
    SELECT case_key, arg_min("by"::VARCHAR, seq) AS of_group FROM known
    WHERE "by" IS NOT NULL AND case_key IN (SELECT case_key FROM begun WHERE of_group = '') GROUP BY case_key
  ) AS other USING (case_key)
"""


def _took(told: Columns, asked: Question) -> Whole:
    """Days from the day of the first step: to the day of the other, or to the day asked about."""
    begin = told["day"].astype(np.int64)
    until = np.maximum(told["until"].astype(np.int64), begin)
    if not asked.working_days:
        return until - begin
    free = np.array([day_number(day) for day in asked.holidays], dtype=np.int64)
    counted: Whole = np.busday_count(_days(begin + 1), _days(until + 1), holidays=_days(free))
    return counted


def _days(numbers: Whole) -> npt.NDArray[np.datetime64]:
    days: npt.NDArray[np.datetime64] = numbers.astype("datetime64[D]")
    return days


def _samples(told: Columns, took: Whole, causes: dict[int, int]) -> dict[str, Sample]:
    """One sample a group. Without competing risks only B is among the causes; a case without cause is censored."""
    ended = np.zeros(len(took), dtype=np.int64)
    for code, number in causes.items():
        ended[told["cause"] == code] = number
    weight, names = told["n"].astype(np.int64), told["by"]
    return {
        name: Sample(took[names == name].astype(np.float64), ended[names == name], weight[names == name])
        for name in ordered(dict.fromkeys(names.tolist()))
    }


def _nobody() -> Sample:
    return Sample(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
