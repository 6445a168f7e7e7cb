"""One row a case, as it stood on a day: what the tables of the monitor count.

Only events up to and including the day exist. The order of the export is the order of the record, so of two facts on
one day the later row counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import ibis
from ibis.expr.types import Column, Table

from wegwijs.analysis.reading.columns import Also, Chosen
from wegwijs.analysis.reading.logs import EventLog, day_number

SAYS = {
    "obligation_met": "result",
    "learnability_test_taken": "result",
    "pip_established": "route",
    "pip_amended": "route",
    "early_start_declined": "cause",
    "hours_attended": "component",
    "level_estimated": "level",
    "intake_no_show": "excused",
}
"""Of which event the tables use which attribute: one column holds them all."""
_ELSEWHERE = "'wi2013', 'not_obliged'"  # regimes of people who were notified but are not under this law
_ABOUT = ("sex", "born", "nationality")
_SAID = " ".join(f"WHEN '{activity}' THEN \"{name}\"" for activity, name in SAYS.items())
EXPORTED = Chosen(
    "case_id", "activity", "timestamp",
    also=Also(
        needs=(*dict.fromkeys(SAYS.values()), "hours",
               *(f"case:{name}" for name in ("group", *_ABOUT, "pip_due", "regime"))),
        kept={
            "said": ("string", f"CASE activity {_SAID} END"),
            "hours": ("float64", "try_cast(hours AS DOUBLE)"),
            "asylum": ("boolean", "coalesce(\"case:group\" = 'asylum', false)"),
            "under_law": ("boolean", f'"case:regime" NOT IN ({_ELSEWHERE})'),
            "due": ("int32", "(try_cast(\"case:pip_due\" AS DATE) - DATE '1970-01-01')::INTEGER"),
            **{name: ("string", f'"case:{name}"') for name in _ABOUT},
        },
    ),
)  # fmt: skip
"""How the monitor reads an export."""
NEVER = -1
"""The code of an activity that no event of the log has."""


def on_day(log: EventLog, on: date) -> Table:
    """One row a case under this law of which we had a signal by that day."""
    events = log.events
    known = events.filter((events.day <= day_number(on)) & events.under_law)
    rows = known.group_by("case_key").agg(**_collected(known, log.codes, on))
    rows = rows.filter(rows.signal.notnull())  # somebody in the BRP of whom no notice came yet is not known to us
    return rows.mutate(**_standing(rows, on))


def one_of(e: Table, codes: Mapping[str, int], *kinds: str) -> Column:
    """Whether an event is of one of these kinds."""
    return e.activity.isin([codes.get(kind, NEVER) for kind in kinds])


def first(e: Table, codes: Mapping[str, int], *kinds: str) -> Column:
    """The first day of an event of one of these kinds."""
    return e.day.min(where=one_of(e, codes, *kinds))


def _collected(e: Table, codes: Mapping[str, int], on: date) -> dict[str, Any]:
    kinds_of, first_of = partial(one_of, e, codes), partial(first, e, codes)

    def latest(*kinds: str) -> Column:
        return e.said.argmax(e.seq, where=kinds_of(*kinds))

    def place(*kinds: str) -> Column:
        return e.seq.max(where=kinds_of(*kinds))

    year = day_number(date(on.year, 1, 1))
    return {
        **{name: e[name].max() for name in (*_ABOUT, "asylum", "due")},
        "signal": ibis.coalesce(first_of("coa_matched", "duo_notified"), first_of("obligation_started")),
        "gone": place("moved_out"),
        "back": place("moved_in", "brp_registered"),
        "ended": place("obligation_ended"),
        "started": place("obligation_started"),
        "met": latest("obligation_met"),
        "met_on": first_of("obligation_met"),
        "housed": (kinds_of("home_assigned") & (e.day >= year)).any(),
        "test": latest("learnability_test_taken"),
        "plan_on": first_of("pip_established"),
        "plan": latest("pip_established", "pip_amended"),
        "offered": first_of("early_start_offered", "early_start_accepted", "early_start_declined"),
        "accepted": first_of("early_start_accepted"),
        "declined": first_of("early_start_declined"),
        "why_not": latest("early_start_declined"),
        "pvt_on": first_of("pvt_declaration_signed"),
        "map_on": first_of("map_final_interview_held", "map_waived"),
        "map_registered_on": first_of("map_registered"),
        "course_on": first_of("course_started"),
        "hours": e.hours.sum(where=kinds_of("hours_attended") & (e.said == "language")),
        "speaks": latest("level_estimated"),
        "absent": latest("intake_no_show"),
        "wished_on": first_of("wish_voiced", "complaint_made"),
        "answered_on": first_of("voice_answered"),
        "talked_on": first_of("progress_conversation_held"),
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
        "who": ibis.cases((c.asylum, "asylum"), else_="family"),
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
