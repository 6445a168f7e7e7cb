"""One row a case, as it stood on a day: what the tables of the monitor count.

Only events up to and including the day exist. The order of the export is the order of the record, so of two facts on
one day the later row counts.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis.expr.types import Column, Table

from wegwijs.analysis.engine import Engine
from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.reading.logs import day_number

_TEXTS = ("activity", "result", "route", "cause", "part", "level", "component", "excused")
_ABOUT = ("group", "sex", "born", "nationality", "pip_due", "regime")
_NUMBERS = {"case_key": "int64", "day": "int32", "seq": "int64", "hours": "float64", "due": "int32"}
_SCHEMA = dict.fromkeys((*_TEXTS, *_ABOUT), "string") | _NUMBERS
ELSEWHERE = ("wi2013", "not_obliged")
"""Regimes of people who were notified but are not under this law."""


def load(made: Engine, path: Path) -> Table:
    """The events of an export (CSV or Parquet) with the columns that the monitor uses. Raises Unreadable."""
    with path.open("rb") as file:
        packed = file.read(4) == b"PAR1"
    name = made.at_hand(path)
    source = f"read_parquet('{name}')" if packed else f"read_csv('{name}', header = true, all_varchar = true)"
    chosen = ", ".join([*(f'"{text}"' for text in _TEXTS), *(f'"case:{about}" AS "{about}"' for about in _ABOUT)])
    try:
        made.sql.execute(
            f"CREATE TABLE export AS SELECT {chosen}, (hash(case_id) >> 1)::BIGINT AS case_key,"  # noqa: S608  names of our own
            " (CAST(timestamp AS DATE) - DATE '1970-01-01')::INTEGER AS day,"
            " try_cast(hours AS DOUBLE) AS hours,"
            " (try_cast(\"case:pip_due\" AS DATE) - DATE '1970-01-01')::INTEGER AS due"
            f" FROM {source}"
        )
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0][:160]
        raise Unreadable(path, "", f"a log as `wegwijs events export` writes it ({first})") from None
    made.sql.execute("CREATE VIEW exported AS SELECT *, rowid AS seq FROM export")
    return ibis.table(_SCHEMA, name="exported")


def on_day(events: Table, on: date) -> Table:
    """One row a case under this law of which we had a signal by that day."""
    known = events.filter((events.day <= day_number(on)) & ~events.regime.isin(ELSEWHERE))
    rows = known.group_by("case_key").agg(**_collected(known, on))
    rows = rows.filter(rows.signal.notnull())  # somebody in the BRP of whom no notice came yet is not known to us
    return rows.mutate(**_standing(rows, on))


def _collected(e: Table, on: date) -> dict[str, Any]:
    def first(*kinds: str) -> Column:
        return e.day.min(where=e.activity.isin(kinds))

    def latest(column: Column, *kinds: str) -> Column:
        return column.argmax(e.seq, where=e.activity.isin(kinds))

    def place(*kinds: str) -> Column:
        return e.seq.max(where=e.activity.isin(kinds))

    year = day_number(date(on.year, 1, 1))
    language = (e.activity == "hours_attended") & (e.component == "language")
    return {
        **{name: e[name].max() for name in (*_ABOUT, "due")},
        "signal": ibis.coalesce(first("coa_matched", "duo_notified"), first("obligation_started")),
        "gone": place("moved_out"),
        "back": place("moved_in", "brp_registered"),
        "ended": place("obligation_ended"),
        "started": place("obligation_started"),
        "met": latest(e.result, "obligation_met"),
        "met_on": first("obligation_met"),
        "housed": ((e.activity == "home_assigned") & (e.day >= year)).any(),
        "test": latest(e.result, "learnability_test_taken"),
        "plan_on": first("pip_established"),
        "plan": latest(e.route, "pip_established", "pip_amended"),
        "offered": first("early_start_offered", "early_start_accepted", "early_start_declined"),
        "accepted": first("early_start_accepted"),
        "declined": first("early_start_declined"),
        "why_not": latest(e.cause, "early_start_declined"),
        "pvt_on": first("pvt_declaration_signed"),
        "map_on": first("map_final_interview_held", "map_waived"),
        "map_registered_on": first("map_registered"),
        "course_on": first("course_started"),
        "hours": e.hours.sum(where=language),
        "speaks": latest(e.level, "level_estimated"),
        "absent": latest(e.excused, "intake_no_show"),
        "wished_on": first("wish_voiced", "complaint_made"),
        "answered_on": first("voice_answered"),
        "talked_on": first("progress_conversation_held"),
    }


def _standing(c: Table, on: date) -> dict[str, Any]:
    left = c.gone.notnull() & (c.back.isnull() | (c.back < c.gone))
    ended = c.ended.notnull() & (c.started.isnull() | (c.started < c.ended))
    completed = c.met_on.notnull()
    standing = ibis.cases((completed, "completed"), (left, "left"), (ended, "ended"), else_="guided")
    age = on.year - c.born.substr(0, 4).cast("int32") - (c.born.substr(5, 5) > f"{on:%m-%d}").cast("int32")
    bands = ibis.cases(
        (age.isnull(), "unknown"), (age <= 26, "18-26"), (age <= 39, "27-39"), (age <= 59, "40-59"), else_="60+"
    )
    return {
        "who": ibis.cases((c.group == "asylum", "asylum"), else_="family"),
        "standing": standing,
        "guided": standing == "guided",
        "age": ibis.coalesce(bands, ibis.literal("unknown")),
        "year": _year_of_guidance(c.signal, on),
    }


def _year_of_guidance(signal: Column, on: date) -> Column:
    """1 when the signal came in the twelve months up to the day, 2 in the twelve before, and so on."""
    marks = [day_number(_years_before(on, years)) for years in range(1, 11)]
    return ibis.cases(*((signal > mark, str(year)) for year, mark in enumerate(marks, start=1)), else_="unknown")


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)
