"""One row a case on a day: what the monitor knows of it, and what only the dashboards ask."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any

import ibis
from ibis.expr.types import Column, Table

from wegwijs.analysis.monitor.beyond import in_time
from wegwijs.analysis.monitor.cases import EXPORTED, NEVER, SAYS, cases_on
from wegwijs.analysis.monitor.definitions import POPULATIONS
from wegwijs.analysis.reading.columns import Also, Chosen
from wegwijs.analysis.reading.logs import EventLog, day_number

DIMENSIONS = ("route", "cohort", "team", "provider")
"""By what a dashboard can be narrowed, one at a time; the groups are its columns."""
KNOWN = "known"
NONE, OTHER = "none", "other"
_SAID = SAYS | {
    "route_preferred": "route", "work_started": "kind_of_work", "exam_taken": "part",
    "intake_conversation_held": "alone_offered",
}  # fmt: skip
_WRITTEN = " ".join(f"WHEN '{activity}' THEN \"{name}\"" for activity, name in _SAID.items())
_NOTE = "CASE activity WHEN 'exam_taken' THEN concat(result, ' ', level) WHEN 'work_started' THEN dutch_spoken END"
_PAID = "paid"
_NEEDS = ("kind_of_work", "part", "alone_offered", "dutch_spoken", "organisation", "resource")
READ = Chosen(
    "case_id", "activity", "timestamp",
    also=Also(
        needs=(*EXPORTED.also.needs, *_NEEDS),
        kept={
            **EXPORTED.also.kept,
            "said": f"CASE activity {_WRITTEN} END",
            "note": _NOTE,
            "organisation": "organisation",
            "team": "resource",
        },
    ),
)  # fmt: skip
"""How the dashboards read an export."""
_PRACTICE = ("participation", "map_practice")
_SKILLS = ("reading", "listening", "writing", "speaking")


def cases(log: EventLog, on: date, teams: Collection[str]) -> Table:
    """One row a case under this law; it reads the table `KNOWN`, to be forgotten when the answer is kept.

    Of `teams` that are not named figures are not told apart: too few work there.
    """
    events = log.events.filter((log.events.day <= day_number(on)) & log.events.under_law)
    more = events.group_by("case_key").agg(**_more(events, log.codes))
    known = _known(log, on)
    found = known.inner_join(more, "case_key")
    left_on = found.standing.isin(["left", "ended"]).ifelse(ibis.greatest(found.moved_on, found.ended_on), None)
    year = ibis.literal(date(1970, 1, 1)) + found.signal.as_interval("D")
    team = ibis.cases((found.team_name.isin(sorted(teams)), found.team_name), else_=OTHER)
    return found.mutate(
        left_on=left_on,
        route=ibis.coalesce(found.plan, ibis.literal(NONE)),
        cohort=year.year().cast("string"),
        team=team,
        provider=ibis.coalesce(found.school, ibis.literal(NONE)),
    )


def _known(log: EventLog, on: date) -> Table:
    """The monitor's cases, with a flag for each of its populations and whether the plan was in time."""
    told = {"in_time": in_time(day_number(on))} | {f"in_{name}": condition for name, condition in POPULATIONS.items()}
    columns = ", ".join(f"{written} AS {name}" for name, written in told.items())
    log.engine.keep(KNOWN, f"SELECT *, {columns} FROM ({cases_on(log, on)})")  # noqa: S608  words of our own
    return log.engine.table(KNOWN)


def _one_of(e: Table, codes: dict[str, int], *kinds: str) -> Column:
    """Whether an event is of one of these kinds."""
    return e.activity.isin([codes.get(kind, NEVER) for kind in kinds])


def _first(e: Table, codes: dict[str, int], *kinds: str) -> Column:
    """The first day of an event of one of these kinds."""
    return e.day.min(where=_one_of(e, codes, *kinds))


def _more(e: Table, codes: dict[str, int]) -> dict[str, Any]:
    kinds, day = partial(_one_of, e, codes), partial(_first, e, codes)
    exam, work = kinds("exam_taken"), kinds("work_started")

    def latest(*names: str) -> Column:
        return e.said.argmax(e.seq, where=kinds(*names) & e.said.notnull() & (e.said != ""))

    def passed(*levels: str) -> Column:
        notes = [f"passed {level}" for level in levels]
        return e.said.nunique(where=exam & e.said.isin(list(_SKILLS)) & e.note.isin(notes))

    return {
        "assigned_on": day("case_assigned"),
        "intake_on": day("intake_conversation_held"),
        "alone": (kinds("intake_conversation_held") & (e.said == "true")).any(),
        "tested_on": day("learnability_test_taken"),
        "explained_on": day("routes_explained"),
        "wish": latest("route_preferred"),
        "amended_on": day("pip_amended"),
        "downscaled_on": day("downscaling_decided"),
        "agreed_on": day("agreement_plan_signed"),
        "last_talk": e.day.max(where=kinds("progress_conversation_held")),
        "practice": e.hours.sum(where=kinds("hours_attended") & e.said.isin(list(_PRACTICE))),
        "paid_on": e.day.min(where=work & (e.said == _PAID)),
        "took_part_on": e.day.min(where=work | (kinds("hours_attended") & e.said.isin(list(_PRACTICE)))),
        "dutch": e.note.argmax(e.seq, where=work & (e.said == _PAID)),
        "exam_on": day("exam_taken"),
        "knm_on": e.day.min(where=exam & (e.said == "knm") & e.note.startswith("passed")),
        "skills_b1": passed("b1", "b2"),
        "skills_a2": passed("a2", "b1", "b2"),
        "moved_on": e.day.max(where=kinds("moved_out")),
        "ended_on": e.day.max(where=kinds("obligation_ended")),
        "team_name": e.team.max(),
        "school": e.organisation.argmax(e.seq, where=kinds("course_started") & (e.organisation != "")),
    }
